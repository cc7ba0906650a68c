import type { CatalogEntry } from '../model/catalog.ts'
import type { Commitment, Requirement } from '../model/commitment.ts'
import type { Evidence, Facts, SuppliedFact } from '../model/facts.ts'
import type { Launch } from '../model/launch.ts'
import type { Mapping } from '../model/mapping.ts'
import type { LaunchFieldName } from '../model/path.ts'
import type { Waiver } from '../model/waivers.ts'
import type { JsonValue } from '../source/node.ts'
import type { Place } from '../source/position.ts'

/** What kind of thing an edit changes. `evidence` is a fact whose value stayed: a refresh, mostly. */
export type EditKind =
  | 'commitment'
  | 'requirement'
  | 'catalog'
  | 'waiver'
  | 'config'
  | 'mapping'
  | 'launch'
  | 'fact'
  | 'evidence'
  | 'clock'
  | 'exceptions'
  | 'engine'

/** A part of what judges. */
export type JudgePart =
  | { readonly type: 'commitment'; readonly commitment: Commitment; readonly entries?: readonly Requirement[] }
  | { readonly type: 'requirement'; readonly commitment: string; readonly requirement: Requirement; readonly order: number }
  | { readonly type: 'closed' }
  | { readonly type: 'catalog'; readonly entry: CatalogEntry }
  | { readonly type: 'waiver'; readonly waiver: Waiver }
  | { readonly type: 'people'; readonly of: 'roles' | 'teams'; readonly name: string; readonly people: readonly string[] }
  | { readonly type: 'proof'; readonly required: boolean }
  | { readonly type: 'mapping'; readonly mapping: Mapping }

export interface LaunchPart {
  readonly type: 'field'
  readonly name: LaunchFieldName
  readonly launch: Launch
}

/** A fact as one document supplies it, or one part of it where both sides have the fact. */
export interface FactPart {
  readonly type: 'fact'
  readonly document: string
  /** Absent for the manifest's own facts. */
  readonly facts?: Facts
  readonly fact: SuppliedFact
  /** Which part of the fact this is: all of it, its value, or a part of its evidence. */
  readonly of: 'all' | 'value' | keyof Evidence
}

/** A part of the inputs that can come from either side. */
export type Part =
  | JudgePart
  | LaunchPart
  | FactPart
  | { readonly type: 'now'; readonly now: string }
  | { readonly type: 'exceptions'; readonly none: boolean }

/** A part as it can be compared and told. */
export interface Told {
  readonly kind: EditKind
  readonly subject: string
  readonly part?: string
  readonly data: JsonValue
  readonly place?: Place
  readonly value: Part
}
