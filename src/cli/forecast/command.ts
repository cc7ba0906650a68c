import type { Command } from 'commander'
import { forecastFormats } from '../../report/forecast-formats.ts'
import type { ExitCode, Io } from '../io.ts'
import { collect, formatOption } from '../options.ts'
import type { ForecastOptions } from './forecast.ts'

const examples = `
Examples:
  onlyif forecast                              every launch that is found here
  onlyif forecast launches/checkout-2.yaml     one launch, until 30 days after its date
  onlyif forecast --until 2026-12-31

Exit codes: 0 looked ahead, whatever comes; 2 no decision for something.
`

/** Declares `onlyif forecast`. */
export function declareForecast(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('forecast')
    .summary('what turns by the passing of time, and when')
    .description('Judges launches as of every instant at which something may turn, and says from when and until when they may go.')
    .argument('[launch...]', 'manifests, folders or globs; "-" reads one from standard input')
    .option('--until <day>', 'how far to look ahead (default: 30 days past the launch date, or 90 days)')
    .option('--facts <file>', 'more facts, repeatable: FILE, name=FILE, or "-"', collect)
    .addOption(formatOption(forecastFormats))
    .option('--output <file>', 'write the report there')
    .option('--now <time>', 'look ahead from this day or RFC 3339 time')
    .option('--no-exceptions', 'a launch with waivers is blocked, too')
    .option('--trusted-ref <ref>', 'read what judges from this Git ref, not from the working tree')
    .option('--color', 'colour the report')
    .option('--no-color', 'do not colour the report')
    .addHelpText('after', examples)
    .action(async (launches: string[], options: Omit<ForecastOptions, 'launches'>) => {
      const { forecast } = await import('./forecast.ts')
      done(await forecast({ ...options, launches }, io))
    })
}
