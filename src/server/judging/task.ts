import type { KeptInput } from '../../model/kept.ts'
import type { Digest } from '../../source/digest.ts'
import type { Limits as FileLimits } from '../../source/limits.ts'
import type { JudgedWorld } from '../../world/judged-world.ts'
import type { Kept } from '../../world/kept.ts'
import type { PostedText } from '../../world/posted.ts'
import type { SaidFiles } from '../../world/said-source.ts'
import type { BoundedLaunch } from '../auth/rights.ts'
import type { Caller } from '../caller.ts'
import type { Limits } from '../http/limit-settings.ts'

/** What is to be judged, and how: data only, so that a thread can be handed it. */
export type Task = JudgingTask | FilesTask | LintTask

export type JudgingTask = SentTask | KeptTask

interface Judging {
  /** RFC 3339. */
  readonly now: string
  readonly noExceptions: boolean
}

/** What somebody sent. */
export interface SentTask extends Judging {
  readonly kind: 'sent'
  readonly texts: readonly PostedText[]
  readonly caller: Pick<Caller, 'kind' | 'name' | 'scopes' | 'bounds'>
  readonly limits: Pick<Limits, 'tests' | 'characters'>
  /** Whether decisions are to be recorded, so that what they rest on is asked for. */
  readonly isRecorded: boolean
  /** Commitments that were sent along, to be judged by instead of what stands, with the limits of their files. */
  readonly own?: { readonly files: readonly PostedText[]; readonly limits: FileLimits }
}

/** A launch as it was kept, to be judged again. */
export interface KeptTask extends Judging {
  readonly kind: 'kept'
  readonly launch: string
  readonly inputs: readonly KeptInput[]
  /** The texts of the inputs of its side, all of them. */
  readonly texts: ReadonlyMap<Digest, string>
}

/** Files of two sources, as they were read elsewhere, to be judged by nothing that stands. */
export interface FilesTask extends Judging {
  readonly kind: 'files'
  readonly trusted: SaidFiles
  readonly head: SaidFiles
  /** A file of waivers that counts beside those of the trusted side. */
  readonly waivers?: { readonly file: string; readonly text: string }
  /** The launches that count, by their places among all of the head; without it all. */
  readonly launches?: readonly number[]
}

/** Documents to look for mistakes in, beside what stands where that is given. */
export interface LintTask {
  readonly kind: 'lint'
  readonly documents: readonly PostedText[]
  /** RFC 3339. */
  readonly now: string
}

/** What a task came to: mistakes, and of launches that were to be judged what became of them. Data only, but for decisions, of which a thread hands over the texts. */
export interface Outcome extends JudgedWorld {
  /** The launches that could be read, decided or not. */
  readonly launches: readonly BoundedLaunch[]
  /** What must be kept of the launches that were decided, by the digests of their decisions. Empty where nothing is to be recorded. */
  readonly kept: ReadonlyMap<string, KeptLaunch>
}

/** What must be kept to judge a launch again, without the texts of what stands. */
export interface KeptLaunch extends Kept {
  /** The next moment at which the clock alone may change how it comes out, in milliseconds; undefined where there is none. */
  readonly next: number | undefined
}
