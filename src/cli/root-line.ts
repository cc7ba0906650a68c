import { existsSync, realpathSync } from 'node:fs'
import { join, relative } from 'node:path'
import { forTerminal } from '../report/escape.ts'
import { nameFromRoot } from '../world/argument.ts'
import { configName } from '../world/config.ts'
import type { World } from '../world/world.ts'
import type { Io } from './io.ts'

/** How a report is made: what programs read, and what is to be short, has no line about the root. */
export interface Telling {
  readonly format?: string
  readonly quiet?: boolean | undefined
  /** The files that are judged, from the root, of a command that was to find its launches by itself. */
  readonly found?: readonly string[] | undefined
  /** That command. */
  readonly command?: string
}

const ownLaunch = 'launch.yaml'

/** The files of the launches of a command line that names none. */
export function foundBy(named: readonly string[], world: World | undefined): readonly string[] | undefined {
  return named.length > 0 ? undefined : world?.launches.flatMap((launch) => launch.files.map(({ file }) => file))
}

/** Tells on the side which folder judges, where that is not the one in which the command runs: files are named from there. Lines of at most 80 columns, but for a long path. */
export function tellRoot(root: string, { format, quiet, found, command = 'check' }: Telling, io: Io): void {
  const path = relative(realpathSync(io.cwd), realpathSync(root))
  if (path === '' || quiet || format === 'json') return
  const why = existsSync(join(root, configName)) ? `where ${configName} is` : 'the root of the repository'
  io.stderr(`The root is ${forTerminal(path)}, ${why}.\nRules are looked for there, and files are named from there.\n`)
  const own = join(io.cwd, ownLaunch)
  if (found && existsSync(own) && !found.includes(nameFromRoot(ownLaunch, { root, cwd: io.cwd }))) {
    io.stderr(`\`${ownLaunch}\` here is not judged: name it, \`onlyif ${command} ${ownLaunch}\`.\n`)
  }
}
