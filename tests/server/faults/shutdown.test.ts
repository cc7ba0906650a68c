import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore, type Store } from '../../../src/store/index.ts'
import { onBoth } from '../../store/databases.ts'
import { manifest, startedAt, testService } from '../service.ts'
import { until } from '../waiting.ts'
import { startServing } from './serving.ts'

const body = JSON.stringify({ documents: [{ file: 'launch.yaml', text: manifest() }] })

/** A connection on which requests are written by hand. */
function wire(url: string): { ask(token: string): void; readonly answers: () => string; readonly ended: () => boolean } {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let text = ''
  let isEnded = false
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  socket.on('close', () => {
    isEnded = true
  })
  socket.on('error', () => undefined)
  return {
    ask: (token) => {
      const head = ['POST /v1/decisions HTTP/1.1', 'Host: localhost', `Authorization: Bearer ${token}`, 'Content-Type: application/json']
      socket.write(`${[...head, `Content-Length: ${Buffer.byteLength(body)}`].join('\r\n')}\r\n\r\n${body}`)
    },
    answers: () => text,
    ended: () => isEnded,
  }
}

/** A store that records only once it is let. */
async function held(address: string): Promise<{ readonly store: Store; readonly waiting: () => number; let(): void }> {
  const store = await openStore(address, { now: () => startedAt })
  let free = (): void => undefined
  const gate = new Promise<void>((done) => {
    free = done
  })
  let waiting = 0
  const append: Store['append'] = async (request) => {
    waiting++
    await gate
    return store.append(request)
  }
  return { store: { ...store, append }, waiting: () => waiting, let: () => free() }
}

onBoth('a service that is told to end', (place) => {
  test('records and answers what is under way, refuses what comes, and ends by itself', async () => {
    const address = place.address()
    const { store, waiting, ...gate } = await held(address)
    const service = await testService({ store, graceMs: 3_600_000 })
    const token = await service.token(['judge'])
    const [first, second] = [wire(service.running.url), wire(service.running.url)]
    first.ask(token)
    second.ask(token)
    await until(() => waiting() === 2)
    const stopped = service.running.stop()
    // What follows on a connection on which a request is under way comes too late.
    first.ask(token)
    await expect(fetch(`${service.running.url}/healthz`)).rejects.toThrow()
    gate.let()
    await stopped
    await until(() => first.ended() && second.ended())
    const statuses = [first, second].map((item) => item.answers().match(/HTTP\/1\.1 \d+/g))
    expect(statuses[1]).toEqual(['HTTP/1.1 201'])
    expect(statuses[0]?.[0]).toBe('HTTP/1.1 201')
    expect(statuses[0]?.slice(1) ?? []).not.toContain('HTTP/1.1 201')
    expect((await store.head()).sequence).toBe(2)
    // Jobs that it was at are given back: whoever comes next need not wait for a lease.
    expect(await place.alter(address, 'select queue from jobs where lease is not null')).toEqual([])
    expect(await place.alter(address, 'select queue from jobs')).not.toEqual([])
    await store.close()
  })
})

test('the command ends when it is told to, and says that all went well', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onlyif-stop-'))
  const serving = await startServing(folder)
  expect((await fetch(`${serving.url}/healthz`)).status).toBe(200)
  expect(await serving.stop()).toBe(0)
  rmSync(folder, { recursive: true, force: true })
})
