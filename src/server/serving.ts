import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerOf } from './http/failures.ts'
import type { Limits } from './http/limit-settings.ts'
import { errorLine, type Log } from './log-line.ts'
import { ProblemError } from './problem.ts'

/** Something that listens. */
export interface Listening {
  /** For example `http://127.0.0.1:8080`. */
  readonly url: string
  /** Refuses new requests, lets those that run end, and cuts what takes too long. */
  stop(): Promise<void>
}

export interface ListenOptions {
  readonly host: string
  /** 0 takes any free one. */
  readonly port: number
  readonly limits: Pick<Limits, 'requestMs'>
  readonly log: Log
  /** How long requests are waited for at the end, in milliseconds. */
  readonly graceMs: number
}

/** Listens on an address. Rejects where it cannot. */
export async function listen(listener: RequestListener, { host, port, limits, log, graceMs }: ListenOptions): Promise<Listening> {
  let isStopping = false
  const server = createServer(
    {
      // Slow senders hold a connection no longer than this.
      requestTimeout: limits.requestMs,
      headersTimeout: Math.min(limits.requestMs, 10_000),
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: Math.min(5000, limits.requestMs),
      maxHeaderSize: 16 * 1024,
    },
    (request, response) => {
      if (isStopping) return refuse(response)
      // A connection on which a request ran when it stopped would otherwise stay open for the next one.
      response.once('close', () => isStopping && server.closeIdleConnections())
      listener(request, response)
    },
  )
  server.maxRequestsPerSocket = 0
  // Who takes nothing of an answer, and sends nothing, holds a connection no longer than a sender may.
  server.setTimeout(2 * limits.requestMs)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  server.on('error', (error) => log('error', 'the server failed', { error: errorLine(error) }))
  return {
    url: urlOf(server, host),
    stop: () => {
      isStopping = true
      return stop(server, graceMs)
    },
  }
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${shown}:${port}`
}

const stops = answerOf(new ProblemError('unavailable', 'the service stops', { hint: 'ask again, another one if there are several' }))

/** Answers what comes on open connections while the service stops. */
function refuse(response: ServerResponse): void {
  response.writeHead(stops.status, { ...stops.headers, 'Content-Type': stops.type, 'Cache-Control': 'no-store', Connection: 'close' })
  response.end(stops.body)
}

async function stop(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), graceMs)
  cut.unref()
  await closed
  clearTimeout(cut)
}
