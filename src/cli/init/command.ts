import type { Command } from 'commander'
import type { ExitCode, Io } from '../io.ts'
import type { InitOptions } from './init.ts'

const examples = `
Examples:
  onlyif init                                     here, after three questions
  onlyif init --yes                               here, without questions
  onlyif init --dry-run                           only say what would be written
  onlyif init shop --name shop-promise --owner head-of-shop --product shop

What is here already is kept, whatever it is: nothing is ever overwritten.

Exit codes: 0 written, or nothing to write; 2 files here have mistakes, or one cannot be written.
`

/** Declares `onlyif init`. */
export function declareInit(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('init')
    .summary('a first commitment, catalog, launch, test and workflow for this repository')
    .description('Looks at the repository and writes what is missing to begin: a promise, its facts, a launch, a test, the gate.')
    .argument('[folder]', 'where to begin; left out, where onlyif would look from here')
    .option('--name <id>', 'the id of the promise, which also names its file')
    .option('--owner <role>', 'the one person or role that answers for it')
    .option('--product <name>', 'the product that is launched')
    .option('--yes', 'ask nothing')
    .option('--dry-run', 'write nothing, only say what would be written')
    .addHelpText('after', examples)
    .action(async (folder: string | undefined, options: Omit<InitOptions, 'folder'>) => {
      const { init } = await import('./init.ts')
      const { terminalAsk } = await import('./questions.ts')
      done(await init({ ...options, folder }, io, options.yes ? undefined : terminalAsk(io)))
    })
}
