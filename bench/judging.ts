import { disagreements } from './agreement.ts'
import { closures } from './peers/closure.ts'
import type { Contender } from './peers/contender.ts'
import { installedPeers } from './peers/installed.ts'
import { jsonRulesEngineBest } from './peers/json-rules-engine-best.ts'
import { jsonRulesEngineDefault } from './peers/json-rules-engine-default.ts'
import { onlyif } from './peers/onlyif.ts'
import { type RoundsOptions, type Timed, type Timing, timeInRounds } from './rounds.ts'
import { type Workload, workloadOf } from './workload.ts'
import { parseWorkload } from './workload-yaml.ts'

export interface JudgingRow extends Timing {
  readonly explains: string
  readonly values: 2 | 3
}

/** One size, judged by every contender. */
export interface JudgingResult {
  readonly requirements: number
  readonly leaves: number
  readonly facts: number
  readonly launches: number
  readonly rows: readonly JudgingRow[]
}

export interface Field {
  readonly workload: Workload
  /** Ours first: what the others are compared with. */
  readonly contenders: readonly Contender[]
}

/** A workload of a size with everything that can judge it here: peers of `bench/package.json` only where they are installed. */
export async function fieldOf(requirements: number, launches: number): Promise<Field> {
  const workload = workloadOf({ requirements, launches })
  const parsed = parseWorkload(workload)
  const ours = onlyif(parsed)
  const { codes, objects, fromLaunch } = closures(workload, parsed.launches)
  return {
    workload,
    contenders: [
      ours.open,
      ours.again,
      ours.judge,
      ours.decide,
      fromLaunch,
      codes,
      objects,
      jsonRulesEngineBest(workload),
      jsonRulesEngineDefault(workload),
      ...(await installedPeers(workload)),
    ],
  }
}

/** Throws when a contender answers otherwise than we do: times of different answers say nothing. */
export async function assertSameAnswers({ workload, contenders: [ours, ...others] }: Field): Promise<void> {
  if (!ours) throw new Error('nobody judges')
  const [first] = await disagreements(workload, ours, others)
  if (first) throw new Error(`not the same answer, so nothing is timed: ${JSON.stringify(first)}`)
}

/** Times every contender on one size, after having seen that all of them give our answers. */
export async function timeJudging(requirements: number, launches: number, options: RoundsOptions): Promise<JudgingResult> {
  const field = await fieldOf(requirements, launches)
  await assertSameAnswers(field)
  const timings = await timeInRounds(
    field.contenders.map((contender) => timed(contender, launches)),
    options,
  )
  return {
    requirements,
    leaves: field.workload.leafCount,
    facts: field.workload.facts.length,
    launches,
    rows: field.contenders.flatMap(({ explains, values }, at) => {
      const timing = timings[at]
      return timing ? [{ ...timing, explains, values }] : []
    }),
  }
}

/** Where results end up, so that no compiler finds them unused. */
export const sink: { last: unknown } = { last: undefined }

/** Judges launch after launch; only a promise is waited for. */
function timed(contender: Contender, launches: number): Timed {
  let next = 0
  return {
    name: contender.name,
    async repeat(count) {
      for (let done = 0; done < count; done++) {
        const result = contender.run(next)
        sink.last = result instanceof Promise ? await result : result
        next = (next + 1) % launches
      }
    },
  }
}
