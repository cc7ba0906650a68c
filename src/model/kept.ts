import type { Digest } from '../source/digest.ts'
import type { Decision } from './generated/types.ts'

/** What a kept text was read as. One file read as several things is kept once and listed for each. */
export type KeptRole = 'config' | 'commitments' | 'catalog' | 'waivers' | 'mappings' | 'launch' | 'read' | 'facts'

/**
 * One text that a decision rests on, as a replay needs it: under which name, from which side, and what it was read as.
 * The order matters only among `facts`, where it is the order in which they joined the launch.
 */
export interface KeptInput {
  /** POSIX, from the root; `<stdin>` and names that begin with `../` are only names here. */
  readonly file: string
  /** `trusted` judges, `head` is judged; one name may stand for different texts on the two sides. */
  readonly side: 'trusted' | 'head'
  /** `read` is a file that a mapping read for the launch, beside its manifest. */
  readonly as: KeptRole
  /** Of the text without a byte order mark, as the decision has it. */
  readonly digest: Digest
  /** The name a plain document was put under with `--facts name=FILE`. */
  readonly under?: string
}

/** Gives the text of a digest; undefined where it was erased or never kept. */
export type TextOf = (digest: Digest) => Promise<string | undefined>

/**
 * What becomes of a decision that is judged again. `same-bytes`: the digest comes out again. `same-outcomes`: another version of
 * the engine judges, and every outcome is the same. `not-replayable`: a text is missing.
 */
export type Replayed = 'same-bytes' | 'same-outcomes' | 'not-replayable' | 'differs'

/** A replay and, where it is not the same, what differs or is missing. */
export interface ReplayResult {
  readonly result: Replayed
  readonly why?: string
}

/** Judges a decision again from the texts that were kept for it, and compares. */
export type JudgeAgain = (decision: Decision, inputs: readonly KeptInput[], textOf: TextOf) => Promise<ReplayResult>
