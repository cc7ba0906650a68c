import { loadavg } from 'node:os'
import { median } from '../rounds.ts'
import type { Contender, Load, Loaded } from './exchange.ts'
import type { Loader, ServerProcess } from './processes.ts'

/** What is measured, and where. */
export interface Bench {
  readonly contenders: readonly Contender[]
  readonly serverOf: (contender: Contender) => ServerProcess
  readonly loader: Loader
  readonly bodies: readonly string[]
}

export interface Stretches {
  readonly rounds: number
  readonly seconds: number
  /** How many answers of each do not count: so many that its code is compiled, on a busy machine, too. */
  readonly warmUp: number
  readonly connections: number
}

/** What came out for one contender: medians over rounds. */
export interface Row {
  readonly name: string
  /** Answers a second of elapsed time, and the most in any round. */
  readonly perSecond: number
  readonly mostPerSecond: number
  /** CPU time of the server for one answer, in microseconds. */
  readonly cpuMicros: number
  /** Its rate by that of the first contender in the same round. */
  readonly ofFirst: number
  /** The CPU time of the first contender by its own, in the same round: what the rates would be, had each a core to itself. */
  readonly ofFirstByCpu: number
  readonly p50: number
  readonly p99: number
  /** By round, for ratios between any two. */
  readonly rates: readonly number[]
  readonly cpus: readonly number[]
}

/** The most each can do, side by side: rounds in which each works once, the order moving on from round to round. */
export async function measureRates(bench: Bench, { rounds, seconds, warmUp, connections }: Stretches): Promise<Row[]> {
  const { contenders } = bench
  for (const contender of contenders) await warm(bench, contender, { connections, warmUp })
  const found = contenders.map((): { loaded: Loaded; cpu: number }[] => [])
  for (let round = 0; round < rounds; round++)
    for (let turn = 0; turn < contenders.length; turn++) {
      const at = (turn + round) % contenders.length
      const contender = contenders[at]
      if (!contender) continue
      const server = bench.serverOf(contender)
      const before = await server.usage()
      const loaded = await stretch(bench, contender, { connections, seconds })
      const { cpuMs } = await server.usage()
      found[at]?.push({ loaded, cpu: ((cpuMs - before.cpuMs) * 1000) / loaded.answered })
    }
  const [first = []] = found
  return contenders.map(({ name }, at) => {
    const own = found[at] ?? []
    const rates = own.map(({ loaded }) => loaded.perSecond)
    const cpus = own.map(({ cpu }) => cpu)
    return {
      name,
      perSecond: median(rates),
      mostPerSecond: Math.max(...rates),
      cpuMicros: median(cpus),
      ofFirst: median(rates.map((rate, round) => rate / (first[round]?.loaded.perSecond ?? Number.NaN))),
      ofFirstByCpu: median(cpus.map((cpu, round) => (first[round]?.cpu ?? Number.NaN) / cpu)),
      p50: median(own.map(({ loaded }) => loaded.p50)),
      p99: median(own.map(({ loaded }) => loaded.p99)),
      rates,
      cpus,
    }
  })
}

/** At most a minute, for one that is slow. */
async function warm(bench: Bench, contender: Contender, { connections, warmUp }: Pick<Stretches, 'connections' | 'warmUp'>): Promise<void> {
  let answered = 0
  for (let seconds = 0; seconds < 60 && answered < warmUp; seconds++)
    answered += (await stretch(bench, contender, { connections, seconds: 1 })).answered
}

/** What was measured at a pace. */
export interface Paced {
  readonly name: string
  readonly rate: number
  readonly p50: number
  readonly p99: number
}

/** How long answers take at 70 % of the most that each can do; what is late in being sent counts as waited for. */
export async function measurePace(bench: Bench, rows: readonly Row[], { seconds, connections }: Stretches): Promise<Paced[]> {
  const paced: Paced[] = []
  for (const contender of bench.contenders) {
    const rate = Math.round((rows.find((row) => row.name === contender.name)?.perSecond ?? 0) * 0.7)
    if (rate === 0) continue
    const { p50, p99 } = await stretch(bench, contender, { connections, seconds, rate })
    paced.push({ name: contender.name, rate, p50, p99 })
  }
  return paced
}

/** Memory over time: samples, and the line through those after the first third, in MiB a minute. */
export interface Memory {
  readonly minutes: number
  readonly answered: number
  readonly samples: readonly { readonly minute: number; readonly heapMiB: number; readonly rssMiB: number }[]
  readonly heapSlope: number
  readonly rssSlope: number
}

/** Keeps a server busy and looks at its heap after a collection, every few seconds. */
export async function measureMemory(
  bench: Bench,
  mix: readonly { readonly contender: Contender; readonly rate: number }[],
  minutes: number,
) {
  const [first] = mix
  if (!first) return undefined
  const server = bench.serverOf(first.contender)
  const samples: Memory['samples'][number][] = []
  const start = performance.now()
  const minute = (): number => (performance.now() - start) / 60_000
  let answered = 0
  while (minute() < minutes) {
    for (const { contender, rate } of mix) answered += (await stretch(bench, contender, { connections: 32, seconds: 2, rate })).answered
    const { heapMiB, rssMiB } = await server.usage(true)
    samples.push({ minute: minute(), heapMiB, rssMiB })
  }
  const later = samples.slice(Math.floor(samples.length / 3))
  const slope = (of: 'heapMiB' | 'rssMiB'): number => slopeOf(later.map((sample) => [sample.minute, sample[of]]))
  const memory: Memory = { minutes, answered, samples, heapSlope: slope('heapMiB'), rssSlope: slope('rssMiB') }
  return memory
}

/** The slope of the line through some points, by least squares. */
function slopeOf(points: readonly (readonly [number, number])[]): number {
  const mean = (at: 0 | 1): number => points.reduce((sum, point) => sum + point[at], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  const over = points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0)
  return over / points.reduce((sum, [a]) => sum + (a - x) ** 2, 0)
}

/** The load of the last minute on this machine, from whomever. */
export function machineLoad(): number {
  return loadavg()[0] ?? Number.NaN
}

async function stretch(
  { loader, serverOf, bodies }: Bench,
  contender: Contender,
  how: Pick<Load, 'connections' | 'seconds' | 'rate'>,
): Promise<Loaded> {
  const { port, token } = serverOf(contender)
  const { path, status, anew } = contender
  const loaded = await loader.run({ port, token, path, status, anew, bodies, ...how })
  if (loaded.failed > 0) throw new Error(`${contender.name}: ${loaded.failed} requests were not answered with ${status}: ${loaded.failure}`)
  return loaded
}
