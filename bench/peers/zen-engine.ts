import type { Workload } from '../workload.ts'
import type { LeafSpec } from '../workload-facts.ts'
import { type Contender, contender } from './contender.ts'
import { type DemandLeaf, demandOf, translate } from './demand.ts'
import { library } from './library.ts'
import { plainFacts, valuePath } from './plain-facts.ts'

interface Zen {
  readonly ZenEngine: new () => {
    createDecision(content: object): {
      evaluate(facts: object, options?: { trace: boolean }): Promise<{ result: Record<string, unknown> }>
    }
  }
}

/** GoRules' engine in Rust: one decision with an expression for each requirement, compiled once; once as it is and once with its trace. */
export async function zenEngine(workload: Workload): Promise<Contender[]> {
  const zen = await library<Zen>('@gorules/zen-engine')
  if (!zen) return []
  const facts = plainFacts(workload)
  const decision = new zen.ZenEngine().createDecision(decisionOf(workload))
  const version = (name: string, explains: string, trace: boolean): Contender =>
    contender({
      name,
      explains,
      values: 2,
      run: (index) => decision.evaluate(facts[index] ?? {}, { trace }),
      read: ({ result }) => workload.requirements.map((_, at) => (result[`r${at}`] === true ? 'met' : 'not met')),
    })
  return [version('zen-engine', 'no', false), version('zen-engine, traced', 'inputs and value of each requirement', true)]
}

function decisionOf({ requirements }: Workload): object {
  const expressions = requirements.map((requirement, at) => ({
    id: `e${at}`,
    key: `r${at}`,
    value: translate(demandOf(requirement), leafText, (kind, parts) => `(${parts.join(kind === 'all' ? ' and ' : ' or ')})`),
  }))
  return {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'launch' },
      { id: 'judge', type: 'expressionNode', name: 'requirements', content: { expressions } },
      { id: 'out', type: 'outputNode', name: 'outcomes' },
    ],
    edges: [
      { id: 'a', type: 'edge', sourceId: 'in', targetId: 'judge' },
      { id: 'b', type: 'edge', sourceId: 'judge', targetId: 'out' },
    ],
  }
}

function leafText({ leaf, comparison }: DemandLeaf): string {
  const fact = leaf.fact.path
  const asked = [
    ...(leaf.minDay === undefined ? [] : [`${fact}.day >= ${leaf.minDay}`]),
    ...(leaf.minSample === undefined ? [] : [`${fact}.sample >= ${leaf.minSample}`]),
  ]
  return `(${[`${fact} != null`, ...asked, comparisonText(comparison, valuePath(leaf).join('.'), leaf.bar)].join(' and ')})`
}

function comparisonText(comparison: DemandLeaf['comparison'], value: string, bar: LeafSpec['bar']): string {
  const items = Array.isArray(bar) ? bar.map((item) => JSON.stringify(item)) : [JSON.stringify(bar)]
  const [first = '', second = ''] = items
  switch (comparison) {
    case 'ge':
      return `${value} >= ${first}`
    case 'le':
      return `${value} <= ${first}`
    case 'gt':
      return `${value} > ${first}`
    case 'lt':
      return `${value} < ${first}`
    case 'eq':
      return `${value} == ${first}`
    case 'ne':
      return `${value} != ${first}`
    case 'between':
      return `${value} in [${first}..${second}]`
    case 'in':
      return `${value} in [${items.join(', ')}]`
    case 'notIn':
      return `${value} not in [${items.join(', ')}]`
    case 'includes':
    case 'includesAll':
      return items.map((item) => `contains(${value}, ${item})`).join(' and ')
    case 'excludes':
      return `not contains(${value}, ${first})`
  }
}
