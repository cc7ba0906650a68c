import type { Command } from 'commander'
import type { ExitCode, Io } from '../io.ts'
import { entryNumber } from '../options.ts'
import type { ExportOptions } from './export.ts'

const examples = `
Examples:
  onlyif export --data /var/lib/onlyif > decisions.ndjson          every decision that was recorded, and waivers
  onlyif export --data postgres://db.internal/onlyif --output decisions.ndjson
  onlyif export --data /var/lib/onlyif --from 1201 > newer.ndjson  what came after entry 1200

Each line is an entry of the log, or an input before the first entry that rests on it, with the exact texts that were hashed. Waivers
that were asked for in the service come with all that was said to them, all of them with --from, too; tokens and the audit log do not.

Exit codes: 0 all of it was written; 2 it was not.
`

/** Declares `onlyif export`. */
export function declareExport(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('export')
    .summary('recorded decisions and waivers as lines of JSON')
    .description('Writes the decision log of a store, with its raw inputs and its hashes, and the waivers that were asked for, as NDJSON.')
    .option('--data <store>', 'a folder, a file, or postgres://…; without it DATABASE_URL, else ./onlyif-data')
    .option('--from <number>', 'begin with this entry', entryNumber)
    .option('--output <file>', 'write it there')
    .addHelpText('after', examples)
    .action(async (options: ExportOptions) => {
      const { exportStore } = await import('./export.ts')
      done(await exportStore(options, io))
    })
}
