import { dropOldest } from '../drop-oldest.ts'

/** By which version of what judges a decision was made, and the next moment at which the clock alone may change it, in milliseconds. */
export interface Turn {
  readonly version: string
  readonly next: number | undefined
}

/** Turns of decisions that this process has just made, so that whoever follows the log need not judge again to learn them. */
export interface KnownTurns {
  remember(decision: string, turn: Turn): void
  /** Tells a turn once. */
  take(decision: string): Turn | undefined
}

/** As many as are recorded between two looks at the log, however busy the service is. */
const most = 10_000

/** Turns, of which none is known yet. */
export function knownTurns(): KnownTurns {
  const turns = new Map<string, Turn>()
  return {
    remember: (decision, turn) => {
      turns.set(decision, turn)
      dropOldest(turns, most)
    },
    take: (decision) => {
      const turn = turns.get(decision)
      turns.delete(decision)
      return turn
    },
  }
}
