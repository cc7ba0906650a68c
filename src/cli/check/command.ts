import type { Command } from 'commander'
import { formats } from '../../report/formats.ts'
import type { ExitCode, Io } from '../io.ts'
import { collect, formatOption } from '../options.ts'
import type { CheckOptions } from './check.ts'

const examples = `
Examples:
  onlyif check                                     every launch that is found here
  onlyif check launches/checkout-2.yaml            one launch
  onlyif check --now 2026-10-15                    as of another day
  onlyif check launch.yaml --facts support.yaml    with another team's facts
  onlyif check --format json --output decision.json
  onlyif check --trusted-ref origin/main           a change does not choose its judge

Exit codes: 0 go or conditional go; 1 hold or no-go; 2 no decision for something.
`

/** Declares `onlyif check`. */
export function declareCheck(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('check')
    .summary('judge launches: may they go to market?')
    .description('Judges launches against the commitments, and says what to do next.')
    .argument('[launch...]', 'manifests, folders or globs; "-" reads one from standard input')
    .addOption(formatOption(formats))
    .option('--output <file>', 'write the report there')
    .option('--commitments <glob>', 'commitments to judge by, repeatable', collect)
    .option('--catalog <glob>', 'catalog of facts, repeatable', collect)
    .option('--waivers <glob>', 'waivers, repeatable', collect)
    .option('--mapping <glob>', 'mappings of files not written for onlyif, repeatable', collect)
    .option('--facts <file>', 'more facts, repeatable: FILE, name=FILE, or "-"', collect)
    .option('--now <time>', 'judge as of this day or RFC 3339 time')
    .option('--no-exceptions', 'a launch with waivers is blocked, too')
    .option('--trusted-ref <ref>', 'read what judges from this Git ref, not from the working tree')
    .option('--only <id>', 'show one requirement or commitment; the verdict stays over all')
    .option('--docs <address>', 'link requirements to their pages on this site (onlyif docs)')
    .option('--quiet', 'print only the summary')
    .option('--color', 'colour the report')
    .option('--no-color', 'do not colour the report')
    .addHelpText('after', examples)
    .action(async (launches: string[], options: Omit<CheckOptions, 'launches'>) => {
      const { check } = await import('./check.ts')
      done(await check({ ...options, launches }, io))
    })
}
