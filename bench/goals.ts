import type { CommandResult } from './command.ts'
import type { CorpusResult } from './corpus.ts'
import type { JudgingResult } from './judging.ts'
import { short } from './table.ts'

/** Everything that one run measured; a part that was left out is not there. */
export interface Measured {
  readonly judging?: readonly JudgingResult[]
  readonly command?: CommandResult
  readonly corpus?: CorpusResult
}

/** A goal, what was measured of it, and whether it was reached; undefined when it was not measured. */
export interface GoalOutcome {
  readonly goal: string
  readonly measured?: string
  readonly reached?: boolean
}

/** Most a ratio may differ from 1 to count as even, and most live heap (MiB) that judging may leave behind. */
const even = 1.25
const flatMiB = 16

/** What the engine is meant to reach, against what was measured; goals of parts that were left out are left out, too. Ours is `open` unless said. */
export function goalsOf({ judging, command, corpus }: Measured): GoalOutcome[] {
  return [...(judging ? judgingGoals(judging) : []), ...(command ? commandGoals(command) : []), ...(corpus ? corpusGoals(corpus) : [])]
}

function judgingGoals(results: readonly JudgingResult[]): GoalOutcome[] {
  const rows = (size: number) => results.find(({ requirements }) => requirements === size)?.rows ?? []
  const row = (size: number, name: string) => rows(size).find((one) => one.name === name)
  const against = (size: number, peer: string) => row(size, peer)?.ratio
  const explaining = (size: number) =>
    rows(size).filter(({ name, explains }) => explains !== 'no' && !name.startsWith('onlyif') && !name.startsWith('closures'))
  const decide = (size: number): number | undefined => {
    const peer = against(size, 'json-rules-engine, default')
    const own = against(size, 'onlyif decide')
    return peer !== undefined && own !== undefined ? peer / own : undefined
  }
  const thousand = row(1000, 'onlyif open')?.micros
  return [
    atLeast('12 requirements: json-rules-engine at its default takes 100 times as long', against(12, 'json-rules-engine, default'), 100),
    atLeast('200 requirements: json-rules-engine at its default takes 250 times as long', against(200, 'json-rules-engine, default'), 250),
    ...[12, 200].map((size) => {
      const least = Math.min(...explaining(size).map(({ ratio }) => ratio))
      return atLeast(`${size} requirements: every peer that explains takes longer`, Number.isFinite(least) ? least : undefined, 1)
    }),
    atLeast('12 requirements: closures giving findings as codes are no faster', against(12, 'closures, findings as codes'), 1),
    atLeast('12 requirements: closures giving findings as objects are no faster', against(12, 'closures, findings as objects'), 1),
    atLeast('200 requirements: closures giving findings as codes take twice as long', against(200, 'closures, findings as codes'), 2),
    atLeast('200 requirements: closures giving findings as objects take twice as long', against(200, 'closures, findings as objects'), 2),
    atMost('1,000 requirements are explained in less than 1 ms', thousand === undefined ? undefined : thousand / 1000, 1, 'ms'),
    ...[12, 200].map((size) =>
      atLeast(
        `${size} requirements: json-rules-engine at its default takes 2.5 times as long as decide, which turns both keys`,
        decide(size),
        2.5,
      ),
    ),
  ]
}

function corpusGoals(corpus: CorpusResult): GoalOutcome[] {
  const [quarter, , all] = corpus.open
  const whatIf = corpus.whatIf && corpus.extrapolatedMs / corpus.whatIf.againMs
  const growth = quarter && all && all.ms / all.manifests / (quarter.ms / quarter.manifests)
  const left = Math.max(0, corpus.heapMiB.after - corpus.heapMiB.before)
  return [
    atLeast('many manifests with all findings: json-rules-engine at its default takes 150 times as long', corpus.ratio, 150),
    atLeast('many manifests, judged again with one requirement edited: it takes 2,000 times as long', whatIf, 2000),
    atMost('linear: a manifest among all takes no longer than one among a quarter of them', growth, even),
    atMost('flat: judging leaves nothing behind', left, flatMiB, 'MiB'),
  ]
}

function commandGoals(command: CommandResult): GoalOutcome[] {
  return [atMost('onlyif check takes at most 3 times as long as Node doing nothing', command.medianRatio, 3)]
}

function atLeast(goal: string, value: number | undefined, bar: number): GoalOutcome {
  return value === undefined ? { goal } : { goal, measured: `${short(value)} of ${short(bar)}`, reached: value >= bar }
}

function atMost(goal: string, value: number | undefined, bar: number, unit = ''): GoalOutcome {
  const words = [short(value ?? 0), unit, 'of at most', short(bar), unit].filter((word) => word !== '').join(' ')
  return value === undefined ? { goal } : { goal, measured: words, reached: value <= bar }
}
