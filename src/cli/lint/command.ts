import type { Command } from 'commander'
import type { ExitCode, Io } from '../io.ts'
import type { LintOptions } from './lint.ts'

const examples = `
Examples:
  onlyif lint                          every file that the config finds, and every test
  onlyif lint rules/market-promise     the files of one folder
  onlyif lint launch.yaml
  onlyif lint --base origin/main       and ids that stand for something else than there

Exit codes: 0 no errors (there may be warnings); 2 errors.
`

/** Declares `onlyif lint`. */
export function declareLint(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('lint')
    .summary('look for mistakes in commitments, catalogs, launches and all other files')
    .description('Looks for mistakes in files of every kind, each with its place and how to mend it.')
    .argument('[file...]', 'files, folders or globs')
    .option('--base <ref>', 'a Git ref or folder: look for reused ids since')
    .option('--quiet', 'print errors only')
    .option('--color', 'colour what is found')
    .option('--no-color', 'do not colour what is found')
    .addHelpText('after', examples)
    .action(async (files: string[], options: Omit<LintOptions, 'files'>) => {
      const { lint } = await import('./lint.ts')
      done(await lint({ ...options, files }, io))
    })
}
