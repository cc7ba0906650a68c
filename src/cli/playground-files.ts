import { readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'

const names = ['playground.js', 'playground.css']

/** What the build made for browsers, by name, from beside the command that runs; empty where it was not built. */
export function playgroundFiles(command = process.argv[1] ?? ''): ReadonlyMap<string, string> {
  try {
    const folder = join(dirname(realpathSync(command)), '../web')
    return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
  } catch {
    return new Map()
  }
}
