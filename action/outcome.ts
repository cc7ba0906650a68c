import type { JudgedEvent } from '../src/github/event.ts'
import type { Decision } from '../src/model/generated/types.ts'
import type { Alert } from '../src/report/gate-page.ts'
import { hasErrors } from '../src/source/diagnostic.ts'
import type { JudgedWorld } from '../src/world/judged-world.ts'
import type { World } from '../src/world/world.ts'
import type { Inputs } from './inputs.ts'
import type { Opened } from './opening.ts'

/** What a run came to, before it is told to anybody. */
export interface Outcome extends JudgedWorld {
  readonly inputs: Inputs
  readonly now: string
  /** Whether the gate is closed; a dry run passes all the same. */
  readonly isBlocked: boolean
  readonly alerts: readonly Alert[]
  /** Sentences about what the decisions rest on. */
  readonly footing: readonly string[]
  readonly event?: JudgedEvent
  readonly opened?: Opened
  readonly world?: World
  /** Whether what judged came from the workspace. */
  readonly isWorkspace: boolean
}

const order = ['go', 'conditional-go', 'hold', 'no-go'] as const

/** The worst verdict of all launches; `undecided` where something has none. */
export function verdictOf({ decisions, undecided, diagnostics }: JudgedWorld): Decision['verdict'] | 'undecided' {
  if (decisions.length === 0 || undecided.length > 0 || hasErrors(diagnostics)) return 'undecided'
  return order[Math.max(...decisions.map((decision) => order.indexOf(decision.verdict)))] ?? 'undecided'
}

/** Whether a judgement closes the gate: law of the house, nothing judged is not a go. */
export function closesGate(judged: JudgedWorld): boolean {
  return verdictOf(judged) === 'undecided' || judged.decisions.some((decision) => decision.blocked)
}
