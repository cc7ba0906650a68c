import type { Command } from 'commander'
import type { ExitCode, Io } from '../io.ts'
import { collect } from '../options.ts'
import type { DocsOptions } from './docs.ts'

const examples = `
Examples:
  onlyif docs promises                  write promises/index.html and the pages that it links
  onlyif docs promises --force          also where other files lie in that folder; they stay

Addresses: commitment-<id>.html#<requirement> for a requirement, facts.html#<fact> for a fact.

Exit codes: 0 written; 2 files are wrong, or the folder holds other files.
`

/** Declares `onlyif docs`. */
export function declareDocs(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('docs')
    .summary('the commitments in plain language as a small web site')
    .description('Writes what all commitments demand, in plain language, as static pages without scripts.')
    .argument('<folder>', 'where to write; made if it is not there')
    .option('--commitments <glob>', 'commitments to explain, repeatable', collect)
    .option('--catalog <glob>', 'catalog of facts, repeatable', collect)
    .option('--decisions <name...>', 'saved decisions, an exported log or a store: how often each was met')
    .option('--force', 'write into a folder that holds other files')
    .addHelpText('after', examples)
    .action(async (folder: string, options: Omit<DocsOptions, 'folder'>) => {
      const { docs } = await import('./docs.ts')
      done(await docs({ ...options, folder }, io))
    })
}
