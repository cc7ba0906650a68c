/** An answer, or why there is none. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

/** Why GitHub gave no answer. */
export interface Problem {
  readonly kind: 'forbidden' | 'not-found' | 'limited' | 'refused' | 'unreachable' | 'unreadable'
  readonly status?: number
  /** Lower case, for a sentence; holds what the server said, and no token. */
  readonly message: string
}
