import type { Command } from 'commander'
import type { ExitCode, Io } from '../io.ts'
import type { ImportOptions } from './import.ts'

const examples = `
Examples:
  onlyif import decisions.ndjson --data /var/lib/onlyif      into a new store, or one that it continues
  onlyif export --data old | onlyif import - --data postgres://db/onlyif

Every hash is looked at before anything is written. A store that holds another log is left as it is. Waivers that were asked for in the
service are taken last, all or none: their answers must come to what they say they are, and nothing may contradict the log or a waiver
that is there. Whether one counts is judged anew every time, by who approved it.

Exit codes: 0 all of it is there; 2 something is wrong: what was imported before it stays, and is whole.
`

/** Declares `onlyif import`. */
export function declareImport(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('import')
    .summary('take exported decisions into a store')
    .description('Imports what `onlyif export` wrote, with its hashes, so that the chain goes on.')
    .argument('<file>', 'a file that `onlyif export` wrote; "-" is standard input')
    .option('--data <store>', 'a folder, a file, or postgres://…; without it DATABASE_URL, else ./onlyif-data')
    .addHelpText('after', examples)
    .action(async (file: string, options: Omit<ImportOptions, 'file'>) => {
      const { importStore } = await import('./import.ts')
      done(await importStore({ ...options, file }, io))
    })
}
