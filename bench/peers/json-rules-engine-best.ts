import { Engine, Fact, type NestedCondition, Operator, type RuleProperties, type TopLevelCondition } from 'json-rules-engine'
import type { Workload } from '../workload.ts'
import type { Comparison, LeafSpec } from '../workload-facts.ts'
import { type Answer, type Contender, contender } from './contender.ts'
import { type DemandLeaf, demandOf, translate } from './demand.ts'
import { type Measured, type PlainFacts, plainFacts } from './plain-facts.ts'

type Value = Measured['value']
type Found = Value | Measured | undefined

interface Bar {
  readonly bar: LeafSpec['bar']
  readonly minDay: number
  readonly minSample: number
}

/** A node of the tree the library gives back; only leaves carry a result. */
interface Annotated {
  readonly all?: readonly Annotated[]
  readonly any?: readonly Annotated[]
  readonly factResult?: Found
  readonly value: number
  readonly result?: boolean
}

const numbers = (value: Value, bar: LeafSpec['bar'], holds: (a: number, b: number) => boolean): boolean =>
  typeof value === 'number' && typeof bar === 'number' && holds(value, bar)
const has = (list: Value | LeafSpec['bar'], item: unknown): boolean => Array.isArray(list) && (list as readonly unknown[]).includes(item)

const tests: Readonly<Record<Comparison, (value: Value, bar: LeafSpec['bar']) => boolean>> = {
  ge: (value, bar) => numbers(value, bar, (a, b) => a >= b),
  le: (value, bar) => numbers(value, bar, (a, b) => a <= b),
  gt: (value, bar) => numbers(value, bar, (a, b) => a > b),
  lt: (value, bar) => numbers(value, bar, (a, b) => a < b),
  eq: (value, bar) => value === bar,
  ne: (value, bar) => value !== bar,
  in: (value, bar) => has(bar, value),
  notIn: (value, bar) => !has(bar, value),
  between: (value, bar) => Array.isArray(bar) && typeof value === 'number' && value >= Number(bar[0]) && value <= Number(bar[1]),
  includes: (value, bar) => has(value, bar),
  includesAll: (value, bar) => Array.isArray(bar) && bar.every((item) => has(value, item)),
  excludes: (value, bar) => Array.isArray(value) && !has(value, bar),
}

/**
 * json-rules-engine at its best use: one uncached fact a launch, a path resolver of our own (memoised segments, own properties only),
 * operators that never throw, rules of equal priority, an engine for each run, because overlapping runs of one lose results, and
 * Kleene's three values folded over the annotated tree. The value of a condition is a number that stands for its bar, because the
 * library clones every condition in every run.
 */
export function jsonRulesEngineBest(workload: Workload): Contender {
  const facts = plainFacts(workload)
  const bars: Bar[] = []
  const conditionOf = ({ leaf, comparison }: DemandLeaf): NestedCondition => {
    const value = bars.push({ bar: leaf.bar, minDay: leaf.minDay ?? 0, minSample: leaf.minSample ?? 0 }) - 1
    return { fact: 'launch', path: leaf.fact.path, operator: comparison, value }
  }
  const rules = workload.requirements.map(
    (requirement): RuleProperties => ({
      name: requirement.id,
      conditions: translate<NestedCondition>(demandOf(requirement), conditionOf, (kind, of) =>
        kind === 'all' ? { all: [...of] } : { any: [...of] },
      ) as TopLevelCondition,
      event: { type: 'judged' },
    }),
  )
  const operators = Object.entries(tests).map(
    ([name, test]) =>
      new Operator<Found, number>(name, (found, at) => found !== undefined && test(valueIn(found), bars[at]?.bar ?? Number.NaN)),
  )
  const pathResolver = ownPathResolver()
  const run = async (given: PlainFacts): Promise<ReadonlyMap<string, Annotated>> => {
    const engine = new Engine([], { pathResolver })
    for (const operator of operators) engine.addOperator(operator as Operator)
    engine.addFact(new Fact('launch', given, { cache: false }))
    for (const rule of rules) engine.addRule(rule)
    const { results, failureResults } = await engine.run()
    const found = new Map<string, Annotated>()
    for (const { name, conditions } of [...results, ...failureResults]) found.set(name, conditions as unknown as Annotated)
    if (found.size !== rules.length) throw new Error('json-rules-engine lost a rule')
    return found
  }
  return contender({
    name: 'json-rules-engine, best use',
    explains: 'every leaf, as a tree',
    values: 3,
    run: async (index) => {
      const found = await run(facts[index] ?? {})
      return { found, outcomes: workload.requirements.map(({ id }) => answerOf(found.get(id), bars)) }
    },
    read: ({ outcomes }) => outcomes,
  })
}

function ownPathResolver(): (value: object, path: string) => unknown {
  const segments = new Map<string, readonly string[]>()
  return (value, path) => {
    const known = segments.get(path) ?? path.split('.')
    segments.set(path, known)
    let found: unknown = value
    for (const segment of known) {
      if (typeof found !== 'object' || found === null || !Object.hasOwn(found, segment)) return undefined
      found = (found as Record<string, unknown>)[segment]
    }
    return found
  }
}

function valueIn(found: Value | Measured): Value {
  return isMeasured(found) ? found.value : found
}

function isMeasured(found: Value | Measured): found is Measured {
  return typeof found === 'object' && 'value' in found
}

function answerOf(tree: Annotated | undefined, bars: readonly Bar[]): Answer {
  if (tree === undefined) return 'unknown'
  if (tree.all) return foldAnswers(tree.all, bars, 'unmet', 'met')
  if (tree.any) return foldAnswers(tree.any, bars, 'met', 'unmet')
  const { factResult: found, result } = tree
  const bar = bars[tree.value]
  if (found === undefined || !bar) return 'unknown'
  if (bar.minDay > 0 && (!isMeasured(found) || found.day < bar.minDay || found.sample < bar.minSample)) return 'unknown'
  return result ? 'met' : 'unmet'
}

function foldAnswers(parts: readonly Annotated[], bars: readonly Bar[], decisive: Answer, neutral: Answer): Answer {
  let answer = neutral
  for (const part of parts) {
    const own = answerOf(part, bars)
    if (own === decisive) return decisive
    if (own === 'unknown') answer = 'unknown'
  }
  return answer
}
