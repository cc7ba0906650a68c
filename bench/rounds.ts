import { performance } from 'node:perf_hooks'

/** Something to be timed: does its work `count` times. */
export interface Timed {
  readonly name: string
  repeat(count: number): void | Promise<void>
}

export interface RoundsOptions {
  readonly rounds: number
  /** How long one batch takes at least, in milliseconds of CPU time. */
  readonly batchMs: number
  /** How long each is warmed up before it counts. */
  readonly warmUpMs: number
  /** How long one may take over all rounds; a slow one then sits out the later rounds, though never the first three. */
  readonly budgetMs: number
}

/** What came out for one: microseconds for one piece of work, and how many times as long as the first it took. */
export interface Timing {
  readonly name: string
  /** CPU time of the whole process, median and least over rounds. */
  readonly micros: number
  readonly fastestMicros: number
  /** Elapsed time, median: more than `micros` where something is waited for, be it another process on a busy machine. */
  readonly elapsedMicros: number
  /** Median, over rounds, of its CPU time by that of the first in the same round: what slows the machine for a while slows both. */
  readonly ratio: number
}

interface Batch {
  readonly cpu: number
  readonly elapsed: number
}

/**
 * Times several side by side: each is warmed up, then rounds are run in which each works one batch, the order moving on from
 * round to round. The collector is left alone: calling it before each batch was seen to cost everyone up to five times the time,
 * because the code that was compiled for what is judged goes with what is collected.
 */
export async function timeInRounds(all: readonly Timed[], options: RoundsOptions): Promise<Timing[]> {
  const counts: number[] = []
  for (const one of all) counts.push(await batchSize(one, options))
  const times: Batch[][] = all.map(() => [])
  const spent = all.map(() => 0)
  for (let round = 0; round < options.rounds; round++) {
    for (let turn = 0; turn < all.length; turn++) {
      const at = (turn + round) % all.length
      const one = all[at]
      if (!one || (round >= 3 && (spent[at] ?? 0) >= options.budgetMs)) continue
      const count = counts[at] ?? 1
      const { cpu, elapsed } = await timeBatch(one, count)
      spent[at] = (spent[at] ?? 0) + cpu
      times[at]?.push({ cpu: cpu / count, elapsed: elapsed / count })
    }
  }
  const [first = []] = times
  return all.map(({ name }, at) => {
    const own = times[at] ?? []
    return {
      name,
      micros: median(own.map(({ cpu }) => cpu)) * 1000,
      fastestMicros: Math.min(...own.map(({ cpu }) => cpu)) * 1000,
      elapsedMicros: median(own.map(({ elapsed }) => elapsed)) * 1000,
      ratio: median(own.map(({ cpu }, round) => cpu / (first[round]?.cpu ?? cpu))),
    }
  })
}

async function batchSize(one: Timed, { batchMs, warmUpMs }: RoundsOptions): Promise<number> {
  let count = 1
  let spent = 0
  for (;;) {
    const { cpu } = await timeBatch(one, count)
    spent += cpu
    if (cpu >= batchMs && spent >= warmUpMs) return count
    if (cpu < batchMs) count = Math.ceil(count * Math.min(8, Math.max(1.2, (batchMs * 1.2) / Math.max(cpu, 0.01))))
  }
}

/** One batch, in milliseconds. CPU time counts what the collector and the compiler do in threads of their own, too. */
async function timeBatch(one: Timed, count: number): Promise<Batch> {
  const start = performance.now()
  const before = process.cpuUsage()
  await one.repeat(count)
  const { user, system } = process.cpuUsage(before)
  return { cpu: (user + system) / 1000, elapsed: performance.now() - start }
}

/** CPU time of some work, in milliseconds. */
export function cpuOf(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** The middle of some numbers; the mean of the two middle ones of an even count. NaN of none. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}
