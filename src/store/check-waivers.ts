import { checkWaiver } from './check-waiver.ts'
import type { Database, Queries } from './database.ts'
import { type LogOfWaiver, unprovedNote, waiverLog } from './waiver-log.ts'
import { type WaiverRequest, waiverOf } from './waiver-requests.ts'

const waiversAtOnce = 200

/** What is told while waivers are looked at. */
interface Told {
  readonly onFault: (fault: string) => void
  readonly onNote: (note: string) => void
}

/** Looks at every waiver that was asked for in the service: by itself, and held against the log. Says how many there are. */
export async function checkAllWaivers(database: Database, { onFault, onNote }: Told): Promise<number> {
  let count = 0
  for (let after = ''; ; ) {
    const rows = await database.run((queries) =>
      queries.selectFrom('waiver_requests').selectAll().where('id', '>', after).orderBy('id').limit(waiversAtOnce).execute(),
    )
    const found = await database.run(async (queries) => {
      const log = waiverLog(queries)
      const looks: Settled[] = []
      for (const row of rows) looks.push(await settled(queries, waiverOf(row), log))
      return looks
    })
    for (const { request, faults, isJudgedBy } of found) {
      for (const fault of faults) onFault(`the waiver \`${request.id}\`: ${fault}`)
      if (faults.length === 0 && request.state === 'in-force' && !isJudgedBy) onNote(unprovedNote(request.id))
    }
    count += rows.length
    const last = rows.at(-1)
    if (!last) return count
    after = last.id
  }
}

interface Settled extends LogOfWaiver {
  readonly request: WaiverRequest
}

/** What is wrong with a waiver that stays as it is meanwhile: decisions may be judged by what it becomes while the log is read. */
async function settled(queries: Queries, seen: WaiverRequest, log: ReturnType<typeof waiverLog>): Promise<Settled> {
  for (let request = seen; ; ) {
    const found = await look(request, log)
    if (found.faults.length === 0) return { request, ...found }
    const row = await queries.selectFrom('waiver_requests').selectAll().where('id', '=', request.id).executeTakeFirst()
    if (!row || row.version <= request.version) return { request, ...found }
    request = waiverOf(row)
  }
}

async function look(request: WaiverRequest, log: ReturnType<typeof waiverLog>): Promise<LogOfWaiver> {
  const { kept, faults } = checkWaiver(request)
  if (!kept) return { faults, isJudgedBy: false }
  const found = await log(request, kept)
  return { ...found, faults: [...faults, ...found.faults] }
}
