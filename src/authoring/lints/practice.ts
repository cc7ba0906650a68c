import type { Diagnostic } from '../../source/diagnostic.ts'
import { factHabits } from './agreed-facts.ts'
import { unfitValues } from './launch-values.ts'
import type { PracticeInput } from './practice-input.ts'
import { appliesToNone, dueAfterLaunch, longJourney, withoutCpi } from './promises.ts'
import { softTitles } from './soft-words.ts'

/** Warnings about habits that practice has shown to hurt. Pure; for documents without an error. */
export function practiceLints(input: PracticeInput): Diagnostic[] {
  const { commitments } = input.linked
  return [
    ...commitments.flatMap(({ commitment }) => [
      ...softTitles(commitment),
      ...longJourney(commitment),
      ...withoutCpi(commitment, input),
      ...dueAfterLaunch(commitment, input),
    ]),
    ...appliesToNone(input),
    ...factHabits(input),
    ...unfitValues(input),
  ]
}
