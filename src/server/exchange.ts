import type { Caller } from './caller.ts'

/** A request as a handler sees it: read, checked and with its caller known. */
export interface Asked {
  readonly caller: Caller
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** Of one header, lower case; several of a name are joined. */
  header(name: string): string | undefined
  readonly body: Buffer
  readonly requestId: string
}

/** What a handler answers. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly type?: string
  readonly body: string
  /** What tells this state from others; a request that has it already is answered with 304. */
  readonly etag?: string
}

export type Handler = (asked: Asked) => Promise<Answer>

/** An answer in JSON; 200 where nothing else is said. */
export function jsonAnswer(value: unknown, more: Partial<Answer> = {}): Answer {
  return { status: 200, type: 'application/json', body: `${JSON.stringify(value)}\n`, ...more }
}
