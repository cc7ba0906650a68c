import type { Replayed } from '../model/kept.ts'

/** One entry as it was looked at. */
export interface Checked {
  readonly sequence: number
  readonly kind: string
  /** `pruned`: only its hashes remain, and the log says so. `not-replayable`: valid, but an input was erased. */
  readonly state: 'valid' | 'not-replayable' | 'pruned' | 'wrong'
  readonly replayed?: Replayed
  readonly faults: readonly string[]
}

/** What a look at the log came to. */
export interface Verification {
  readonly isValid: boolean
  readonly from: number
  readonly to: number
  /** The last hash that was looked at: noted elsewhere, it proves later that nothing before it was rewritten. */
  readonly hash: string
  readonly decisions: number
  readonly replayed: Readonly<Record<Replayed, number>>
  readonly pruned: number
  readonly erased: number
  /** Waivers that were asked for in the service; of a range none are looked at. */
  readonly waivers: number
  /** Of the store as a whole, and of the first entries that are wrong; `wrong` counts them all. */
  readonly faults: readonly string[]
  readonly wrong: number
  /** What is worth knowing and no fault, such as a clock that went back, or a waiver in force that no decision was judged by. */
  readonly notes: readonly string[]
}
