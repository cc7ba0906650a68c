import type { SourceDocument, SourceNode } from '../source/node.ts'
import type { Place, Range } from '../source/position.ts'
import type { DateValue } from './date.ts'
import type { Duration } from './duration.ts'
import type { FactType } from './value.ts'

/** Another team's part of a launch, in its own file. */
export interface Facts {
  readonly kind: 'Facts'
  readonly launch: string
  /** A plain document that was put under a name: it may hold values that no catalog describes. */
  readonly plain?: boolean
  readonly facts: FactSet
  readonly document: SourceDocument
  readonly place: Place
}

/** The facts of one document, flat, with the places of their groups. */
export interface FactSet {
  readonly facts: readonly SuppliedFact[]
  /** Where each group of facts stands; the empty path is where `facts` stands. */
  readonly groups: ReadonlyMap<string, Place>
}

/** A fact as one document supplies it. */
export interface SuppliedFact {
  readonly path: string
  readonly node: SourceNode
  readonly evidence: Evidence
  readonly place: Place
  /** Where its name stands, to be marked. */
  readonly nameRange?: Range
  /** Whether `place` is only the nearest parent, because a mapping says what absence means. */
  readonly nearest?: boolean
  /** Why nothing could be read, when the fact comes from a file that a mapping could not reach. */
  readonly unreachable?: string
  /** A type that a mapping states. */
  readonly type?: FactType
}

/** Where a value comes from and what it rests on. */
export interface Evidence {
  readonly asOf?: DateValue
  readonly sample?: number
  readonly window?: Duration
  readonly by?: string
  readonly source?: string
  readonly link?: string
  readonly note?: string
}
