import type { Edit } from './edit.ts'

/** What part of a commitment a mutant changes. */
export const mutantKinds = [
  'operator',
  'threshold',
  'all or any',
  'dropped test',
  'evidence',
  'applicability',
  'require or forbid',
  'enforcement',
  'waivers',
  'scope',
] as const

export type MutantKind = (typeof mutantKinds)[number]

/** One small edit of a commitment's file, as an author could make it by mistake. */
export interface Mutant {
  readonly kind: MutantKind
  /** What changes, in a few words: "`atLeast` becomes `moreThan`". */
  readonly what: string
  readonly edit: Edit
  /** The requirement that it changes, by its full id; absent when it changes the commitment as a whole. */
  readonly requirement?: string
}

/** A mutant before it is known whose it is. */
export type Draft = Omit<Mutant, 'requirement'>

/** Drops what no edit could be found for. */
export function draft(kind: MutantKind, what: string, edit: Edit | undefined): Draft[] {
  return edit ? [{ kind, what, edit }] : []
}
