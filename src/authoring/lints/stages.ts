import { requirementsOf } from '../../model/commitment.ts'
import { excerpt } from '../../model/wording.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { advise, nodeOf, rangeIn } from './advice.ts'
import { normal } from './near-misses.ts'
import type { PracticeInput } from './practice-input.ts'

/** Stages that are spelled in two ways, where no journey says which there are: each spelling becomes a column of its own. */
export function twiceSpelledStages({ linked }: PracticeInput): Diagnostic[] {
  const known = new Map<string, string>()
  const note = (stage: string): string => {
    const first = known.get(normal(stage)) ?? stage
    known.set(normal(stage), first)
    return first
  }
  for (const { commitment } of linked.commitments) for (const stage of commitment.journey ?? []) note(stage)
  return linked.commitments.flatMap(({ commitment }) =>
    requirementsOf(commitment).flatMap((requirement) => {
      const { stage, localId } = requirement
      const before = stage === undefined ? undefined : note(stage)
      if (commitment.journey || stage === undefined || before === undefined || stage === before) return []
      return [
        advise('commitment/stage-spelling', {
          file: commitment.document.file,
          range: rangeIn(commitment, nodeOf(commitment, requirement, 'stage')),
          message: `stage \`${excerpt(stage)}\` of requirement \`${localId}\` is another stage than \`${excerpt(before)}\`, as it is spelled otherwise`,
          mend: `write \`${excerpt(before)}\`, or list the stages in a \`journey\``,
        }),
      ]
    }),
  )
}
