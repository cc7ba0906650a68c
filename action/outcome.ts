import type { JudgedEvent } from '../src/github/event.ts'
import type { Alert } from '../src/report/gate-page.ts'
import type { ImpactReport } from '../src/report/impact-words.ts'
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
  /** Whom an edit of what judges would judge differently, were it merged. */
  readonly impact?: ImpactReport
  /** Sentences about what the decisions rest on. */
  readonly footing: readonly string[]
  readonly event?: JudgedEvent
  readonly opened?: Opened
  readonly world?: World
  /** Whether what judged came from the workspace. */
  readonly isWorkspace: boolean
}
