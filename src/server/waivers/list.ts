import type { Store } from '../../store/index.ts'
import { permit, readable } from '../auth/rights.ts'
import type { Caller } from '../caller.ts'
import { ProblemError } from '../problem.ts'
import { isPlainId, keptIn, viewOf, type WaiverState, type WaiverView } from './kept-waiver.ts'

/** Which waivers, and which page of them. */
export interface WaiverQuery {
  readonly launch?: string
  readonly state?: WaiverState
  /** Goes on after this id, as `next` of the page before says. */
  readonly after?: string
  /** How many at most; 50 without it, 200 at most. */
  readonly limit?: number
}

interface Deps {
  readonly store: Pick<Store, 'waivers'>
}

/** Waivers by id, page by page; of launches outside the caller's bounds none is told. */
export async function listWaivers(
  caller: Caller,
  { limit = 50, after, state, ...query }: WaiverQuery,
  { store }: Deps,
): Promise<{ readonly waivers: readonly WaiverView[]; readonly next?: string }> {
  permit(caller, 'waivers.read')
  if ([query.launch, after].some((id) => id !== undefined && !isPlainId(id))) return { waivers: [] }
  const isReadable = readable(caller)
  const most = Math.min(Math.max(1, limit), 200)
  const found: WaiverView[] = []
  for (let from = after; ; ) {
    const page = await store.waivers.list({
      ...query,
      limit: 500,
      ...(state && { state: [state] }),
      ...(from !== undefined && { after: from }),
    })
    for (const request of page) {
      if (!isReadable({ id: request.launch, product: keptIn(request).product })) continue
      const last = found.at(-1)
      if (found.length === most && last) return { waivers: found, next: last.id }
      found.push(viewOf(request))
    }
    if (page.length < 500) return { waivers: found }
    from = page.at(-1)?.id
  }
}

/** One waiver by its id; `not-found` also where it is outside the caller's bounds. */
export async function getWaiver(caller: Caller, id: string, { store }: Deps): Promise<WaiverView> {
  permit(caller, 'waivers.read')
  const request = isPlainId(id) ? await store.waivers.get(id) : undefined
  if (!request || !readable(caller)({ id: request.launch, product: keptIn(request).product }))
    throw new ProblemError('not-found', 'there is no such waiver')
  return viewOf(request)
}
