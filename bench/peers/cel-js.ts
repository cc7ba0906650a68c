import type { Workload } from '../workload.ts'
import type { LeafSpec } from '../workload-facts.ts'
import { type Contender, contender } from './contender.ts'
import { type DemandLeaf, demandOf, translate } from './demand.ts'
import { library } from './library.ts'
import { plainFacts, valuePath } from './plain-facts.ts'

interface CelJs {
  readonly Environment: new () => {
    registerVariable(name: string, type: 'map'): void
    parse(expression: string): (facts: object) => unknown
  }
}

/** Common Expression Language: an expression for each requirement, parsed once; `has` guards what a launch may not supply. */
export async function celJs(workload: Workload): Promise<Contender | undefined> {
  const cel = await library<CelJs>('@marcbachmann/cel-js')
  if (!cel) return undefined
  const facts = plainFacts(workload)
  const environment = new cel.Environment()
  for (const group of new Set(workload.facts.map((fact) => fact.group))) environment.registerVariable(group, 'map')
  const expressions = workload.requirements.map((requirement) =>
    environment.parse(translate(demandOf(requirement), leafText, (kind, parts) => `(${parts.join(kind === 'all' ? ' && ' : ' || ')})`)),
  )
  return contender({
    name: 'cel-js, parsed once',
    explains: 'no',
    values: 2,
    run: (index) => {
      const launch = facts[index] ?? {}
      return expressions.map((expression) => expression(launch))
    },
    read: (results) => results.map((result) => (result === true ? 'met' : 'not met')),
  })
}

function leafText({ leaf, comparison }: DemandLeaf): string {
  const fact = leaf.fact.path
  const asked = [
    ...(leaf.minDay === undefined ? [] : [`${fact}.day >= ${double(leaf.minDay)}`]),
    ...(leaf.minSample === undefined ? [] : [`${fact}.sample >= ${double(leaf.minSample)}`]),
  ]
  return `(${[`has(${fact})`, ...asked, comparisonText(comparison, valuePath(leaf).join('.'), leaf.bar)].join(' && ')})`
}

function comparisonText(comparison: DemandLeaf['comparison'], value: string, bar: LeafSpec['bar']): string {
  const items = Array.isArray(bar) ? bar.map(literal) : [literal(bar)]
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
      return `${value} >= ${first} && ${value} <= ${second}`
    case 'in':
      return `${value} in [${items.join(', ')}]`
    case 'notIn':
      return `!(${value} in [${items.join(', ')}])`
    case 'includes':
    case 'includesAll':
      return items.map((item) => `${item} in ${value}`).join(' && ')
    case 'excludes':
      return `!(${first} in ${value})`
  }
}

function literal(bar: number | string | boolean | readonly unknown[]): string {
  return typeof bar === 'number' ? double(bar) : JSON.stringify(bar)
}

function double(number: number): string {
  return Number.isInteger(number) ? `${number}.0` : String(number)
}
