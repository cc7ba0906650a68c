import { type Requirement, requirementsOf } from '../../model/commitment.ts'
import type { Decision, JudgedRequirement } from '../../model/generated/types.ts'
import type { RecordedDecision, Store } from '../../store/index.ts'
import type { TrustedSide } from '../../world/world.ts'
import { type Bounds, isWithin } from '../caller.ts'
import type { WhoIsWho } from './names.ts'

/** What the service judges by, as far as waivers are concerned. */
export type WaiverRules = Pick<TrustedSide, 'commitments' | 'catalogs' | 'mappings' | 'config'>

/** What waivers by request need. */
export interface WaiverDeps {
  readonly store: Pick<Store, 'waivers' | 'audit' | 'get' | 'history' | 'latestPerLaunch'>
  readonly rules: WaiverRules
  readonly who: WhoIsWho
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number
}

/** A requirement as the rules state it now, by its full id. */
export function requirementIn({ commitments }: WaiverRules, id: string): Requirement | undefined {
  return commitments.flatMap(requirementsOf).find((requirement) => requirement.id === id)
}

/** The last decision about a launch; undefined where there is none, or its text is gone. */
export async function latestDecision(
  store: Pick<Store, 'get' | 'history'>,
  launch: string,
): Promise<Pick<RecordedDecision, 'decision' | 'sequence'> | undefined> {
  const [latest] = (await store.history(launch, { limit: 1 })).entries
  const found = latest && (await store.get(latest.recorded.decision))
  return found && { decision: found.decision, sequence: latest.sequence }
}

/**
 * Whether a launch is within bounds as it is now: of the product that the last record about it has. What it had when a waiver was asked for
 * counts only where nothing is recorded of it any more.
 */
export async function isWithinNow(
  bounds: Bounds,
  { launch: id, product }: { readonly launch: string; readonly product?: string | undefined },
  store: Pick<Store, 'history'>,
): Promise<boolean> {
  // Only for products does anybody have to look.
  if (bounds.products === undefined || (bounds.launches?.includes(id) ?? false)) return isWithin(bounds, { id })
  const [latest] = (await store.history(id, { limit: 1 })).entries
  return isWithin(bounds, { id, product: latest ? latest.recorded.product : product })
}

/** A requirement as a decision judged it. */
export function judgedIn({ requirements }: Decision, id: string): JudgedRequirement | undefined {
  return requirements.find((requirement) => requirement.id === id)
}
