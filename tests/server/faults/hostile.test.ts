import { request as httpRequest } from 'node:http'
import { expect, test } from 'vitest'
import { defaultLimits } from '../../../src/server/http/limit-settings.ts'
import { openApiDocument } from '../../../src/server/openapi/document.ts'
import { judgeAgain } from '../../../src/world/judge-again.ts'
import { onBoth } from '../../store/databases.ts'
import { builtThreads } from '../built-threads.ts'
import { asDescribed } from '../described.ts'
import { manifest, startedAt, testService } from '../service.ts'
import { keptLog } from '../waiting.ts'
import { chanceOf, pick } from './chance.ts'
import { entriesOf } from './clients.ts'
import { type Caller, type HostileRequest, isSendable, operationsOf, requestOf } from './hostile-requests.ts'

/** How many requests one run makes on each database: some at a desk, all with `SERVICE_REQUESTS=10000`. */
const count = Number(process.env['SERVICE_REQUESTS'] ?? 300)
const seed = Number(process.env['SERVICE_SEED'] ?? Math.floor(Math.random() * 1e9))

const document = openApiDocument()
const operations = operationsOf(document)

onBoth('hostile requests', (place) => {
  test(`${count} of them made from the description of the API, with the seed ${seed}, break nothing`, async () => {
    const store = await place.open(place.address(), { now: () => startedAt })
    const { log, lines } = keptLog()
    const limits = { ...defaultLimits, perCaller: 1e9, perStranger: 1e9, bodyBytes: 1024 * 1024 + 60_000 }
    const proxy = {
      header: 'X-Forwarded-User',
      addresses: ['127.0.0.1'],
      people: { ola: ['read', 'waive', 'judge'], maria: ['read', 'waive'] },
    } as const
    const service = await testService({ store, log, limits, auth: { proxy }, judges: builtThreads(1) })
    const bearer = async (...args: Parameters<typeof service.token>): Promise<Caller> => ({
      authorization: `Bearer ${await service.token(...args)}`,
    })
    const all = await bearer(['judge', 'read', 'waive', 'admin'])
    const person = (name: string): Caller => ({ 'x-forwarded-user': name, 'sec-fetch-site': 'same-origin' })
    const callers: readonly Caller[] = [
      ...[all, all, all, person('ola'), person('maria'), person('\u00e9')],
      ...[await bearer(['read']), await bearer(['judge'], { products: ['search'] }), {}, { authorization: 'Bearer onlyif_x' }],
    ]
    const first = await service.post('/v1/decisions', { documents: [{ file: 'a.yaml', text: manifest('checkout-2', { csat: 3 }) }] })
    const ids = ['checkout-2', 'l-1', ((await first.json()) as { digest: string }).digest]
    const told = { sequences: new Set([1]), digests: new Set<string>(), statuses: new Map<string, number>() }
    const chance = chanceOf(seed)
    const wrong: string[] = []
    let left = count
    const worker = async (): Promise<void> => {
      while (left-- > 0) {
        const asked = requestOf(operations, { root: document, chance, ids }, callers)
        if (!isSendable(asked)) continue
        await check(asked, await sent(service.running.url, asked), { told, ids }).catch((error: unknown) => wrong.push(String(error)))
      }
    }
    await Promise.all([worker(), worker(), worker(), worker()])
    expect(wrong.map((item) => item.slice(0, 3000))).toEqual([])
    const entries = await entriesOf(store)
    const unsaid = entries.filter(({ sequence, recorded }) => !told.sequences.has(sequence) && !told.digests.has(recorded.decision))
    expect(unsaid.map(({ recorded }) => recorded)).toEqual([])
    expect([...told.sequences].filter((sequence) => !entries.some((entry) => entry.sequence === sequence))).toEqual([])
    expect(lines.filter(({ level, message }) => level === 'error' && message !== 'request')).toEqual([])
    expect(await store.verify({ judgeAgain })).toMatchObject({ isValid: true, faults: [] })
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    const statuses = [...told.statuses].sort().map(([status, times]) => `${times} × ${status}`)
    console.log(`${place.kind}: ${count} hostile requests, seed ${seed}: ${statuses.join(', ')}; ${entries.length} recorded`)
  })
})

