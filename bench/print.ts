import type { CommandResult } from './command.ts'
import type { CorpusResult } from './corpus.ts'
import type { GoalOutcome } from './goals.ts'
import type { ImpactResult } from './impact.ts'
import type { JudgingResult } from './judging.ts'
import { short, table } from './table.ts'

/** One size of judging as a table, ours first. */
export function judgingText({ requirements, leaves, facts, launches, rows }: JudgingResult): string {
  const title = `${short(requirements)} requirements, ${short(leaves)} leaves, ${short(facts)} facts; ${launches} launches in turn`
  const columns = [
    { title: 'judged by' },
    { title: 'µs', right: true },
    { title: 'fastest', right: true },
    { title: 'elapsed', right: true },
    { title: 'x ours', right: true },
    { title: 'values', right: true },
    { title: 'explains' },
  ]
  const cells = rows.map(({ name, micros, fastestMicros, elapsedMicros, ratio, values, explains }) => [
    name,
    short(micros),
    short(fastestMicros),
    short(elapsedMicros),
    short(ratio),
    String(values),
    explains,
  ])
  return `${title}\n\n${table(columns, cells)}`
}

/** Many manifests, in lines. */
export function corpusText(result: CorpusResult): string {
  const { manifests, requirements, leaves, firstMs, open, sample, extrapolatedMs, ratio, heapMiB, whatIf } = result
  const judged = (count: number, ms: number): string =>
    `${short(count)} manifests in ${short(ms)} ms: ${short((ms * 1000) / count)} µs each, ${short((count / ms) * 1000)} a second`
  return [
    `${short(manifests)} manifests by ${short(requirements)} requirements, ${short(leaves)} leaves; CPU time`,
    '',
    `onlyif open, all findings, for the first time: ${judged(manifests, firstMs)}`,
    ...open.map((part) => `onlyif open, all findings, judged before: ${judged(part.manifests, part.ms)}`),
    `json-rules-engine, default: ${short(extrapolatedMs)} ms, extrapolated linearly from ${sample} manifests (${short(ratio)} x ours)`,
    `live heap: ${short(heapMiB.bare)} MiB before anything is judged, ${short(heapMiB.first)} MiB after the first pass, ${short(heapMiB.last)} MiB after the last`,
    `kept of a manifest that was judged: ${short(Math.max(0, ((heapMiB.first - heapMiB.bare) * 1024) / manifests))} KiB`,
    `all together, to be judged again: ${short(whatIf.columnsMs)} ms`,
    `again with one requirement edited: ${short(whatIf.againMs)} ms, and ${short(whatIf.prepareMs)} ms to compile the edited commitment`,
  ].join('\n')
}

/** An impact over many manifests, in lines. */
export function impactText({ manifests, requirements, changed, judgeMs, impactMs, ratio, readMs, heapMiB }: ImpactResult): string {
  return [
    `impact of one edited requirement over ${short(manifests)} manifests by ${short(requirements)} requirements`,
    '',
    `judging alone, once each: ${short(judgeMs)} ms of CPU time`,
    `impact: ${short(impactMs)} ms (${short(ratio)} x judging alone), ${short(changed)} launches come out differently`,
    `impact with reading and parsing, one manifest after the other: ${short(readMs)} ms elapsed, ${short((readMs * 1000) / manifests)} µs each`,
    `live heap meanwhile: ${short(heapMiB.quarter)} MiB after a quarter of them, ${short(heapMiB.all)} MiB after all`,
  ].join('\n')
}

export function commandText({ command, runs, bareMs, checkMs, medianRatio, fastestRatio }: CommandResult): string {
  return [
    `${command} against node -e 0, ${runs} runs in turns; elapsed time`,
    '',
    `node -e 0: median ${short(bareMs.median)} ms, fastest ${short(bareMs.fastest)} ms`,
    `onlyif check: median ${short(checkMs.median)} ms, fastest ${short(checkMs.fastest)} ms`,
    `ratio: ${short(medianRatio)} (median of pairs), ${short(fastestRatio)} (fastest by fastest)`,
  ].join('\n')
}

/** Each goal with its mark. */
export function goalsText(goals: readonly GoalOutcome[]): string {
  const rows = goals.map(({ goal, measured, reached }) => [
    reached === undefined ? 'not measured' : reached ? 'reached' : 'not reached',
    measured ?? '',
    goal,
  ])
  return `Goals\n\n${table([{ title: 'outcome' }, { title: 'measured' }, { title: 'goal' }], rows)}`
}
