import type { SourceDocument } from '../source/node.ts'
import type { Place, Range } from '../source/position.ts'
import type { Condition, EvidenceRules } from './condition.ts'
import type { DayNumber } from './date.ts'
import { listed } from './wording.ts'

/** A promise to customers: a list of requirements. It is never evaluated itself. */
export interface Commitment {
  readonly kind: 'Commitment'
  readonly id: string
  readonly title: string
  readonly owner: string
  readonly count?: number
  readonly journey?: readonly string[]
  readonly appliesWhen?: Condition
  /** What a launch gets to which this commitment decidedly does not apply. */
  readonly outOfScope: 'go' | 'hold'
  readonly entries: readonly CommitmentEntry[]
  readonly document: SourceDocument
  readonly place: Place
}

/** One entry of `goToMarketOnlyIf`: a requirement of its own, or a pointer to another commitment's. */
export type CommitmentEntry = Requirement | SameRequirement

/** One "we go to market only if …" statement: the unit of outcome and of waiver. */
export interface Requirement {
  readonly kind: 'requirement'
  /** `commitment/requirement`, unique over everything loaded. */
  readonly id: string
  readonly localId: string
  readonly title: string
  readonly owner: string
  readonly why?: string
  readonly honors?: string
  readonly dishonors?: string
  readonly stage?: string
  readonly competency?: number
  readonly due?: Due
  readonly handOff?: HandOff
  readonly ifUnmet?: string
  readonly enforcement: Enforcement
  readonly waivers: WaiverRule | 'never'
  readonly evidence: EvidenceRules
  readonly appliesWhen?: Condition
  readonly require?: Condition
  /** The entries of `forbid`; each must not hold, on its own. */
  readonly forbid: readonly Condition[]
  readonly place: Place
  readonly idRange: Range
}

/** A pointer to a requirement of another commitment: judged once, listed in both. */
export interface SameRequirement {
  readonly kind: 'same'
  /** The full id of the requirement meant. */
  readonly same: string
  readonly place: Place
  readonly range: Range
}

/** What one team passes on to another by a requirement. */
export interface HandOff {
  readonly from?: string
  readonly to?: string
  readonly what?: string
}

/** When a requirement is due: a day, or days before (negative) or after the launch date `T`. */
export type Due = { readonly kind: 'day'; readonly day: DayNumber } | { readonly kind: 'offset'; readonly days: number }

/** `blocking`, `advisory`, or blocking from a day on and advisory before it. */
export type Enforcement = 'blocking' | 'advisory' | { readonly blockingFrom: DayNumber }

/** Who may waive, how many of them must, and for how long. */
export interface WaiverRule {
  readonly approvers: readonly string[]
  readonly quorum: number
  readonly maxDays: number
}

/** The full id of what an entry lists. */
export function entryId(entry: CommitmentEntry): string {
  return entry.kind === 'same' ? entry.same : entry.id
}

/** The requirements of a commitment that are its own, in the order written. */
export function requirementsOf(commitment: Commitment): Requirement[] {
  return commitment.entries.filter((entry) => entry.kind === 'requirement')
}

/** Whether a requirement's rule for waivers is as strict as its commitment's, or stricter. */
export function isWithin(own: WaiverRule | 'never', outer: WaiverRule | 'never'): boolean {
  if (own === 'never') return true
  if (outer === 'never') return false
  return own.quorum >= outer.quorum && own.maxDays <= outer.maxDays && own.approvers.every((role) => outer.approvers.includes(role))
}

/** In what a requirement allows more waivers than its commitment, and what it may say instead. */
export function loosening(own: WaiverRule | 'never', outer: WaiverRule | 'never'): { readonly more: string; readonly hint: string } {
  if (own === 'never' || outer === 'never') {
    return {
      more: 'allows waivers, and its commitment allows none',
      hint: 'allow them in the commitment first, or leave `waivers` out here',
    }
  }
  const stranger = own.approvers.find((role) => !outer.approvers.includes(role))
  if (stranger !== undefined) {
    return {
      more: `lets \`${stranger}\` approve waivers, and its commitment does not`,
      hint: `the approvers can be ${listed(outer.approvers, 'and')}`,
    }
  }
  if (own.maxDays > outer.maxDays) {
    return {
      more: `allows waivers of ${own.maxDays} days, and its commitment of ${outer.maxDays}`,
      hint: `write \`maxDays: ${outer.maxDays}\` or less`,
    }
  }
  return {
    more: `asks for fewer approvals of a waiver than the ${outer.quorum} of its commitment`,
    hint: `write \`quorum: ${outer.quorum}\` or more`,
  }
}

/** A rule that lacks a part is told by the schema; what it would allow says nothing yet. */
export function isComplete(rule: WaiverRule | 'never'): boolean {
  return rule === 'never' || (rule.approvers.length > 0 && rule.quorum >= 1 && rule.maxDays >= 1)
}
