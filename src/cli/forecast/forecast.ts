import { defaultHorizon, type Forecast, forecastOf } from '../../authoring/forecast.ts'
import { endOfDay, readDate, startOf } from '../../model/date.ts'
import type { ForecastFormat } from '../../report/forecast-formats.ts'
import { forecastReporters } from '../../report/forecast-reporters.ts'
import { type Diagnostic, hasErrors } from '../../source/diagnostic.ts'
import { prepareSide, wrongWith } from '../../world/judges.ts'
import { tellDiagnostics } from '../diagnostics.ts'
import { type ExitCode, type Io, UsageError, wantsColour, worst } from '../io.ts'
import { loadFor } from '../loading.ts'
import { momentOf } from '../moment.ts'
import { foundBy, tellRoot } from '../root-line.ts'
import { writeReport } from '../written.ts'

/** What `onlyif forecast` is asked to do. */
export interface ForecastOptions {
  readonly launches: readonly string[]
  readonly until?: string
  readonly facts?: readonly string[]
  readonly format: ForecastFormat
  readonly output?: string
  readonly now?: string
  readonly exceptions: boolean
  readonly trustedRef?: string
  readonly color?: boolean
}

/** Looks ahead from now for every launch and reports what the clock turns. */
export async function forecast(options: ForecastOptions, io: Io): Promise<ExitCode> {
  const now = momentOf(options.now, io)
  const until = untilOf(options, now)
  const loaded = await loadFor(options, io)
  const { world, problems } = loaded
  tellRoot(loaded.root, { ...options, found: foundBy(options.launches, world), command: 'forecast' }, io)
  const ids = new Set(world?.launches.map(({ name }) => name))
  const prepared = world && prepareSide(world, now, ids, !options.exceptions)
  const wrong = [...problems, ...(world && prepared ? wrongWith(world, prepared) : [])]
  const found: Diagnostic[] = [...wrong]
  const forecasts: Forecast[] = []
  for (const { launch, facts, diagnostics } of hasErrors(wrong) ? [] : (world?.launches ?? [])) {
    const opened = launch && prepared?.open(launch, facts)
    // What is wrong with the trusted side comes back with every launch, and is told already.
    found.push(...diagnostics, ...(opened?.diagnostics.filter((item) => !wrong.includes(item)) ?? []))
    if (!opened?.judged) continue
    const { clock } = opened.judged.input
    const input = {
      judged: opened.judged,
      facts,
      until: until ?? defaultHorizon(clock.now, clock.launchDay),
      noExceptions: !options.exceptions,
    }
    forecasts.push(forecastOf(input))
  }
  const errors = found.filter((item) => item.severity === 'error')
  await tellDiagnostics(errors, loaded, options.color, io)
  if (forecasts.length === 0) return 2
  const colour = wantsColour(options.color, io.env, options.output === undefined && io.stdoutIsTerminal)
  const written = await writeReport(forecastReporters[options.format](forecasts, { colour, width: io.columns }), options.output, io)
  return worst(written, errors.length > 0 ? 2 : 0)
}

function untilOf({ until }: ForecastOptions, now: string): number | undefined {
  if (until === undefined) return undefined
  const reading = readDate(until)
  if (!reading.ok) throw new UsageError(`--until: ${reading.message}`, reading.hint)
  const end = reading.value.precision === 'day' ? endOfDay(reading.value.day) : reading.value.ms
  const start = readDate(now)
  if (start.ok && end < startOf(start.value)) throw new UsageError(`--until: \`${until}\` is past already`, 'name a later day')
  return end
}
