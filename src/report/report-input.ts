import type { Decision } from '../model/generated/types.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import type { Undecided } from './summary.ts'

/** What a report is about: decisions, and the launches that got none with the diagnostics that say why. */
export interface ReportInput {
  readonly decisions: readonly Decision[]
  readonly undecided: readonly Undecided[]
  readonly diagnostics: readonly Diagnostic[]
}

/** How a report looks. Nothing here changes a decision. */
export interface ReportOptions {
  readonly colour?: boolean | undefined
  readonly width?: number | undefined
  /** Only the summary. */
  readonly quiet?: boolean | undefined
  /** Shows one requirement, or those of one commitment; never in JSON. */
  readonly only?: string | undefined
  /** The site that `onlyif docs` wrote, `https://…` or a relative path: requirements are linked to their pages in text, markdown and html. */
  readonly docs?: string | undefined
  /** Whether the decision was read from a file that anybody may have written: text, markdown and html then say what its digest proves. */
  readonly saved?: boolean | undefined
}

/** What the digest of a saved decision proves, and what not. */
export const digestNote = 'A digest proves that a text is unaltered since it was made, not who made it; `onlyif verify` judges it again.'
