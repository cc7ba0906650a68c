import { optional } from '../../model/fields.ts'
import type { RecordedEntry } from '../../store/index.ts'
import { launchesToday } from '../../web/room/launch-today.ts'
import { readable } from '../auth/rights.ts'
import { momentOf } from '../clock.ts'
import { type Answer, type Asked, jsonAnswer } from '../exchange.ts'
import { lastEntryOf } from './decisions.ts'
import type { ApiDeps } from './deps.ts'
import { standingOfLaunch } from './entries.ts'
import { pageOfDecisions, withinOf } from './pages.ts'
import { knownOnly, limitOf, sequenceOf, textOf } from './queries.ts'

/** `GET /v1/launches`. The store looks for no others than the caller may see, so that no cursor names them. */
export async function listLaunches({ caller, query }: Asked, deps: ApiDeps): Promise<Answer> {
  const { store } = deps
  knownOnly(query, ['limit', 'after'])
  const page = await store.latestPerLaunch({
    limit: limitOf(query),
    within: withinOf(caller),
    ...optional('after', textOf(query, 'after')),
  })
  const sees = readable(caller)
  const entries = page.entries.filter(({ recorded: { launch: id, product } }) => sees({ id, product }))
  const launches = await standingsOf(entries, deps)
  const last = launches.at(-1)
  return jsonAnswer({ launches, ...(page.next !== undefined && last && { next: last.id }) })
}

/** `GET /v1/launches/{id}`. */
export async function getLaunch(asked: Asked, deps: ApiDeps): Promise<Answer> {
  knownOnly(asked.query, [])
  const [standing] = await standingsOf([await lastEntryOf(asked, deps)], deps)
  return jsonAnswer(standing)
}

async function standingsOf(entries: readonly RecordedEntry[], { launchRecords, now }: ApiDeps) {
  const records = await launchRecords()
  const todayOf = launchesToday(momentOf(now()))
  return entries.map((entry) => {
    const record = records.get(entry.recorded.launch)
    // What was recorded in this moment is told as it was recorded.
    return standingOfLaunch(entry, record?.last.digest === entry.recorded.decision ? record : undefined, todayOf)
  })
}

/** `GET /v1/launches/{id}/decisions`. */
export async function getLaunchHistory(asked: Asked, deps: ApiDeps): Promise<Answer> {
  const { caller, query, params } = asked
  knownOnly(query, ['limit', 'after'])
  await lastEntryOf(asked, deps)
  const after = sequenceOf(query, 'after')
  const wanted = { launch: params['id'] ?? '', ...(after !== undefined && { after }) }
  return jsonAnswer(await pageOfDecisions(wanted, { limit: limitOf(query), caller, store: deps.store }))
}
