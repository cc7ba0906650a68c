import type { ConditionCoverage } from '../authoring/condition-coverage.ts'
import { type CommitmentCoverage, percentOf, type RequirementCoverage, type Share } from '../authoring/coverage.ts'
import type { Leaf, Operand } from '../model/condition.ts'
import { excerpt, sequence } from '../model/wording.ts'

/** What is missing for a condition to be shown, and what case would show it. */
export const missingWords: Readonly<Record<Exclude<ConditionCoverage['state'], 'shown'>, string>> = {
  'never-met': 'no case meets it',
  'never-unmet': 'no case fails it',
  'never-alone': 'no two cases differ in the outcome because of it alone',
}

/** "36 of 36 (100 %)". */
export function shareWords(share: Share): string {
  return `${share.shown} of ${share.total} (${percentOf(share)} %)`
}

/** A test as its author wrote it: "`beta.csat: { atLeast: 4.2 }`"; `text` is that of the commitment's file. */
export function leafWords({ fact, operator, operand, range, factRange }: Leaf, text: string): string {
  const written = excerpt(writtenIn(operand, text))
  return range === factRange ? `\`${fact}: ${written}\`` : `\`${fact}: { ${operator}: ${written} }\``
}

function writtenIn({ node }: Operand, text: string): string {
  return text.slice(node.start, node.end)
}

/** Which outcomes no case shows: "never unmet"; nothing when all are shown. */
export function unseenWords({ outcomes }: RequirementCoverage): string | undefined {
  const unseen = outcomes.filter(({ cases }) => cases.length === 0).map(({ outcome }) => outcome)
  return unseen.length === 0 ? undefined : `never ${sequence(unseen, 'or')}`
}

/** Whether a commitment reaches a coverage, in outcomes and in conditions alike. */
export function reaches({ outcomes, conditions }: CommitmentCoverage, percent: number): boolean {
  return percentOf(outcomes) >= percent && percentOf(conditions) >= percent
}

/** Whether everything is told elsewhere: a commitment that only lists requirements of others that are tested, too. */
export function isListing({ requirements, commitment }: CommitmentCoverage, all: readonly CommitmentCoverage[]): boolean {
  return requirements.every(({ home }) => home !== commitment && all.some((other) => other.commitment === home))
}
