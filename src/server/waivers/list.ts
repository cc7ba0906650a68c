import type { Store, WaiverRequest } from '../../store/index.ts'
import type { WaiverState } from '../../store/kept-waiver.ts'
import { permit } from '../auth/rights.ts'
import { type Bounds, type Caller, isWithin } from '../caller.ts'
import { ProblemError } from '../problem.ts'
import { isPlainId, keptIn, viewOf, type WaiverView } from './kept-waiver.ts'
import { isWithinNow } from './waiver-deps.ts'

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
  readonly store: Pick<Store, 'waivers' | 'history' | 'latestPerLaunch'>
}

/** Waivers by id, page by page; of launches outside the caller's bounds none is told. */
export async function listWaivers(
  caller: Caller,
  { limit = 50, after, state, ...query }: WaiverQuery,
  { store }: Deps,
): Promise<{ readonly waivers: readonly WaiverView[]; readonly next?: string }> {
  permit(caller, 'waivers.read')
  if ([query.launch, after].some((id) => id !== undefined && !isPlainId(id))) return { waivers: [] }
  const most = Math.min(Math.max(1, limit), 200)
  const found: WaiverView[] = []
  for (let from = after; ; ) {
    const page = await store.waivers.list({
      ...query,
      limit: 500,
      ...(state && { state: [state] }),
      ...(from !== undefined && { after: from }),
    })
    for (const request of await readableOf(page, caller, store)) {
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
  if (!request || !(await isOwn(caller, request, store))) throw new ProblemError('not-found', 'there is no such waiver')
  return viewOf(request)
}

function isOwn({ bounds }: Caller, request: WaiverRequest, store: Deps['store']): Promise<boolean> {
  return isWithinNow(bounds, { launch: request.launch, product: keptIn(request).product }, store)
}

/** Those of a page that a caller may see, as `isWithinNow` says; the products of all their launches are looked up at once. */
async function readableOf(page: readonly WaiverRequest[], { bounds }: Caller, store: Deps['store']): Promise<readonly WaiverRequest[]> {
  const products = await productsNow(page, bounds, store)
  const isReadable = (request: WaiverRequest): boolean => {
    const { launch: id } = request
    return isWithin(bounds, { id, product: products.has(id) ? products.get(id) : keptIn(request).product })
  }
  return page.filter(isReadable)
}

/** The products that the last records have of launches for which it matters. */
async function productsNow(
  page: readonly WaiverRequest[],
  { launches: own = [], products }: Bounds,
  store: Deps['store'],
): Promise<ReadonlyMap<string, string | undefined>> {
  const known = new Set(own)
  const launches = products === undefined ? [] : [...new Set(page.map(({ launch }) => launch))].filter((launch) => !known.has(launch))
  if (launches.length === 0) return new Map()
  const { entries } = await store.latestPerLaunch({ within: { launches }, limit: launches.length })
  return new Map(entries.map(({ recorded: { launch, product } }) => [launch, product]))
}
