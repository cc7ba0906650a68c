import type { Diagnostic } from '../../source/diagnostic.ts'
import { againstBetter } from './against-better.ts'
import { agelessBars } from './ageless-bars.ts'
import { factHabits } from './agreed-facts.ts'
import { unfitValues } from './launch-values.ts'
import { nearMisses } from './near-misses.ts'
import type { PracticeInput } from './practice-input.ts'
import { appliesToNone, dueAfterLaunch, longJourney, withoutCpi } from './promises.ts'
import { softTitles } from './soft-words.ts'
import { twiceSpelledStages } from './stages.ts'
import { curlyQuotes, cutTexts, doubledOnlyIf } from './texts.ts'
import { idleWaivers } from './waiver-habits.ts'

/** Warnings about habits that practice has shown to hurt. Pure; for documents without an error. */
export function practiceLints(input: PracticeInput): Diagnostic[] {
  const { commitments } = input.linked
  const misses = nearMisses(input)
  const mistaken = new Set(misses.map(({ file }) => file))
  return [
    ...commitments.flatMap(({ commitment }) => [
      ...softTitles(commitment),
      ...doubledOnlyIf(commitment),
      ...cutTexts(commitment),
      ...longJourney(commitment),
      ...withoutCpi(commitment, input),
      ...dueAfterLaunch(commitment, input),
    ]),
    ...againstBetter(input),
    ...agelessBars(input),
    ...misses,
    // A text that no launch has is told above.
    ...appliesToNone(input).filter(({ file }) => !mistaken.has(file)),
    ...factHabits(input),
    ...unfitValues(input),
    ...twiceSpelledStages(input),
    ...curlyQuotes(input),
    ...idleWaivers(input),
  ]
}
