import type { CommandResult } from './command.ts'
import type { CorpusResult } from './corpus.ts'
import type { ImpactResult } from './impact.ts'
import type { JudgingResult } from './judging.ts'
import { short } from './table.ts'

/** Everything that one run measured; a part that was left out is not there. */
export interface Measured {
  readonly judging?: readonly JudgingResult[]
  readonly command?: CommandResult
  readonly corpus?: CorpusResult
  readonly impact?: ImpactResult
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

/** What the engine is meant to reach, against what was measured; goals of parts that were left out are left out, too. */
export function goalsOf({ judging, command, corpus, impact }: Measured): GoalOutcome[] {
  return [
    ...(judging ? judgingGoals(judging) : []),
    ...(command ? commandGoals(command) : []),
    ...(corpus ? corpusGoals(corpus) : []),
    ...(impact ? impactGoals(impact) : []),
  ]
}

const peer = 'json-rules-engine, default'
const judgedBefore = 'onlyif open, launch judged before'
const closures = 'closures, from the parsed launch'
const codes = 'closures, findings as codes'
const objects = 'closures, findings as objects'

/**
 * How many times as long as `open` a contender is meant to take. Like is compared with like: who is handed facts that were read
 * beforehand, with launches whose facts we have read before; closures that start from the parsed launch, with launches new to us.
 */
const ratioGoals: readonly { readonly size: number; readonly contender: string; readonly bar: number; readonly goal: string }[] = [
  { size: 12, contender: peer, bar: 100, goal: 'json-rules-engine at its default takes 100 times as long' },
  { size: 200, contender: peer, bar: 250, goal: 'json-rules-engine at its default takes 250 times as long' },
  { size: 12, contender: closures, bar: 1, goal: 'closures that start from the parsed launch, as we do, are no faster' },
  { size: 12, contender: codes, bar: 1, goal: 'closures over facts read beforehand, findings as codes, are no faster' },
  { size: 12, contender: objects, bar: 1, goal: 'closures over facts read beforehand, findings as objects, are no faster' },
  { size: 200, contender: closures, bar: 2, goal: 'closures that start from the parsed launch, as we do, take twice as long' },
  { size: 200, contender: codes, bar: 2, goal: 'closures over facts read beforehand, findings as codes, take twice as long' },
  { size: 200, contender: objects, bar: 2, goal: 'closures over facts read beforehand, findings as objects, take twice as long' },
]

function judgingGoals(results: readonly JudgingResult[]): GoalOutcome[] {
  const rowsOf = (size: number) => results.find(({ requirements }) => requirements === size)?.rows ?? []
  const ratioOf = (size: number, contender: string) => rowsOf(size).find(({ name }) => name === contender)?.ratio
  /** A ratio to launches new to us, as one to launches whose facts were read before; the former is told beside it. */
  const onEvenTerms = (size: number, ratio: number | undefined): { readonly ratio: number | undefined; readonly beside: string } => {
    const again = ratioOf(size, judgedBefore)
    return again && ratio
      ? { ratio: ratio / again, beside: `; launches new to the engine: ${short(ratio)}` }
      : { ratio: undefined, beside: '' }
  }
  const thousand = rowsOf(1000).find(({ name }) => name === judgedBefore)?.micros
  const thousandNew = rowsOf(1000).find(({ name }) => name === 'onlyif open')?.micros
  return [
    ...ratioGoals.map(({ size, contender, bar, goal }) => {
      const given = ratioOf(size, contender)
      const { ratio, beside } = contender === closures ? { ratio: given, beside: '' } : onEvenTerms(size, given)
      return atLeast(`${size} requirements: ${goal}`, ratio, bar, beside)
    }),
    ...[12, 200].map((size) => {
      const peers = rowsOf(size).filter(({ name, explains }) => explains !== 'no' && !/^(?:onlyif|closures)/.test(name))
      const { ratio: least, beside } = onEvenTerms(size, peers.length > 0 ? Math.min(...peers.map(({ ratio }) => ratio)) : undefined)
      return atLeast(`${size} requirements: every peer that explains takes longer`, least, 1, beside)
    }),
    atMost(
      `1,000 requirements are explained in less than 1 ms (a launch new to the engine: ${short((thousandNew ?? 0) / 1000)} ms)`,
      thousand === undefined ? undefined : thousand / 1000,
      1,
      'ms',
    ),
    ...[12, 200].map((size) => {
      const theirs = ratioOf(size, peer)
      const ours = ratioOf(size, 'onlyif decide')
      const ratio = theirs !== undefined && ours !== undefined ? theirs / ours : undefined
      return atLeast(`${size} requirements: json-rules-engine at its default takes 2.5 times as long as decide, by both keys`, ratio, 2.5)
    }),
  ]
}

function corpusGoals({ open, ratio, extrapolatedMs, heapMiB, whatIf }: CorpusResult): GoalOutcome[] {
  const [quarter, , all] = open
  const growth = quarter && all && all.ms / all.manifests / (quarter.ms / quarter.manifests)
  return [
    atLeast(
      'many manifests, all findings: json-rules-engine at its default takes 150 times as long',
      all && extrapolatedMs / all.ms,
      150,
      `; launches new to the engine: ${short(ratio)}`,
    ),
    atLeast(
      'many manifests, one requirement edited, compiled and all judged again: it takes 2,000 times as long',
      extrapolatedMs / (whatIf.prepareMs + whatIf.againMs),
      2000,
      `; without compiling: ${short(extrapolatedMs / whatIf.againMs)}`,
    ),
    atMost('linear: a manifest among all takes no longer than one among a quarter of them', growth, even),
    atMost('flat: judging the same manifests again leaves nothing behind', Math.max(0, heapMiB.last - heapMiB.first), flatMiB, 'MiB'),
  ]
}

function impactGoals({ ratio, heapMiB }: ImpactResult): GoalOutcome[] {
  return [
    atMost('impact, by two versions and a third of the launches explained, takes at most 3 times as long as judging alone', ratio, 3),
    atMost('flat: reading on leaves no manifest behind', Math.max(0, heapMiB.all - heapMiB.quarter), flatMiB, 'MiB'),
  ]
}

function commandGoals(command: CommandResult): GoalOutcome[] {
  return [atMost('onlyif check takes at most 3 times as long as Node doing nothing', command.medianRatio, 3)]
}

function atLeast(goal: string, value: number | undefined, bar: number, beside = ''): GoalOutcome {
  return value === undefined ? { goal } : { goal, measured: `${short(value)} of ${short(bar)}${beside}`, reached: value >= bar }
}

function atMost(goal: string, value: number | undefined, bar: number, unit = ''): GoalOutcome {
  const words = [short(value ?? 0), unit, 'of at most', short(bar), unit].filter((word) => word !== '').join(' ')
  return value === undefined ? { goal } : { goal, measured: words, reached: value <= bar }
}
