import { type Command, Option } from 'commander'
import { impactFormats } from '../../report/impact-formats.ts'
import type { ExitCode, Io } from '../io.ts'
import { collect, formatOption } from '../options.ts'
import type { ImpactOptions } from './impact.ts'

const examples = `
Examples:
  onlyif impact --base origin/main                      whom the edits here would block
  onlyif impact --base origin/main --fail-on newly-blocked
  onlyif impact old new                                 two folders, with the launches of the second
  onlyif impact --base HEAD --launch 'launches/2026/**' --format markdown
  onlyif impact --store /var/lib/onlyif                 every launch that was decided
  onlyif impact --decisions decisions.ndjson

Exit codes: 0 compared; 1 what --fail-on names has happened; 2 one of the two versions decides nothing.
`

/** Declares `onlyif impact`. */
export function declareImpact(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('impact')
    .summary('whom an edit of commitments, waivers or catalog would judge differently')
    .description('Judges every launch by two versions of what judges, and says for whom something changes, and why.')
    .argument('[folders...]', 'two folders with what judges, instead of --base')
    .option('--base <ref>', 'the version before: a Git ref or a folder (default: HEAD)')
    .option('--launch <glob>', 'launches to judge, repeatable; otherwise all that the config names', collect)
    .option('--facts <file>', 'more facts, repeatable: FILE, name=FILE, or "-"', collect)
    .option('--store <address>', 'the launches of the last decisions in a store, instead')
    .option('--decisions <file>', 'the same from an exported log (onlyif export)')
    .addOption(formatOption(impactFormats))
    .option('--output <file>', 'write the report there')
    .addOption(
      new Option('--fail-on <what>', 'when to end with exit code 1').choices(['newly-blocked', 'any-change', 'none']).default('none'),
    )
    .option('--now <time>', 'judge as of this day or RFC 3339 time; of decisions, otherwise as of each')
    .option('--no-exceptions', 'a launch with waivers is blocked, too')
    .option('--color', 'colour the report')
    .option('--no-color', 'do not colour the report')
    .addHelpText('after', examples)
    .action(async (folders: string[], options: Omit<ImpactOptions, 'folders'>) => {
      const { impact } = await import('./impact.ts')
      done(await impact({ ...options, folders }, io))
    })
}
