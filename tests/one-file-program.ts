import { rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { afterFile } from './after-file.ts'

const folder = fileURLToPath(new URL('../node_modules/.cache/onlyif-tests', import.meta.url))
const built = new Map<string, string>()

/**
 * The path of a program as one file, so that it starts in a moment. It stands where its packages are found, until the tests of
 * the file that asked for it are done.
 */
export function oneFileProgram(entry: string): string {
  const known = built.get(entry)
  if (known !== undefined) return known
  const outfile = join(folder, `${basename(entry, '.ts')}-${process.pid}-${Date.now()}.mjs`)
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'error',
  })
  built.set(entry, outfile)
  afterFile(() => {
    built.delete(entry)
    rmSync(outfile, { force: true })
  })
  return outfile
}
