import type { Command } from 'commander'
import { formats } from '../../report/formats.ts'
import type { ExitCode, Io } from '../io.ts'
import { formatOption } from '../options.ts'
import type { ReportOptions } from './report.ts'

const examples = `
Examples:
  onlyif report decision.json                                   what the decision said, for a terminal
  onlyif report decision.json --format html --output pack.html  a gate pack to print
  onlyif check --format json | onlyif report - --format markdown

Exit codes: 0 printed, whatever the verdict; 2 the file is no decision, or the report cannot be written.
`

/** Declares `onlyif report`. */
export function declareReport(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('report')
    .summary('a saved decision in any format')
    .description('Reports a saved Decision or Decisions again. Nothing is judged.')
    .argument('<decision>', 'a file that `check --format json` wrote; "-" is standard input')
    .addOption(formatOption(formats))
    .option('--output <file>', 'write the report there')
    .option('--only <id>', 'show one requirement or commitment; never in json')
    .option('--docs <address>', 'link requirements to their pages on this site (onlyif docs)')
    .option('--quiet', 'print only the summary')
    .option('--color', 'colour the report')
    .option('--no-color', 'do not colour the report')
    .addHelpText('after', examples)
    .action(async (decision: string, options: Omit<ReportOptions, 'decision'>) => {
      const { reportSaved } = await import('./report.ts')
      done(await reportSaved({ ...options, decision }, io))
    })
}
