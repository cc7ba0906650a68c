import { type Columns, judgeColumns } from '../src/engine/columns.ts'
import type { PreparedJudge } from '../src/engine/judge.ts'
import type { Launch } from '../src/model/launch.ts'
import { prepared } from './peers/onlyif.ts'
import { cpuOf, median } from './rounds.ts'
import { editedRequirements, type Workload } from './workload.ts'
import { type Parsed, parseCommitment } from './workload-yaml.ts'

/** CPU time in milliseconds; parsing is not in it. */
export interface WhatIfResult {
  /** Judging all manifests together, so that they can be judged again. */
  readonly columnsMs: number
  /** Compiling the commitment with one requirement edited. */
  readonly prepareMs: number
  /** Judging all manifests by it, up to the counts of their verdicts. */
  readonly againMs: number
}

/** Times judging many launches again with one requirement edited, after having seen that it says what judging each anew says. */
export function timeWhatIf({ requirements }: Workload, parsed: Parsed, rounds: number, judgeAll = judgeColumns): WhatIfResult {
  const edited = parseCommitment(editedRequirements(requirements))
  const inputs = parsed.launches.map((launch) => ({ launch }))
  const before = prepared(parsed)
  const columns: number[] = []
  const compile: number[] = []
  const again: number[] = []
  let kept = judgeAll(before, inputs)
  for (let round = 0; round < rounds; round++) columns.push(cpuOf(() => (kept = judgeAll(before, inputs))))
  // The edit is soon done: it takes more rounds to time.
  for (let round = 0; round < rounds * 10; round++) {
    let after = before
    let outcome = kept
    compile.push(cpuOf(() => (after = prepared({ commitment: edited }))))
    again.push(cpuOf(() => (outcome = kept.again(after))))
    if (round === 0) assertAsOpened(outcome, after, parsed.launches)
  }
  return { columnsMs: median(columns), prepareMs: median(compile), againMs: median(again) }
}

function assertAsOpened(columns: Columns, judge: PreparedJudge, launches: readonly Launch[]): void {
  launches.forEach((launch, at) => {
    const judgement = judge.open(launch).judged?.judgement
    const isSame =
      judgement !== undefined &&
      columns.verdictAt(at) === judgement.verdict &&
      judgement.requirements.every(({ outcome }, requirement) => columns.outcomeAt(requirement, at) === outcome)
    if (!isSame) throw new Error(`the what-if says otherwise of ${launch.id} than judging it does`)
  })
}
