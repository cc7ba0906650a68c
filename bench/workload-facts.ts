import type { Draws } from './random.ts'

/** The day on which everything is judged. */
export const today = { text: '2026-10-07', day: 20_733 }

/** What a launch says of a fact; days count from 1970-01-01. */
export interface Given {
  /** Percentages as numbers, dates as days. */
  readonly value: number | string | boolean | readonly string[]
  /** The value as a manifest writes it. */
  readonly written: string
  readonly day?: number
  readonly sample?: number
}

/** What a fact is; `high` and `low` say which way is good. */
type FactKind = 'high' | 'low' | 'zero' | 'percent' | 'boolean' | 'text' | 'date' | 'list'

export interface FactSpec {
  readonly group: string
  readonly name: string
  /** `group.name`. */
  readonly path: string
  readonly kind: FactKind
  /** The bar that tests of this fact are set around. */
  readonly bar: number
  /** Whether launches give it with its day and sample, which its tests then ask about. */
  readonly evidence: boolean
}

/** The comparisons that every contender knows in some form. */
export type Comparison = 'ge' | 'le' | 'gt' | 'lt' | 'eq' | 'ne' | 'in' | 'notIn' | 'between' | 'includes' | 'includesAll' | 'excludes'

/** A test of one fact: as every contender reads it, and as a commitment writes it. */
export interface LeafSpec {
  readonly kind: 'leaf'
  readonly fact: FactSpec
  readonly comparison: Comparison
  /** One value, two for `between`, several for `in`, `notIn` and `includesAll`; percentages as numbers, dates as days. */
  readonly bar: number | string | boolean | readonly number[] | readonly string[]
  /** Oldest day and smallest sample that are accepted. */
  readonly minDay?: number
  readonly minSample?: number
  /** Operator and operand in YAML. */
  readonly written: string
}

const kinds = ['high', 'percent', 'low', 'boolean', 'date', 'zero', 'text', 'high', 'list', 'percent', 'low', 'text'] as const

/** Facts of all kinds, eight to a group. */
export function factSpecs(draws: Draws, count: number): FactSpec[] {
  return Array.from({ length: count }, (_, index) => {
    const kind = kinds[index % kinds.length] ?? 'high'
    const group = `area${Math.floor(index / 8) + 1}`
    const name = `measure${index + 1}`
    const measured = kind === 'high' || kind === 'low' || kind === 'percent'
    return { group, name, path: `${group}.${name}`, kind, bar: draws.whole(30, 90), evidence: measured && index % 5 < 3 }
  })
}

type Tested = Pick<LeafSpec, 'comparison' | 'bar' | 'written'>

/** A test that a good value passes (`wanted`), or one that it fails, to be forbidden or negated. */
export function leafOn(draws: Draws, fact: FactSpec, sense: 'wanted' | 'unwanted'): LeafSpec {
  const tested = draws.pick(sense === 'wanted' ? wanted(fact) : unwanted(fact))
  const minSample = fact.evidence && draws.chance(0.4) ? 30 : undefined
  const asked = [...(fact.evidence ? ['maxAge: 30d'] : []), ...(minSample ? [`minSample: ${minSample}`] : [])]
  return {
    kind: 'leaf',
    fact,
    ...tested,
    ...(fact.evidence && { minDay: today.day - 30 }),
    ...(minSample && { minSample }),
    written: `{ ${[tested.written, ...asked].join(', ')} }`,
  }
}

function wanted({ kind, bar }: FactSpec): [Tested, ...Tested[]] {
  switch (kind) {
    case 'high':
      return [
        { comparison: 'ge', bar, written: `atLeast: ${bar}` },
        { comparison: 'gt', bar: bar - 1, written: `moreThan: ${bar - 1}` },
        { comparison: 'between', bar: [bar, bar + 50], written: `between: [${bar}, ${bar + 50}]` },
      ]
    case 'low':
      return [
        { comparison: 'le', bar, written: `atMost: ${bar}` },
        { comparison: 'lt', bar: bar + 1, written: `lessThan: ${bar + 1}` },
      ]
    case 'zero':
      return [{ comparison: 'eq', bar: 0, written: 'equals: 0' }]
    case 'percent':
      return [{ comparison: 'ge', bar, written: `atLeast: ${bar}%` }]
    case 'boolean':
      return [{ comparison: 'eq', bar: true, written: 'equals: true' }]
    case 'text':
      return [
        { comparison: 'eq', bar: 'signed', written: 'equals: signed' },
        { comparison: 'in', bar: ['signed', 'granted', 'done'], written: 'oneOf: [signed, granted, done]' },
        { comparison: 'notIn', bar: ['open', 'refused'], written: 'noneOf: [open, refused]' },
        { comparison: 'ne', bar: 'refused', written: 'notEquals: refused' },
      ]
    case 'date':
      return [
        { comparison: 'le', bar: today.day, written: `onOrBefore: ${today.text}` },
        { comparison: 'between', bar: [today.day - 60, today.day], written: 'withinLast: 60d' },
      ]
    case 'list':
      return [
        { comparison: 'includes', bar: 'de', written: 'includes: de' },
        { comparison: 'includesAll', bar: ['de', 'en'], written: 'includesAll: [de, en]' },
        { comparison: 'excludes', bar: 'xx', written: 'excludes: xx' },
      ]
  }
}

function unwanted({ kind, bar }: FactSpec): [Tested, ...Tested[]] {
  switch (kind) {
    case 'high':
      return [{ comparison: 'lt', bar, written: `lessThan: ${bar}` }]
    case 'low':
      return [{ comparison: 'gt', bar, written: `moreThan: ${bar}` }]
    case 'zero':
      return [{ comparison: 'gt', bar: 0, written: 'moreThan: 0' }]
    case 'percent':
      return [{ comparison: 'lt', bar, written: `lessThan: ${bar}%` }]
    case 'boolean':
      return [{ comparison: 'eq', bar: false, written: 'equals: false' }]
    case 'text':
      return [{ comparison: 'in', bar: ['open', 'refused'], written: 'oneOf: [open, refused]' }]
    case 'date':
      return [{ comparison: 'gt', bar: today.day, written: `after: ${today.text}` }]
    case 'list':
      return [{ comparison: 'includes', bar: 'xx', written: 'includes: xx' }]
  }
}

/** A value for a fact: one that its tests want, or one that they do not. */
export function givenFor(draws: Draws, { kind, bar }: FactSpec, good: boolean): Pick<Given, 'value' | 'written'> {
  const plain = (value: number | string | boolean): Pick<Given, 'value' | 'written'> => ({ value, written: String(value) })
  switch (kind) {
    case 'high':
      return plain(good ? bar + draws.whole(0, 20) : bar - draws.whole(1, 20))
    case 'low':
      return plain(good ? bar - draws.whole(0, 20) : bar + draws.whole(1, 20))
    case 'zero':
      return plain(good ? 0 : draws.whole(1, 3))
    case 'percent': {
      const value = good ? bar + draws.whole(0, 10) : bar - draws.whole(1, 20)
      return { value, written: `${value}%` }
    }
    case 'boolean':
      return plain(good)
    case 'text':
      return plain(good ? 'signed' : 'refused')
    case 'date':
      return good ? { value: today.day - 2, written: '2026-10-05' } : { value: today.day + 8, written: '2026-10-15' }
    case 'list':
      return good ? { value: ['de', 'en', 'fr'], written: '[de, en, fr]' } : { value: ['en', 'xx'], written: '[en, xx]' }
  }
}
