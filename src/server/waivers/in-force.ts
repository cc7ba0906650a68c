import type { Decision } from '../../model/generated/types.ts'
import type { Store, WaiverRequest } from '../../store/index.ts'
import type { Keeper } from '../commitments/keeper.ts'
import type { Judged } from '../judging/judges.ts'
import { ProblemError } from '../problem.ts'

interface Deps {
  readonly store: Pick<Store, 'waivers'>
}

/** As many as the store tells of at once. */
const atOnce = 1000

/**
 * Whether decisions go by waivers of the service that have ended since: withdrawn or lapsed while the launch was judged, at another
 * replica, or while what judges could not be looked at. The store is asked only where a decision goes by any.
 * @param waivers those of the service that the decisions were judged by
 */
export async function goByEnded(decisions: readonly Decision[], waivers: readonly WaiverRequest[], { store }: Deps): Promise<boolean> {
  const counted = countedIn(decisions, waivers)
  const ids = [...counted.keys()]
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = ids.slice(from, from + atOnce)
    const inForce = await store.waivers.list({ ids: some, state: ['in-force'], limit: atOnce })
    const versions = new Map(inForce.map(({ id, version }) => [id, version]))
    if (some.some((id) => versions.get(id) !== counted.get(id))) return true
  }
  return false
}

/** The versions of the waivers of the service that count in decisions, by their ids. */
function countedIn(decisions: readonly Decision[], waivers: readonly WaiverRequest[]): ReadonlyMap<string, number> {
  if (waivers.length === 0) return new Map()
  const inForce = new Set(decisions.flatMap((decision) => decision.waivers.flatMap(({ id, state }) => (state === 'in-force' ? [id] : []))))
  return new Map(waivers.flatMap(({ id, version }) => (inForce.has(id) ? [[id, version]] : [])))
}

/**
 * Where decisions go by waivers of the service that have ended since, has what judges say so. Says whether that is so; then the launches
 * are to be judged again.
 */
export async function renewEnded(
  { decisions, set }: Pick<Judged, 'decisions' | 'set'>,
  { commitments, ...deps }: Deps & { readonly commitments: Pick<Keeper, 'refresh'> },
): Promise<boolean> {
  const isAny = await goByEnded(decisions, set?.recipe.waivers ?? [], deps)
  if (isAny) await commitments.refresh()
  return isAny
}

/** Once for what stands, and again for what ended meanwhile and for what came out of that. */
const mostTries = 4

/** Judges until what comes out is not outdated. Throws `unavailable` rather than give what is. */
export async function judgedInForce<T>(judge: () => Promise<T>, isOutdated: (judged: T) => Promise<boolean>): Promise<T> {
  for (let tries = 0; tries < mostTries; tries++) {
    const judged = await judge()
    if (!(await isOutdated(judged))) return judged
  }
  throw new ProblemError('unavailable', 'waivers by which it was judged have ended, and what judges does not say so yet', {
    hint: 'ask again in a moment; `/readyz` says whether what judges can be read',
  })
}
