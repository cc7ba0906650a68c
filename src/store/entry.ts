import type { Decision } from '../model/generated/types.ts'
import type { KeptInput } from '../model/kept.ts'
import { canonicalJson, type Digest } from '../source/digest.ts'
import { hashOf } from './hash.ts'

/** What is known around a decision, outside its digest: where it was enforced, for whom, and where its `now` came from. */
export interface Circumstances {
  /** The place that enforces it. For example `http`, `check-run`, `deployment-rule`, `rejudge`. */
  readonly gate: string
  /** Whether `now` was the clock's or a caller's. */
  readonly nowFrom: 'clock' | 'caller'
  readonly dryRun: boolean
  readonly actor?: string
  readonly commit?: string
  readonly trustedRef?: string
  readonly runUrl?: string
  /** Further facts of the gate, such as `repository`, `delivery` or `requestId`. */
  readonly labels?: Readonly<Record<string, string>>
}

/** A decision as the log keeps it. All but the inputs and circumstances is copied from the decision, so that a list needs no more. */
export interface DecisionEntry {
  readonly kind: 'decision'
  readonly recordedAt: string
  readonly decision: Digest
  readonly engine: string
  readonly launch: string
  readonly title: string
  readonly product?: string
  readonly owner: string
  readonly date?: string
  readonly verdict: Decision['verdict']
  readonly blocked: boolean
  readonly gateReady: Decision['gateReady']
  readonly onPlan: Decision['onPlan']
  readonly now: string
  readonly circumstances: Circumstances
  readonly inputs: readonly KeptInput[]
}

/** Says that the text of an input was erased: whatever rested on it can no longer be replayed. */
export interface ErasureEntry {
  readonly kind: 'erasure'
  readonly recordedAt: string
  readonly input: Digest
  readonly by: string
  readonly why: string
}

/** Says that decisions were dropped, of which only the hashes remain: all of a range but those excepted. */
export interface PruningEntry {
  readonly kind: 'pruning'
  readonly recordedAt: string
  readonly from: number
  readonly upTo: number
  readonly except: readonly number[]
  readonly by: string
  readonly why: string
}

/** One entry of the log: decisions, and what was taken out of it afterwards. */
export type Entry = DecisionEntry | ErasureEntry | PruningEntry

/**
 * How an entry hangs in the chain. `entry` is the SHA-256 of the entry's canonical JSON (RFC 8785), and `hash` that of the
 * canonical JSON of exactly `{ entry, previous, sequence }`, where `previous` is the hash of the entry before, or `noHash`.
 * Because the chain runs over digests, an entry can be dropped and the chain still be checked. The text of a decision is
 * bound by its own digest, which the entry holds; those of its inputs likewise.
 */
export interface Link {
  readonly sequence: number
  readonly entry: Digest
  readonly previous: Digest
  readonly hash: Digest
}

/** The text of an entry that is hashed and stored. Throws on what JSON cannot hold, such as half a surrogate pair. */
export function entryText(entry: Entry): string {
  return canonicalJson(entry)
}

/** The link of an entry, by its text, to the one before. */
export function linkTo(previous: { readonly sequence: number; readonly hash: Digest }, text: string): Link {
  const link = { sequence: previous.sequence + 1, entry: hashOf(text), previous: previous.hash }
  return { ...link, hash: linkHash(link) }
}

/** The chain hash of a link, as in {@link Link}. */
export function linkHash({ sequence, entry, previous }: Omit<Link, 'hash'>): Digest {
  return hashOf(`{"entry":"${entry}","previous":"${previous}","sequence":${sequence}}`)
}

/** The entry of a decision that is recorded at a moment. */
export function entryOfDecision(
  decision: Decision,
  { circumstances, inputs, recordedAt }: Pick<DecisionEntry, 'circumstances' | 'inputs' | 'recordedAt'>,
): DecisionEntry {
  const { digest, engine, launch, verdict, blocked, gateReady, onPlan, now } = decision
  return {
    kind: 'decision',
    recordedAt,
    decision: digest as Digest,
    engine,
    launch: launch.id,
    title: launch.title,
    ...(launch.product !== undefined && { product: launch.product }),
    owner: launch.owner,
    ...(launch.date !== undefined && { date: launch.date }),
    verdict,
    blocked,
    gateReady,
    onPlan,
    now,
    circumstances,
    inputs,
  }
}
