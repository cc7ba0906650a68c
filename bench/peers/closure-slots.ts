import { readDate } from '../../src/model/date.ts'
import type { Launch } from '../../src/model/launch.ts'
import { isPlaceholder } from '../../src/model/placeholder.ts'
import type { SourceNode } from '../../src/source/node.ts'
import type { FactSpec } from '../workload-facts.ts'
import type { Measured, PlainFacts } from './plain-facts.ts'

export type Value = Measured['value']

/** Facts of one launch, each at its place in the workload: 0 days and samples where none are given. */
export interface ClosureSlots {
  readonly values: readonly (Value | undefined)[]
  readonly days: readonly number[]
  readonly samples: readonly number[]
}

/** Slots of plain data, in which everything has been read beforehand. */
export function slotsOfPlain(facts: readonly FactSpec[], given: PlainFacts): ClosureSlots {
  const values: (Value | undefined)[] = []
  const days: number[] = []
  const samples: number[] = []
  for (const { group, name } of facts) {
    const found = given[group]?.[name]
    const measured = isMeasured(found) ? found : undefined
    values.push(measured ? measured.value : (found as Value | undefined))
    days.push(measured?.day ?? 0)
    samples.push(measured?.sample ?? 0)
  }
  return { values, days, samples }
}

function isMeasured(found: Value | Measured | undefined): found is Measured {
  return typeof found === 'object' && !Array.isArray(found)
}

/** Slots of a launch as our parser leaves it, which is where our engine starts, too: percentages and dates are still text. */
export function launchSlots(facts: readonly FactSpec[]): (launch: Launch) => ClosureSlots {
  const places = new Map(facts.map(({ path, kind }, place) => [path, { place, kind }]))
  return (launch) => {
    const values = new Array<Value | undefined>(facts.length).fill(undefined)
    const days = new Array<number>(facts.length).fill(0)
    const samples = new Array<number>(facts.length).fill(0)
    for (const { path, node, evidence } of launch.facts.facts) {
      const known = places.get(path)
      if (!known) continue
      values[known.place] = valueOfNode(node, known.kind)
      days[known.place] = evidence.asOf?.day ?? 0
      samples[known.place] = evidence.sample ?? 0
    }
    return { values, days, samples }
  }
}

function valueOfNode(node: SourceNode, kind: FactSpec['kind']): Value | undefined {
  if (node.kind === 'list') return node.items.flatMap((item) => (item.kind === 'scalar' ? [item.text] : []))
  if (node.kind !== 'scalar' || node.value === null) return undefined
  const { value } = node
  if (typeof value !== 'string') return value
  if (isPlaceholder(value)) return undefined
  if (kind === 'percent') return value.endsWith('%') ? Number(value.slice(0, -1)) : value
  if (kind !== 'date') return value
  const reading = readDate(value)
  return reading.ok ? reading.value.day : value
}
