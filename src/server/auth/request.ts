import type { IncomingMessage } from 'node:http'

/** What of a request says who sent it. `headers` are those of Node, by their names in lower case. */
export interface AuthRequest {
  readonly method: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** The address at the other end of the socket; never what a header says. */
  readonly remoteAddress: string | undefined
}

/** What a request that came in says of its sender. */
export function authRequestOf({ method = '', headers, socket }: Pick<IncomingMessage, 'method' | 'headers' | 'socket'>): AuthRequest {
  return { method, headers, remoteAddress: socket.remoteAddress }
}
