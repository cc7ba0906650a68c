import type { Workload } from '../workload.ts'
import type { LeafSpec } from '../workload-facts.ts'
import { type Contender, contender } from './contender.ts'
import { type DemandLeaf, demandOf, translate } from './demand.ts'
import { library } from './library.ts'
import { plainFacts, valuePath } from './plain-facts.ts'

interface JsonLogic {
  readonly LogicEngine: new () => { build(logic: Logic): (facts: object) => unknown }
}

type Logic = number | string | boolean | null | readonly Logic[] | { readonly [operator: string]: Logic }

/** JsonLogic, each requirement compiled into a function of generated code. */
export async function jsonLogicEngine(workload: Workload): Promise<Contender | undefined> {
  const logic = await library<JsonLogic>('json-logic-engine')
  if (!logic) return undefined
  const facts = plainFacts(workload)
  const engine = new logic.LogicEngine()
  const compiled = workload.requirements.map((requirement) =>
    engine.build(translate<Logic>(demandOf(requirement), leafLogic, (kind, of) => (kind === 'all' ? { and: of } : { or: of }))),
  )
  return contender({
    name: 'json-logic-engine, compiled',
    explains: 'no',
    values: 2,
    run: (index) => {
      const launch = facts[index] ?? {}
      return compiled.map((requirement) => requirement(launch))
    },
    read: (results) => results.map((result) => (result === true ? 'met' : 'not met')),
  })
}

function leafLogic({ leaf, comparison }: DemandLeaf): Logic {
  const fact = leaf.fact.path
  return {
    and: [
      { '!==': [{ var: fact }, null] },
      ...(leaf.minDay === undefined ? [] : [{ '>=': [{ var: `${fact}.day` }, leaf.minDay] }]),
      ...(leaf.minSample === undefined ? [] : [{ '>=': [{ var: `${fact}.sample` }, leaf.minSample] }]),
      comparisonLogic(comparison, { var: valuePath(leaf).join('.') }, leaf.bar),
    ],
  }
}

function comparisonLogic(comparison: DemandLeaf['comparison'], value: Logic, bar: LeafSpec['bar']): Logic {
  const items: readonly Logic[] = Array.isArray(bar) ? bar : [bar as Logic]
  const [first = null, second = null] = items
  switch (comparison) {
    case 'ge':
      return { '>=': [value, first] }
    case 'le':
      return { '<=': [value, first] }
    case 'gt':
      return { '>': [value, first] }
    case 'lt':
      return { '<': [value, first] }
    case 'eq':
      return { '===': [value, first] }
    case 'ne':
      return { '!==': [value, first] }
    case 'between':
      return { '<=': [first, value, second] }
    case 'in':
      return { in: [value, items] }
    case 'notIn':
      return { '!': [{ in: [value, items] }] }
    case 'includes':
    case 'includesAll':
      return { and: items.map((item) => ({ in: [item, value] })) }
    case 'excludes':
      return { '!': [{ in: [first, value] }] }
  }
}