interface Told {
  readonly sequences: Set<number>
  readonly digests: Set<string>
  readonly statuses: Map<string, number>
}

/** Holds an answer against the description, and notes what it acknowledges. */
async function check(
  asked: HostileRequest,
  response: Response,
  { told, ids }: { readonly told: Told; readonly ids: string[] },
): Promise<void> {
  const { status } = response
  const about = `${asked.method} ${asked.path.slice(0, 200)} ${JSON.stringify(asked.headers).slice(0, 500)} ${asked.body?.toString().slice(0, 1500)}`
  told.statuses.set(String(status), (told.statuses.get(String(status)) ?? 0) + 1)
  expect(status, about).toBeLessThan(500)
  // These two the HTTP server of the runtime says by itself, before any of ours is asked.
  if (status === 417 || status === 431) return
  // The connection was ended while a body was sent that nobody would have read.
  if (status === 499) {
    expect(asked.body?.length ?? 0, about).toBeGreaterThan(100_000)
    return
  }
  const text = await response.clone().text()
  const isDescribed = operations.some(({ method, path }) => method === asked.method && fits(path, asked.path))
  if (isDescribed)
    await asDescribed(asked.method.toLowerCase(), asked.path, response).catch((error: unknown) => {
      throw new Error(`${about}\n${error instanceof Error ? error.message : String(error)}`)
    })
  else if (status >= 400 && response.headers.get('content-type') === 'application/problem+json' && text !== '')
    expect(JSON.parse(text), about).toMatchObject({ status, type: expect.stringMatching(/^\/problems\//) })
  const sequences = (response.headers.get('onlyif-sequence') ?? '').split(', ').filter(Boolean)
  if (status === 201) for (const sequence of sequences) told.sequences.add(Number(sequence))
  if (!text.startsWith('{')) return
  const body = JSON.parse(text) as { id?: string; digest?: string; decisions?: readonly { digest: string }[] }
  if (status >= 400) for (const { digest } of body.decisions ?? []) told.digests.add(digest)
  const known = status === 201 ? (body.digest ?? body.id) : undefined
  if (known !== undefined && ids.length < 40) ids.push(known)
}

function fits(template: string, path: string): boolean {
  const parts = template.split('/')
  const segments = (path.split('?')[0] ?? '').split('/')
  return (
    parts.length === segments.length &&
    parts.every((part, index) => (part.startsWith('{') ? segments[index] !== '' : part === segments[index]))
  )
}

/** Sends a request as it is. One that is never answered ends the test. */
function sent(url: string, { method, path, headers, body }: HostileRequest): Promise<Response> {
  return new Promise((resolve, reject) => {
    const length = body && { 'content-length': String(body.length) }
    const request = httpRequest(url, { method, path, headers: { ...headers, ...length }, timeout: 60_000, agent: false }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        const status = answer.statusCode ?? 0
        const given = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, [value].flat().join(', ')])
        const text = status === 304 || status === 204 ? null : Buffer.concat(chunks)
        resolve(new Response(text, { status, headers: given }))
      })
    })
    request.on('timeout', () => request.destroy(new Error(`no answer to ${method} ${path}`)))
    request.on('error', (error: NodeJS.ErrnoException) => {
      // A body that is too large may be refused before it was sent whole.
      if (error.code === 'EPIPE' || error.code === 'ECONNRESET') resolve(new Response(null, { status: 499 }))
      else reject(error)
    })
    if (body) request.end(body)
    else request.end()
  })
}

test('a seed makes the same requests again', () => {
  const made = (): unknown => {
    const chance = chanceOf(7)
    return Array.from({ length: 50 }, () => requestOf(operations, { root: document, chance, ids: ['a'] }, [{}]))
  }
  expect(made()).toEqual(made())
  expect(new Set(Array.from({ length: 20 }, () => pick([1, 2, 3], chanceOf(7)))).size).toBe(1)
})
