import { formatInstant } from '../../model/date.ts'
import type { Waiver as WaiverData } from '../../model/generated/types.ts'
import type { WaiverRequest } from '../../store/index.ts'

/** Where a waiver that was asked for stands. The last four are final: what comes after is another waiver. */
export const waiverStates = ['requested', 'in-force', 'refused', 'withdrawn', 'expired', 'lapsed'] as const

export type WaiverState = (typeof waiverStates)[number]

/** What somebody said to a waiver. */
export interface Answered {
  readonly answer: 'approve' | 'refuse' | 'withdraw'
  readonly by: string
  /** Absent where the requester withdraws. */
  readonly role?: string
  /** RFC 3339. */
  readonly at: string
  /** The digest of the decision that they had before them. */
  readonly saw: string
  readonly because?: string
}

/** What the store keeps of a waiver as one JSON text. */
export interface KeptWaiver {
  /** As it would stand in a file of waivers. */
  readonly waiver: WaiverData
  readonly product?: string
  /** In what the requirement fell short in the decision that it is bound to: see `shortfallOf`. */
  readonly shortfall: readonly string[]
  /** The entry of the last decision about the launch when it was asked for. */
  readonly since: number
  readonly answers: readonly Answered[]
  /** Why it ended without anybody's answer. */
  readonly ended?: { readonly at: string; readonly because: string }
}

/** A waiver that was asked for, as it is told. */
export interface WaiverView extends Omit<KeptWaiver, 'shortfall' | 'since'> {
  readonly id: string
  readonly state: WaiverState
  readonly launch: string
  readonly requirement: string
  /** The digest of the decision that it is bound to. */
  readonly decision: string
  /** Counts its changes; who answers names the one they saw. */
  readonly version: number
  /** RFC 3339. */
  readonly changedAt: string
}

/** What the store keeps of a waiver, read. The service alone writes it. */
export function keptIn({ document }: Pick<WaiverRequest, 'document'>): KeptWaiver {
  return JSON.parse(document) as KeptWaiver
}

/** The state of a waiver. Throws at one that there is not. */
export function stateOf({ state }: Pick<WaiverRequest, 'state'>): WaiverState {
  const known = waiverStates.find((name) => name === state)
  if (!known) throw new Error(`a waiver is in the state ${state}, which there is not`)
  return known
}

/** Whether a waiver may still change. */
export function isOpen(request: Pick<WaiverRequest, 'state'>): boolean {
  return request.state === 'requested' || request.state === 'in-force'
}

/** A waiver as it is told. */
export function viewOf(request: WaiverRequest): WaiverView {
  const { shortfall: _, since: __, ...kept } = keptIn(request)
  const { id, launch, requirement, decision, version, changedAt } = request
  return { id, state: stateOf(request), launch, requirement, decision, version, changedAt: formatInstant(changedAt), ...kept }
}

/** Whether a text could be the id of a waiver or launch: whatever else is asked for is not there, and no database need be told of it. */
export function isPlainId(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/.test(text)
}
