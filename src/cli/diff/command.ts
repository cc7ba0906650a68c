import type { Command } from 'commander'
import { diffFormats } from '../../report/diff-formats.ts'
import type { ExitCode, Io } from '../io.ts'
import { formatOption } from '../options.ts'
import type { DiffOptions } from './report.ts'

const examples = `
Examples:
  onlyif diff old.json new.json                        two saved decisions: what turned, as they show it
  onlyif diff --base origin/main                       every launch, then and now, with proved causes
  onlyif diff --base v1 --head v2 launches/checkout-2.yaml
  onlyif diff old-launch.yaml new-launch.yaml          two manifests, judged by what is here
  onlyif diff --base origin/main rules/promise.yaml    a commitment: what changed, and is it stricter?
  onlyif diff old-promise.yaml new-promise.yaml

Exit codes: 0 compared, whatever differs; 2 there is nothing to compare.
`

/** Declares `onlyif diff`. */
export function declareDiff(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('diff')
    .summary('why two decisions, or two versions of a commitment, differ')
    .description(
      'Says why a launch came out differently, with the smallest cause, proved by judging again; or what changed in a commitment.',
    )
    .argument('[files...]', 'two files, or with --base the launches or the commitment to look at')
    .option('--base <ref>', 'the version before: a Git ref or a folder')
    .option('--head <ref>', 'the version after: a Git ref or a folder (default: the working tree)')
    .option('--now <time>', 'judge as of this day or RFC 3339 time')
    .option('--base-now <time>', 'judge the version before as of another time')
    .addOption(formatOption(diffFormats))
    .option('--output <file>', 'write the report there')
    .option('--color', 'colour the report')
    .option('--no-color', 'do not colour the report')
    .addHelpText('after', examples)
    .action(async (files: string[], options: Omit<DiffOptions, 'files'>) => {
      const { diff } = await import('./diff.ts')
      done(await diff({ ...options, files }, io))
    })
}
