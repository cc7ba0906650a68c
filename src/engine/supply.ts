import type { Evidence } from '../model/facts.ts'
import type { TypedLeaf } from '../model/typed.ts'
import type { SourceNode } from '../source/node.ts'
import type { Place } from '../source/position.ts'
import type { Reason, Result } from './reason.ts'

/** What a launch supplies for one fact path, before it is read as any type. */
export interface Slot {
  readonly path: string
  /** Why there is no value to read, decided before types and evidence are looked at. */
  readonly problem?: Reason
  readonly node?: SourceNode
  readonly evidence: Evidence
  /** Where the fact stands, or the nearest parent where it would have stood. */
  readonly place: Place
  readonly nearest: boolean
  /** Every place that supplies the fact, when they disagree. */
  readonly conflict?: readonly Place[]
  /** A launch field is declared, not measured: no evidence is asked of it. */
  readonly declared: boolean
  /** What-if only: tests that a changed value is taken to pass because no value can be made up for them, such as a pattern. */
  readonly assume?: ReadonlyMap<TypedLeaf, Result>
}

/** What a leaf reads of a slot. A fact that one document alone supplies is one as it stands. */
export interface Supply {
  readonly node?: SourceNode
  readonly evidence: Evidence
  readonly problem?: Reason
  readonly declared?: boolean
}
