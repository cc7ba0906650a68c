import { setTimeout } from 'node:timers/promises'
import { expect } from 'vitest'
import type { RecordedEntry, Store } from '../../../src/store/index.ts'
import { manifest } from '../service.ts'

/** A client that records decisions one after another, each under a key of its own until it is acknowledged. */
export interface Client {
  /** What was acknowledged: the number of the entry and the digest, by key. */
  readonly acknowledged: ReadonlyMap<string, { readonly sequence: number; readonly digest: string }>
  /** How many requests it sent, repeated ones included. */
  requests(): number
  /** How many got no answer or a 503, by what came instead. */
  readonly unanswered: Map<string, number>
  /** Ends after the decision that it is at. */
  stop(): Promise<void>
}

export interface ClientOptions {
  /** Where services are by now; it asks them by turns. */
  readonly urls: () => readonly string[]
  readonly token: string
  readonly name: string
}

/** Starts a client. It repeats a request under the same key for as long as nobody acknowledges it. */
export function startClient({ urls, token, name }: ClientOptions): Client {
  const acknowledged = new Map<string, { sequence: number; digest: string }>()
  const unanswered = new Map<string, number>()
  let requests = 0
  let isStopped = false
  const ask = async (number: number, key: string): Promise<boolean> => {
    const all = urls()
    const url = all[requests++ % all.length]
    const documents = [{ file: 'launch.yaml', text: manifest(`l-${number % 7}`, { csat: 4 + (number % 10) / 10 }) }]
    try {
      const response = await fetch(`${url}/v1/decisions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ documents, circumstances: { labels: { key } } }),
      })
      const body = (await response.json()) as { readonly digest?: string }
      if (response.status === 503) return noted('503')
      expect([response.status, key, body]).toEqual([201, key, body])
      acknowledged.set(key, { sequence: Number(response.headers.get('onlyif-sequence')), digest: body.digest ?? '' })
      return true
    } catch (error) {
      if (error instanceof TypeError || error instanceof SyntaxError || error instanceof DOMException) return noted('cut off')
      throw error
    }
  }
  const noted = (what: string): false => {
    unanswered.set(what, (unanswered.get(what) ?? 0) + 1)
    return false
  }
  const run = async (): Promise<void> => {
    for (let number = 0; !isStopped; number++) {
      while (!(await ask(number, `${name}-${number}`))) await setTimeout(100)
    }
  }
  const running = run()
  running.catch(() => undefined)
  return {
    acknowledged,
    unanswered,
    requests: () => requests,
    async stop() {
      isStopped = true
      await running
    },
  }
}

/** Everything that somebody asked for in the log, the oldest first. */
export async function entriesOf(store: Store): Promise<readonly RecordedEntry[]> {
  const found: RecordedEntry[] = []
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: Awaited<ReturnType<Store['list']>> = await store.list({ order: 'oldest-first', after, limit: 1000 })
    found.push(...page.entries)
    after = page.next
  }
  return found.filter(({ recorded }) => recorded.circumstances.gate === 'http')
}

/** The chain is whole, every acknowledged decision is there under its number and key, and no key stands there twice. */
export async function expectKept(store: Store, clients: readonly Client[]): Promise<string> {
  expect(await store.verify()).toMatchObject({ isValid: true, faults: [] })
  const entries = await entriesOf(store)
  const byKey = new Map(entries.map((entry) => [entry.recorded.circumstances.labels?.['key'] ?? '', entry]))
  expect(byKey.size).toBe(entries.length)
  const told = clients.flatMap((client) => [...client.acknowledged])
  const lost = told.filter(([key, { sequence, digest }]) => {
    const entry = byKey.get(key)
    return entry?.sequence !== sequence || entry.recorded.decision !== digest
  })
  expect(lost).toEqual([])
  const requests = clients.reduce((sum, client) => sum + client.requests(), 0)
  const without = clients.reduce((sum, client) => sum + [...client.unanswered.values()].reduce((a, b) => a + b, 0), 0)
  return `${requests} requests, ${without} without an answer and repeated, ${told.length} acknowledged, ${entries.length} recorded, none lost, none twice`
}
