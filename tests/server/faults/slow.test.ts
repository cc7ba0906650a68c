import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { defaultLimits } from '../../../src/server/http/limit-settings.ts'
import { listen } from '../../../src/server/serving.ts'
import { manifest, testService } from '../service.ts'
import { until } from '../waiting.ts'

const limits = { ...defaultLimits, requestMs: 400 }

/** Sends what it is told and then a little now and then, for as long as it may, and gives the status that this ends with. */
async function dripping(url: string, first: string, drop: string): Promise<string> {
  const { hostname, port } = new URL(url)
  let timer: NodeJS.Timeout | undefined
  let answer = ''
  const socket = connect(Number(port), hostname, () => {
    socket.write(first)
    timer = setInterval(() => socket.writable && socket.write(drop), 40)
  })
  socket.on('error', () => undefined).setEncoding('utf8')
  socket.on('data', (text: string) => {
    answer += text
  })
  return once(socket, 'close').then(() => {
    clearInterval(timer)
    return answer.slice(9, 12)
  })
}

const post = (token: string, length: number): string =>
  `POST /v1/decisions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`

test('who sends without coming to an end is cut off, and others are answered meanwhile', async () => {
  const service = await testService({ limits })
  const { url } = service.running
  const token = await service.token(['judge'])
  const slow = [
    ...Array.from({ length: 20 }, () => dripping(url, 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n', 'X-A: b\r\n')),
    ...Array.from({ length: 20 }, () => dripping(url, post(token, 100_000), ' ')),
    ...Array.from({ length: 20 }, () => dripping(url, '', '')),
    ...Array.from({ length: 20 }, () => dripping(url, 'GE', '')),
    dripping(url, post(token, 100_000).replace(/Content-Length: \d+/, 'Transfer-Encoding: chunked'), '1\r\n \r\n'),
  ]
  const statuses: number[] = []
  for (let n = 0; n < 10; n++) {
    const documents = [{ file: 'launch.yaml', text: manifest(`l-${n}`) }]
    statuses.push((await service.post('/v1/decisions', { documents })).status)
  }
  expect(statuses).toEqual(Array(10).fill(201))
  // Each of them ends, or the test does not.
  const ends = await Promise.all(slow)
  expect(ends.filter((status) => status !== '408' && status !== '')).toEqual([])
  expect((await service.store.head()).sequence).toBe(10)
})

test('who never reads an answer is cut off, and others are answered meanwhile', async () => {
  const ends: string[] = []
  const answer: RequestListener = (request, response) => {
    request.socket.once('close', () => ends.push(request.url ?? ''))
    response.end(Buffer.alloc(request.url === '/large' ? 50_000_000 : 10))
  }
  const options = { host: '127.0.0.1', port: 0, limits: { requestMs: 300 }, log: () => undefined, graceMs: 100 }
  const { url, stop } = await listen(answer, options)
  onTestFinished(stop)
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname, () => socket.write('GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n'))
  socket.on('error', () => undefined).pause()
  expect((await fetch(`${url}/small`)).status).toBe(200)
  // The connection ends, or the test does not.
  await until(() => ends.includes('/large'))
  socket.destroy()
})
