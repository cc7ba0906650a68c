import { type Command, InvalidArgumentError } from 'commander'
import type { ExitCode, Io } from '../io.ts'
import { collect, formatOption } from '../options.ts'
import { type TestOptions, testFormats } from './options.ts'

const examples = `
Examples:
  onlyif test                                   every test that is found here
  onlyif test rules/market-promise              the tests of one folder
  onlyif test --only beta-delight               cases by name, or those of one requirement
  onlyif test --coverage --min-coverage 100     which conditions the cases show to decide
  onlyif test --coverage --format html --output coverage.html
  onlyif test --mutate --min-score 95           change the commitment, and see whether a case notices
  onlyif test --suggest                         write the cases that are missing
  onlyif test --watch

Exit codes: 0 every case passes; 1 a case fails, or a threshold is missed; 2 files are wrong.
`

/** Declares `onlyif test`. */
export function declareTest(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('test')
    .summary('try commitments out by example: run their tests')
    .description('Runs CommitmentTests: examples of launches with the outcome that each must get.')
    .argument('[file...]', 'files, folders or globs; without one, every test below the root')
    .addOption(formatOption(testFormats))
    .option('--output <file>', 'write the report there')
    .option('--commitments <glob>', 'commitments to judge by, repeatable', collect)
    .option('--catalog <glob>', 'catalog of facts, repeatable', collect)
    .option('--only <name>', 'run the cases whose name holds this text, or those of this requirement')
    .option('--now <time>', 'the time of tests that name none: a day or RFC 3339 time')
    .option('--coverage', 'tell which outcomes and conditions the cases show')
    .option('--min-coverage <percent>', 'fail below this coverage', percent)
    .option('--mutate', 'change the commitments bit by bit, and tell which changes no case notices')
    .option('--min-score <percent>', 'fail when fewer of these changes are noticed', percent)
    .option('--suggest', 'write the missing boundary cases into the test files')
    .option('--dry-run', 'with --suggest: only print them')
    .option('--watch', 'run again whenever a file changes')
    .option('--quiet', 'print only what fails')
    .option('--color', 'colour the report')
    .option('--no-color', 'do not colour the report')
    .addHelpText('after', examples)
    .action(async (files: string[], options: Omit<TestOptions, 'files'>) => {
      const { test } = await import('./test.ts')
      done(await test({ ...options, files }, io))
    })
}

function percent(text: string): number {
  const value = /^\d{1,3}(?:\.\d{1,3})?%?$/.test(text) ? Number(text.replace('%', '')) : Number.NaN
  if (value >= 0 && value <= 100) return value
  throw new InvalidArgumentError('write a number from 0 to 100')
}
