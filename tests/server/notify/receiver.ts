import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** How a receiver answers: a status, maybe with headers; or `hang`, which is no answer. */
export type Reply = 'hang' | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }

export interface Receiver {
  readonly url: string
  readonly received: Received[]
  /** How the next messages are answered, one each; 204 when there are none left. */
  replies(...next: readonly Reply[]): void
  close(): Promise<void>
}

/** Starts a receiver of webhooks on this machine. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  const queued: Reply[] = []
  const server: Server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text
    })
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body })
      const reply = queued.shift() ?? { status: 204 }
      if (reply !== 'hang') response.writeHead(reply.status, reply.headers).end(reply.body)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    replies: (...next) => void queued.push(...next),
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
