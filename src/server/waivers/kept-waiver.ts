import { formatInstant } from '../../model/date.ts'
import type { WaiverRequest } from '../../store/index.ts'
import { type KeptWaiver, type WaiverState, waiverStates } from '../../store/kept-waiver.ts'

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
