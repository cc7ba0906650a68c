import { createHash } from 'node:crypto'
import type { Query, RecordedEntry, Store } from '../../store/index.ts'
import type { BoundedLaunch } from '../auth/rights.ts'
import { entryOf } from './entries.ts'

export interface Paging {
  readonly limit: number
  /** What the caller may see. */
  readonly sees: (launch: BoundedLaunch) => boolean
  readonly store: Pick<Store, 'list'>
}

/** How much of the log is looked through for one page. A page may then be short, and still says where to go on. */
const mostLooks = 20

/** A page of recorded decisions that a caller may see. */
export async function pageOfDecisions(query: Query, { limit, sees, store }: Paging) {
  const found: RecordedEntry[] = []
  let after = query.after
  for (let looks = 0; looks < mostLooks; looks++) {
    const page = await store.list({ ...query, limit, ...(after !== undefined && { after }) })
    for (const entry of page.entries) {
      if (!sees({ id: entry.recorded.launch, product: entry.recorded.product })) continue
      found.push(entry)
      if (found.length === limit) {
        const isLast = page.next === undefined && entry === page.entries.at(-1)
        return { decisions: found.map(entryOf), ...(!isLast && { next: String(entry.sequence) }) }
      }
    }
    after = page.next
    if (after === undefined) return { decisions: found.map(entryOf) }
  }
  return { decisions: found.map(entryOf), next: String(after) }
}

/** What tells one body from another. */
export function etagOf(body: string): string {
  return createHash('sha256').update(body).digest('base64url').slice(0, 27)
}
