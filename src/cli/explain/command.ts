import type { Command } from 'commander'
import { explainFormats } from '../../report/explain/formats.ts'
import type { ExitCode, Io } from '../io.ts'
import { collect, formatOption } from '../options.ts'
import type { ExplainOptions } from './explain.ts'

const examples = `
Examples:
  onlyif explain                                  every commitment, requirement by requirement
  onlyif explain market-promise                   one commitment
  onlyif explain beta-delight                     one requirement, or market-promise/beta-delight
  onlyif explain --format markdown > promise.md
  onlyif explain beta-delight --decisions /var/lib/onlyif      with how often it was met

Exit codes: 0 explained; 2 there is no such id, or files are wrong.
`

/** Declares `onlyif explain`. */
export function declareExplain(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('explain')
    .summary('commitments in plain language: what they demand, of whom, by which facts')
    .description('Says in plain language what commitments and requirements demand. Nothing is judged.')
    .argument('[id]', 'a commitment, a requirement, or commitment/requirement; without one, everything')
    .addOption(formatOption(explainFormats, 'how to say it'))
    .option('--output <file>', 'write it there')
    .option('--commitments <glob>', 'commitments to explain, repeatable', collect)
    .option('--catalog <glob>', 'catalog of facts, repeatable', collect)
    .option('--decisions <name...>', 'saved decisions, an exported log or a store: how often each was met')
    .option('--color', 'colour the text')
    .option('--no-color', 'do not colour the text')
    .addHelpText('after', examples)
    .action(async (id: string | undefined, options: Omit<ExplainOptions, 'id'>) => {
      const { explainCommand } = await import('./explain.ts')
      done(await explainCommand({ ...options, ...(id !== undefined && { id }) }, io))
    })
}
