import type { Digest } from '../source/digest.ts'

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
