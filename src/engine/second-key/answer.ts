import type { Reason } from '../reason.ts'

/** What a test comes to: true for met, false for unmet, or the reason why nothing can be said. */
export type Answer = boolean | Reason

/** Whether all hold: one that does not settles it, then one that is open leaves it open, for the first one's reason. */
export function allOf(answers: readonly Answer[]): Answer {
  return answers.includes(false) ? false : (answers.find(isOpen) ?? true)
}

/** Whether any holds: one that does settles it, then one that is open leaves it open, for the first one's reason. */
export function anyOf(answers: readonly Answer[]): Answer {
  return answers.includes(true) ? true : (answers.find(isOpen) ?? false)
}

/** Whether at least `count` hold, whatever the open ones might turn out to be. */
export function atLeastOf(count: number, answers: readonly Answer[]): Answer {
  const holding = answers.filter((answer) => answer === true).length
  const open = answers.filter(isOpen)
  if (holding >= count) return true
  return holding + open.length < count ? false : (open[0] ?? false)
}

/** The opposite of what is settled; what is open stays open. */
export function notOf(answer: Answer): Answer {
  return isOpen(answer) ? answer : !answer
}

/** The better of two answers: met before open before unmet. */
export function betterOf(a: Answer, b: Answer): Answer {
  if (a === true || b === true) return true
  return isOpen(a) ? a : b
}

/** Whether an answer is in doubt; it is the reason then. */
export function isOpen(answer: Answer): answer is Reason {
  return typeof answer === 'string'
}
