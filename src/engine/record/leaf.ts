import type { Finding } from '../../model/generated/types.ts'
import { operandFactsOf } from '../../model/typed.ts'
import { membersOf, partOf } from '../../source/part.ts'
import type { Place } from '../../source/position.ts'
import type { PlannedLeaf } from '../fold.ts'
import { evidenceAsked, expectedOf } from '../needs.ts'

/** What a finding says of its leaf, whatever the launch: its data, and its text in the order of canonical JSON. */
export interface LeafRecord {
  readonly fact: string
  readonly operator: Finding['operator']
  readonly expected: unknown
  readonly polarity: Finding['polarity']
  /** What is asked of evidence; undefined where nothing is. */
  readonly asks: Finding['asks'] | undefined
  readonly commitment: Place
  /** Whether a table of the catalog has to do with it. */
  readonly readsTables: boolean
  readonly asksText: string
  readonly commitmentText: string
  /** `expected` and `fact`. */
  readonly factText: string
  /** `operator` and `polarity`. */
  readonly operatorText: string
}

const records = new WeakMap<PlannedLeaf, LeafRecord>()

/** The record of a leaf, made when it is first asked for. */
export function leafRecord(leaf: PlannedLeaf): LeafRecord {
  const known = records.get(leaf)
  if (known) return known
  const { typed, negated } = leaf
  const { fact, operator, place } = typed.leaf
  const polarity = negated ? 'forbid' : 'require'
  const asks = partOf(evidenceAsked(typed.rules))
  const expected = partOf({ expected: expectedOf(typed) })
  const commitment = partOf(place)
  const record: LeafRecord = {
    ...{ fact, operator, polarity, expected: expected.data.expected, commitment: commitment.data },
    readsTables: [typed, ...operandFactsOf(typed.operand)].some(({ entry }) => entry?.lookup !== undefined),
    asks: asks.text === '{}' ? undefined : asks.data,
    asksText: asks.text === '{}' ? '' : `"asks":${asks.text},`,
    commitmentText: `"commitment":${commitment.text},`,
    factText: `${membersOf(expected)}${membersOf(partOf({ fact }))}`,
    operatorText: membersOf(partOf({ operator, polarity })),
  }
  records.set(leaf, record)
  return record
}
