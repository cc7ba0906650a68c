import type { Decision } from '../model/generated/types.ts'
import { hasErrors } from '../source/diagnostic.ts'
import type { ReportInput } from './report-input.ts'

const order = ['go', 'conditional-go', 'hold', 'no-go'] as const

/** The worst verdict of all launches; `undecided` where something has none. */
export function verdictOf({ decisions, undecided, diagnostics }: ReportInput): Decision['verdict'] | 'undecided' {
  if (decisions.length === 0 || undecided.length > 0 || hasErrors(diagnostics)) return 'undecided'
  return order[Math.max(...decisions.map((decision) => order.indexOf(decision.verdict)))] ?? 'undecided'
}

/** Whether a judgement closes the gate: law of the house, nothing judged is not a go. */
export function closesGate(judged: ReportInput): boolean {
  return verdictOf(judged) === 'undecided' || judged.decisions.some((decision) => decision.blocked)
}
