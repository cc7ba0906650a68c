import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Limits } from './http/limits.ts'
import { errorLine, type Log } from './log-line.ts'

/** Something that listens. */
export interface Listening {
  /** For example `http://127.0.0.1:8080`. */
  readonly url: string
  /** Takes no new requests, lets those that run end, and cuts what takes too long. */
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
  const server = createServer(
    {
      // Slow senders hold a connection no longer than this.
      requestTimeout: limits.requestMs,
      headersTimeout: Math.min(limits.requestMs, 10_000),
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: Math.min(5000, limits.requestMs),
      maxHeaderSize: 16 * 1024,
    },
    listener,
  )
  server.maxRequestsPerSocket = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  server.on('error', (error) => log('error', 'the server failed', { error: errorLine(error) }))
  return { url: urlOf(server, host), stop: () => stop(server, graceMs) }
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${shown}:${port}`
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
