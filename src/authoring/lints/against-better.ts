import { requirementsOf } from '../../model/commitment.ts'
import type { Condition, Leaf, Operator } from '../../model/condition.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { advise } from './advice.ts'
import type { PracticeInput } from './practice-input.ts'

/** Which way a bound lets values pass: from it upwards, or downwards. */
export const passing: Partial<Record<Operator, 'higher' | 'lower'>> = {
  atLeast: 'higher',
  moreThan: 'higher',
  atMost: 'lower',
  lessThan: 'lower',
}

const turned: Partial<Record<Operator, Operator>> = { atLeast: 'atMost', atMost: 'atLeast', moreThan: 'lessThan', lessThan: 'moreThan' }

/** A bound as it counts for the requirement, whatever negations stand over it. */
interface Bound {
  readonly leaf: Leaf
  readonly passes: 'higher' | 'lower'
}

/**
 * Bounds that stop what the catalog calls better, and let pass what is worse: mostly `atMost` for `atLeast`. Two bounds that
 * enclose a fact are a range, and meant.
 */
export function againstBetter({ linked }: PracticeInput): Diagnostic[] {
  const { entries } = linked.vocabulary
  return linked.commitments.flatMap(({ commitment }) =>
    requirementsOf(commitment).flatMap(({ localId, require, forbid }) => {
      const bounds = [...(require ? boundsOf(require, false) : []), ...forbid.flatMap((condition) => boundsOf(condition, true))]
      const bounded = new Set(bounds.map(({ leaf, passes }) => `${passes} ${leaf.fact}`))
      return bounds.flatMap(({ leaf, passes }) => {
        const better = entries.get(leaf.fact)?.better
        if (better === undefined || better === passes) return []
        if (bounded.has(`${passes === 'higher' ? 'lower' : 'higher'} ${leaf.fact}`)) return []
        return [
          advise('commitment/against-better', {
            file: leaf.place.file,
            range: leaf.range,
            message: `\`${leaf.operator}\` has requirement \`${localId}\` stop \`${leaf.fact}\` where it is ${better === 'higher' ? 'high' : 'low'}, and the catalog says that ${better} is better`,
            mend: `write \`${turned[leaf.operator] ?? leaf.operator}\` for \`${leaf.operator}\`, or correct \`better\` in the catalog`,
          }),
        ]
      })
    }),
  )
}

function boundsOf(condition: Condition, isTurned: boolean): Bound[] {
  if (condition.kind === 'not') return boundsOf(condition.of, !isTurned)
  if (condition.kind !== 'leaf') return condition.of.flatMap((part) => boundsOf(part, isTurned))
  const side = passing[condition.operator]
  if (side === undefined) return []
  const other = side === 'higher' ? 'lower' : 'higher'
  return [{ leaf: condition, passes: isTurned ? other : side }]
}
