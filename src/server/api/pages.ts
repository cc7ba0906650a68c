import { createHash } from 'node:crypto'
import type { Query, Store } from '../../store/index.ts'
import { isBound, readable } from '../auth/rights.ts'
import type { Caller } from '../caller.ts'
import { entryOf } from './entries.ts'

export interface Paging {
  readonly limit: number
  readonly caller: Caller
  readonly store: Pick<Store, 'list'>
}

/** A page of recorded decisions that a caller may see. The store looks for no others, so that no cursor tells of them. */
export async function pageOfDecisions(query: Query, { limit, caller, store }: Paging) {
  const page = await store.list({ ...query, within: withinOf(caller), limit })
  const sees = readable(caller)
  const found = page.entries.filter(({ recorded: { launch, product } }) => sees({ id: launch, product }))
  return { decisions: found.map(entryOf), ...(page.next !== undefined && { next: String(page.next) }) }
}

/** What a store is to look for on behalf of a caller. */
export function withinOf({ bounds }: Pick<Caller, 'bounds'>): Query['within'] {
  return isBound({ bounds }) ? bounds : undefined
}

/** What tells one body from another. */
export function etagOf(body: string): string {
  return createHash('sha256').update(body).digest('base64url').slice(0, 27)
}
