import { Engine, type NestedCondition, type OperatorEvaluator, type TopLevelCondition } from 'json-rules-engine'
import type { Workload } from '../workload.ts'
import type { Comparison, LeafSpec } from '../workload-facts.ts'
import { type Contender, contender } from './contender.ts'
import { type DemandLeaf, demandOf, translate } from './demand.ts'
import { type Measured, plainFacts, valuePath } from './plain-facts.ts'

/** The library's own operators where it has them; `between` and the two decorators are what its documentation would have a user add. */
const operators: Readonly<Record<Comparison, string>> = {
  ge: 'greaterThanInclusive',
  le: 'lessThanInclusive',
  gt: 'greaterThan',
  lt: 'lessThan',
  eq: 'equal',
  // Without `known`, a missing fact would pass: the library finds that undefined differs from every value.
  ne: 'known:notEqual',
  in: 'in',
  notIn: 'known:notIn',
  between: 'between',
  includes: 'contains',
  includesAll: 'everyValue:contains',
  excludes: 'doesNotContain',
}

interface FreshBar {
  readonly value: LeafSpec['bar']
  readonly minDay: number
  readonly minSample: number
}

/**
 * json-rules-engine as its documentation shows it: one engine with default options, a rule for each requirement, facts handed to each
 * run, JSONPath into them. One condition a leaf: what is asked of evidence is a decorator, not a condition of its own.
 */
export function jsonRulesEngineDefault(workload: Workload): Contender {
  const facts = plainFacts(workload)
  const engine = new Engine()
  engine.addOperator('between', (value: number, [low = 0, high = 0]: number[]) => value >= low && value <= high)
  engine.addOperatorDecorator('known', (value: unknown, bar: unknown, next: OperatorEvaluator<unknown, unknown>) => {
    return value !== undefined && next(value, bar)
  })
  engine.addOperatorDecorator(
    'fresh',
    (measured: Measured | undefined, bar: FreshBar, next: OperatorEvaluator<unknown, unknown>) =>
      measured !== undefined && measured.day >= bar.minDay && measured.sample >= bar.minSample && next(measured.value, bar.value),
  )
  for (const requirement of workload.requirements) {
    const conditions = translate<NestedCondition>(demandOf(requirement), conditionOf, (kind, of) =>
      kind === 'all' ? { all: [...of] } : { any: [...of] },
    )
    engine.addRule({ name: requirement.id, conditions: conditions as TopLevelCondition, event: { type: requirement.id } })
  }
  return contender({
    name: 'json-rules-engine, default',
    explains: 'tree of true and false',
    values: 2,
    run: (index) => engine.run(facts[index] ?? {}),
    read: ({ results }) => {
      const passed = new Set(results.map(({ name }) => name))
      return workload.requirements.map(({ id }) => (passed.has(id) ? 'met' : 'not met'))
    },
  })
}

function conditionOf({ leaf, comparison }: DemandLeaf): NestedCondition {
  const [group = '', name = '', ...inner] = valuePath(leaf)
  const operator = operators[comparison]
  if (leaf.minDay === undefined) return { fact: group, path: `$.${[name, ...inner].join('.')}`, operator, value: leaf.bar }
  const value: FreshBar = { value: leaf.bar, minDay: leaf.minDay, minSample: leaf.minSample ?? 0 }
  return { fact: group, path: `$.${name}`, operator: `fresh:${operator}`, value }
}
