import type { Facts } from '../../model/facts.ts'
import type { Launch } from '../../model/launch.ts'
import type { LinkedCommitments } from '../../model/link.ts'
import type { Mapping } from '../../model/mapping.ts'

/** A launch with the facts that other documents supply for it. */
export interface LintedLaunch {
  readonly launch: Launch
  readonly facts: readonly Facts[]
}

export interface PracticeInput {
  /** Documents without an error, linked. */
  readonly linked: LinkedCommitments
  readonly mappings: readonly Mapping[]
  /** Every launch there is; absent where some cannot be read or others may exist. */
  readonly launches?: readonly LintedLaunch[]
  readonly now: string
}
