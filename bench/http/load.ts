import { type Connection, openConnection } from './connection.ts'
import { type Load, type Loaded, mark } from './exchange.ts'

// The process that sends: does what it is told, one stretch after the other, and says what came back.
let counter = 0

process.on('message', (load: Load) => {
  run(load).then(
    (loaded) => process.send?.(loaded),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => process.exit())

interface Tally {
  readonly times: number[]
  failed: number
  failure?: string
}

async function run(load: Load): Promise<Loaded> {
  const connections = await Promise.all(Array.from({ length: load.connections }, () => openConnection(load.port)))
  const next = requestsOf(load)
  const tally: Tally = { times: [], failed: 0 }
  const before = process.cpuUsage()
  const start = performance.now()
  if (load.rate === undefined) await asAnswered(connections, next, load, tally)
  else await atPace(connections, next, { ...load, rate: load.rate }, tally)
  const elapsed = performance.now() - start
  const { user, system } = process.cpuUsage(before)
  for (const connection of connections) connection.close()
  const sorted = Float64Array.from(tally.times).sort()
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return {
    answered: sorted.length,
    perSecond: (sorted.length / elapsed) * 1000,
    p50: at(0.5),
    p99: at(0.99),
    failed: tally.failed,
    ...(tally.failure !== undefined && { failure: tally.failure }),
    loaderCpuMs: (user + system) / 1000,
  }
}

/** The bytes of one request after the other. A buffer is used again once all the others had their turn. */
function requestsOf({ bodies, path, token, anew }: Load): () => Buffer {
  const requests = bodies.map((body) => {
    const head = [
      `POST ${path} HTTP/1.1`,
      'Host: 127.0.0.1',
      `Authorization: Bearer ${token}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
    ]
    const bytes = Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
    return { bytes, at: bytes.indexOf(mark) + 2 }
  })
  return () => {
    const request = requests[counter++ % requests.length]
    if (!request) throw new Error('there is nothing to send')
    if (!anew) return request.bytes
    const bytes = Buffer.from(request.bytes)
    bytes.write(String(counter).padStart(mark.length - 2, '0'), request.at, 'latin1')
    return bytes
  }
}

function count(tally: Tally, wanted: number, status: number, head: string, since: number): void {
  if (status === wanted) tally.times.push(performance.now() - since)
  else {
    tally.failed++
    tally.failure ??= head.split('\r\n')[0] ?? ''
  }
}

/** Each connection sends as soon as it was answered. */
async function asAnswered(connections: readonly Connection[], next: () => Buffer, { seconds, status }: Load, tally: Tally): Promise<void> {
  const end = performance.now() + seconds * 1000
  await Promise.all(
    connections.map(
      (connection) =>
        new Promise<void>((resolve) => {
          const send = (): void => {
            const since = performance.now()
            if (since >= end) {
              resolve()
              return
            }
            connection.send(next(), (got, head) => {
              count(tally, status, got, head, since)
              if (got === 0) resolve()
              else send()
            })
          }
          send()
        }),
    ),
  )
}

/** Sends at a pace; what finds no connection free waits, and its wait counts. */
async function atPace(
  connections: readonly Connection[],
  next: () => Buffer,
  { seconds, status, rate }: Load & { readonly rate: number },
  tally: Tally,
): Promise<void> {
  const free = [...connections]
  const due: number[] = []
  const total = Math.floor(rate * seconds)
  const start = performance.now()
  let planned = 0
  let answered = 0
  await new Promise<void>((resolve) => {
    const work = (): void => {
      const now = performance.now()
      while (planned < total && start + (planned / rate) * 1000 <= now) due.push(start + (planned++ / rate) * 1000)
      while (due.length > 0 && free.length > 0) {
        const since = due.shift() ?? now
        const connection = free.pop()
        connection?.send(next(), (got, head) => {
          count(tally, status, got, head, since)
          if (got !== 0) free.push(connection)
          answered++
          if (answered === total || (free.length === 0 && got === 0)) resolve()
          else if (due.length > 0) work()
        })
      }
    }
    const timer = setInterval(() => {
      work()
      if (answered >= total) clearInterval(timer)
    }, 1)
  })
}
