/** What answers, and what is sent to it. */
export interface Contender {
  readonly name: string
  /** Which program answers, as in `server.ts`. */
  readonly server: 'http' | 'express' | 'express-judging' | 'sqlite' | 'postgres'
  readonly path: string
  /** The only status that counts as an answer. */
  readonly status: number
  /** Whether every manifest is one that the server never saw; else the same ones come again and again. */
  readonly anew: boolean
}

/** How a server is started. */
export interface ServerSettings {
  readonly server: Contender['server']
  /** The folder of a store, or the address of one. */
  readonly address: string
  readonly commitment: string
  /** What the bare servers answer. */
  readonly answer: string
}

/** A server that listens. */
export interface Started {
  readonly port: number
  readonly token: string
}

/** What a server says of itself: CPU time so far in milliseconds, and memory in MiB, the heap after a collection where one was asked for. */
export interface Usage {
  readonly cpuMs: number
  readonly heapMiB: number
  readonly rssMiB: number
}

/** One stretch of load. */
export interface Load {
  readonly port: number
  readonly path: string
  readonly token: string
  readonly status: number
  /** Bodies sent in turn; where `anew`, the digits after `mark` in each count up. */
  readonly bodies: readonly string[]
  readonly anew: boolean
  readonly connections: number
  readonly seconds: number
  /** Requests a second, sent at that pace whatever comes back; without it, each connection sends when it was answered. */
  readonly rate?: number
}

/** What a stretch of load came to; times in milliseconds, at a pace counted from when the request was due. */
export interface Loaded {
  readonly answered: number
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  /** Answers of another status, or none. */
  readonly failed: number
  /** The first of them. */
  readonly failure?: string
  /** CPU time of the process that sends, in milliseconds. */
  readonly loaderCpuMs: number
}

/** Stands in manifests where a number makes them new. */
export const mark = '-n0000000000'
