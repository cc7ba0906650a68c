import type { Digest } from '../../source/digest.ts'

/** What `onlyif verify` is asked to do. */
export interface VerifyOptions {
  /** A saved decision, a store or an exported log; without it the store of `--store`, of `DATABASE_URL`, or in `./onlyif-data`. */
  readonly target?: string
  readonly store?: string
  readonly inputs?: string
  readonly commit?: readonly string[]
  readonly replay: boolean
  readonly from?: number
  readonly to?: number
  readonly anchor?: Anchor
  readonly format: 'text' | 'json'
}

/** An entry of a log and the hash that somebody noted of it. */
export interface Anchor {
  readonly sequence: number
  readonly hash: Digest
}
