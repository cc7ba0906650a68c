import { type GitHub, textOf } from './client.ts'
import { dataOf, nameIn, numberIn } from './payload.ts'
import type { Reply } from './reply.ts'

/** A webhook that GitHub could not deliver. */
export interface FailedDelivery {
  readonly id: number
  /** The same in `X-GitHub-Delivery` of every attempt. */
  readonly guid: string
  readonly event: string
}

const perPage = 100
/** More than these failed at once only where nothing works. */
const mostPages = 20

/** Deliveries to the App that failed at or after a moment, in milliseconds since 1970; GitHub keeps them for three days. */
export function failedDeliveries(github: GitHub, since: number): Promise<Reply<readonly FailedDelivery[]>> {
  return github.ask(async (request) => {
    const found = new Map<string, FailedDelivery>()
    let cursor: string | undefined
    for (let page = 0; page < mostPages; page++) {
      const query = { per_page: perPage, status: 'failure', ...(cursor !== undefined && { cursor }) }
      const { data, headers } = await request('GET /app/hook/deliveries', query)
      if (!Array.isArray(data)) throw new TypeError('it is not a list of deliveries')
      for (const item of data.map(dataOf)) {
        const [id, guid, event] = [numberIn(item['id']), nameIn(item['guid']), nameIn(item['event'])]
        if (id === undefined || guid === undefined || event === undefined) throw new TypeError('an item is not a delivery')
        if (Date.parse(textOf(item['delivered_at'], 'delivered_at')) < since) return [...found.values()]
        if (!found.has(guid)) found.set(guid, { id, guid, event })
      }
      cursor = nextCursor(headers.link)
      if (cursor === undefined) break
    }
    return [...found.values()]
  })
}

/** The payload of a delivery, as GitHub sent it or tried to. */
export function payloadOfDelivery(github: GitHub, id: number): Promise<Reply<unknown>> {
  return github.ask(async (request) => {
    const { data } = await request('GET /app/hook/deliveries/{delivery_id}', { delivery_id: id })
    const payload: unknown = dataOf(dataOf(data)['request'])['payload']
    if (typeof payload !== 'object' || payload === null) throw new TypeError('it holds no payload')
    return payload
  })
}

function nextCursor(link: string | undefined): string | undefined {
  const next = link?.split(',').find((item) => /;\s*rel="next"/.test(item))
  const address = next && /<([^<>]+)>/.exec(next)?.[1]
  return address && URL.canParse(address) ? (new URL(address).searchParams.get('cursor') ?? undefined) : undefined
}
