import type { GoalOutcome } from '../goals.ts'
import { median } from '../rounds.ts'
import { short } from '../table.ts'
import { names } from './contenders.ts'
import type { Memory, Paced, Row } from './measure.ts'
import { bareName, type Painted } from './paint.ts'

/** What one run measured. */
export interface MeasuredHttp {
  readonly rows: readonly Row[]
  readonly paced: readonly Paced[]
  readonly memory?: Memory | undefined
  readonly painted?: readonly Painted[] | undefined
}

/** What the service is meant to reach, against what was measured. */
export function httpGoals({ rows, paced, memory, painted = [] }: MeasuredHttp): GoalOutcome[] {
  const share = (of: string, by: string): number | undefined => {
    const [own, other] = [of, by].map((name) => rows.find((row) => row.name === name))
    return own && other && median(own.rates.map((rate, round) => rate / (other.rates[round] ?? Number.NaN)))
  }
  const byCpu = (of: string, by: string): number | undefined => {
    const [own, other] = [of, by].map((name) => rows.find((row) => row.name === name))
    return own && other && median(own.cpus.map((cpu, round) => (other.cpus[round] ?? Number.NaN) / cpu))
  }
  const dryRun = (goal: string, of: string, by: string): GoalOutcome => {
    const [value, cpu] = [share(of, by), byCpu(of, by)]
    return value === undefined
      ? { goal }
      : { goal, measured: `${short(value * 100)} % of at least 85 %; by CPU time ${short((cpu ?? 0) * 100)} %`, reached: value >= 0.85 }
  }
  const sqlite = rows.find((row) => row.name === names.sqlite)?.perSecond
  return [
    dryRun('dry runs, new manifests: 85 % of the rate of express that only parses and judges', names.dryRun, names.judging),
    dryRun('dry runs, new manifests: 85 % of the rate of express with a fixed answer', names.dryRun, names.express),
    dryRun('dry runs, manifests seen before: 85 % of the rate of express with a fixed answer', names.dryRunAgain, names.express),
    {
      goal: 'recorded on SQLite: 1,500 a second',
      ...(sqlite !== undefined && { measured: `${short(sqlite)} a second`, reached: sqlite >= 1500 }),
    },
    ...paced
      .filter(({ name }) => name.startsWith('onlyif'))
      .map(({ name, p99 }) => ({
        goal: `${name}: p99 under 25 ms at 70 % of its most`,
        measured: `${short(p99)} ms`,
        reached: p99 < 25,
      })),
    {
      goal: 'memory is flat: its live heap grows by less than 1 MiB a minute',
      ...(memory && {
        measured: `${short(memory.heapSlope)} MiB a minute over ${short(memory.minutes)} minutes`,
        reached: memory.heapSlope < 1,
      }),
    },
    ...painted
      .filter(({ page }) => page !== bareName)
      .map(({ page, median: time }) => ({
        goal: `${page}, 1,000 launches by 100 requirements: first paint under 200 ms`,
        measured: `${short(time)} ms`,
        reached: time < 200,
      })),
  ]
}
