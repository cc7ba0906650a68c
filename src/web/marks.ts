import type { Decision } from '../model/generated/types.ts'
import type { Ink } from '../report/paint.ts'
import { type Outcome, outcomeMarks, type Verdict, verdictMarks } from '../report/verdict-words.ts'
import type { Mark, Tone } from './table/table.ts'

const tones: Readonly<Partial<Record<Ink, Tone>>> = { red: 'red', yellow: 'amber', green: 'green', dim: 'grey' }

function toneOf(ink: Ink): Tone {
  return tones[ink] ?? 'grey'
}

/** A verdict as a mark. A conditional go that is blocked, because no exceptions are allowed, says so by its tone. */
export function verdictMark(verdict: Verdict, blocked = false): Mark {
  const { symbol, word, ink } = verdictMarks[verdict]
  return { symbol, word, value: verdict, tone: blocked ? 'red' : toneOf(ink) }
}

/** An outcome as a mark; what is only advised and not met is amber. */
export function outcomeMark(outcome: Outcome, enforcement: 'blocking' | 'advisory' = 'blocking'): Mark {
  const { symbol, word, ink } = outcomeMarks[outcome]
  const isAdvice = enforcement === 'advisory' && (outcome === 'unmet' || outcome === 'unknown')
  return { symbol, word, value: outcome, tone: isAdvice ? 'amber' : toneOf(ink) }
}

const lights: Readonly<Record<Decision['onPlan'], Mark>> = {
  red: { symbol: '✖', word: 'red', tone: 'red' },
  amber: { symbol: '▲', word: 'amber', tone: 'amber' },
  green: { symbol: '●', word: 'green', tone: 'green' },
  grey: { symbol: '○', word: 'grey', tone: 'grey' },
}

/** One of the two lights as a mark. */
export function lightMark(light: Decision['onPlan']): Mark {
  return lights[light]
}
