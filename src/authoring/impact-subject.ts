import type { Facts } from '../model/facts.ts'
import type { Launch } from '../model/launch.ts'
import type { Diagnostic } from '../source/diagnostic.ts'

/** A launch as one side reads it; without `launch` its files have errors. */
export interface SubjectSide {
  readonly launch?: Launch | undefined
  readonly facts: readonly Facts[]
  /** Of its files. */
  readonly diagnostics?: readonly Diagnostic[]
}

/** One launch to be judged by both sides. */
export interface Subject extends SubjectSide {
  readonly name: string
  readonly file: string
  /** As the side before reads it, where its mappings or config make something else of it; else both read the same. */
  readonly before?: SubjectSide
  /** As of when both sides judge it, where that is not the moment of the comparison. */
  readonly now?: string
}

/** A launch that was decided once and that nobody can judge again. */
export interface LostSubject {
  readonly lost: LostLaunch
}

export interface LostLaunch {
  readonly id: string
  readonly title: string
  readonly owner: string
  readonly date?: string
  /** Why it cannot be judged again, such as that a text was erased. */
  readonly why: string
}

/** Launches one after the other, from wherever they come: files, a store, an export. Nothing of one is kept when the next is judged. */
export type Subjects = AsyncIterable<Subject | LostSubject> | Iterable<Subject | LostSubject>
