import { readable } from '../auth/rights.ts'
import { type Answer, type Asked, jsonAnswer } from '../exchange.ts'
import { lastEntryOf } from './decisions.ts'
import type { ApiDeps } from './deps.ts'
import { standingOfLaunch } from './entries.ts'
import { pageOfDecisions } from './pages.ts'
import { knownOnly, limitOf, sequenceOf } from './queries.ts'

const mostLooks = 20

/** `GET /v1/launches`. */
export async function listLaunches({ caller, query }: Asked, { store }: ApiDeps): Promise<Answer> {
  knownOnly(query, ['limit', 'after'])
  const limit = limitOf(query)
  const sees = readable(caller)
  const found: ReturnType<typeof standingOfLaunch>[] = []
  let after = query.get('after') ?? undefined
  for (let looks = 0; looks < mostLooks; looks++) {
    const page = await store.latestPerLaunch({ limit, ...(after !== undefined && { after }) })
    for (const entry of page.entries) {
      const { launch: id, product } = entry.recorded
      if (!sees({ id, product })) continue
      found.push(standingOfLaunch(entry))
      if (found.length < limit) continue
      const isLast = page.next === undefined && entry === page.entries.at(-1)
      return jsonAnswer({ launches: found, ...(!isLast && { next: id }) })
    }
    after = page.next
    if (after === undefined) return jsonAnswer({ launches: found })
  }
  return jsonAnswer({ launches: found, next: after })
}

/** `GET /v1/launches/{id}`. */
export async function getLaunch(asked: Asked, deps: ApiDeps): Promise<Answer> {
  knownOnly(asked.query, [])
  return jsonAnswer(standingOfLaunch(await lastEntryOf(asked, deps)))
}

/** `GET /v1/launches/{id}/decisions`. */
export async function getLaunchHistory(asked: Asked, deps: ApiDeps): Promise<Answer> {
  const { caller, query, params } = asked
  knownOnly(query, ['limit', 'after'])
  await lastEntryOf(asked, deps)
  const after = sequenceOf(query, 'after')
  const wanted = { launch: params['id'] ?? '', ...(after !== undefined && { after }) }
  return jsonAnswer(await pageOfDecisions(wanted, { limit: limitOf(query), sees: readable(caller), store: deps.store }))
}
