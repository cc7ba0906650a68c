import { existsSync, realpathSync } from 'node:fs'
import { join, relative } from 'node:path'
import { forTerminal } from '../report/escape.ts'
import { configName } from '../world/config.ts'
import type { Io } from './io.ts'

/** How a report is made: what programs read, and what is to be short, has no line about the root. */
export interface Telling {
  readonly format?: string
  readonly quiet?: boolean | undefined
}

/** Tells on the side which folder judges, where that is not the one in which the command runs: files are named from there. */
export function tellRoot(root: string, { format, quiet }: Telling, io: Io): void {
  const path = relative(realpathSync(io.cwd), realpathSync(root))
  if (path === '' || quiet || format === 'json') return
  const why = existsSync(join(root, configName)) ? `where ${configName} is` : 'the root of the repository'
  io.stderr(`The root is ${forTerminal(path)}, ${why}: what judges is looked for there, and files are named from it.\n`)
}
