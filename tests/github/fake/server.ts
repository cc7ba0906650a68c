import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { answered } from './answering.ts'
import { type Answer, Refusal } from './call.ts'
import { type Called, findOperation, wrongInAnswer, wrongInRequest } from './contract.ts'
import { type ArmedFault, answerOf, type Fault, faultNow } from './faults.ts'
import { overstepped } from './limits.ts'
import type { World } from './world.ts'

/** One request, and what was answered. */
export interface RecordedRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: unknown
  /** The operation of GitHub's OpenAPI; undefined where there is none. */
  readonly operation: string | undefined
  /** Undefined until it is answered, and for a connection that was broken. */
  status: number | undefined
  answer: unknown
}

/** Something said that GitHub's schema or documentation does not know. */
export interface Violation {
  readonly side: 'request' | 'answer'
  readonly operation: string | undefined
  readonly method: string
  readonly path: string
  readonly says: string
}

export interface Stage {
  readonly world: World
  readonly requests: RecordedRequest[]
  readonly violations: Violation[]
  readonly faults: ArmedFault[]
  readonly largestPage: number
  /** Where the API begins on its host: empty, or `/api/v3` as on GitHub Enterprise Server. */
  readonly path: string
  origin: string
  elsewhere: string
}

export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export async function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise<void>((resolve) => server.close(() => resolve()))
}

export function createApiServer(stage: Stage): Server {
  return createServer((request, response) => {
    serve(stage, request, response).catch((error: unknown) => {
      stage.violations.push({
        side: 'answer',
        operation: undefined,
        method: request.method ?? '',
        path: request.url ?? '',
        says: String(error instanceof Error ? error.stack : error),
      })
      response.destroy()
    })
  })
}

export async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk as Uint8Array)
  const text = Buffer.concat(chunks).toString()
  if (text === '') return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

async function serve(stage: Stage, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(stage.origin + (request.url ?? '/'))
  const inside = url.pathname.startsWith(`${stage.path}/`) ? url.pathname.slice(stage.path.length) : undefined
  const called = inside === undefined ? undefined : findOperation(request.method ?? 'GET', inside)
  const record: RecordedRequest = {
    method: request.method ?? 'GET',
    path: inside ?? url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers as RecordedRequest['headers'],
    body: await bodyOf(request),
    operation: called?.operation.id,
    status: undefined,
    answer: undefined,
  }
  stage.requests.push(record)
  const wrong = wrongWith(stage, record, called, url.searchParams)
  const fault = called === undefined ? undefined : faultNow(stage.faults, called.operation.id)
  if (fault?.kind === 'slow') await wait(fault.ms ?? 1000)
  if (fault?.kind === 'reset') return void response.destroy()
  if (fault !== undefined && sendFaulty(stage, record, response, fault, called?.operation.documentation ?? '', url)) return
  const answer = answerTo(stage, record, called, url.searchParams, wrong)
  if (called !== undefined && answer.bytes === undefined) {
    const mediaType = answer.mediaType?.split('+')[0] ?? 'application/json'
    for (const says of wrongInAnswer(called.operation, answer.status, mediaType, answer.body)) note(stage, record, 'answer', says)
  }
  finish(record, response, answer, fault)
}

/** Answers as the fault does, if it is one that answers. */
function sendFaulty(
  stage: Stage,
  record: RecordedRequest,
  response: ServerResponse,
  fault: Fault,
  documentation: string,
  url: URL,
): boolean {
  const faulty = answerOf(fault, documentation, stage.elsewhere + url.pathname + url.search)
  if (faulty === undefined) return false
  record.answer = faulty.body
  const html = typeof faulty.body === 'string'
  const headers = { ...faulty.headers, 'content-type': html ? 'text/html' : 'application/json; charset=utf-8' }
  send(record, response, faulty.status, headers, Buffer.from(html ? String(faulty.body) : JSON.stringify(faulty.body)))
  return true
}

function note(stage: Stage, record: RecordedRequest, side: Violation['side'], says: string): void {
  stage.violations.push({ side, operation: record.operation, method: record.method, path: record.path, says })
}

function wrongWith(stage: Stage, record: RecordedRequest, called: Called | undefined, query: URLSearchParams): string[] {
  if (called === undefined) {
    note(stage, record, 'request', 'is no operation that tests/github/schemas holds')
    return []
  }
  const wrong = [...wrongInRequest(called, query, record.body), ...overstepped(called.operation.id, query, record.body)]
  if (record.headers['user-agent'] === undefined) wrong.push('header user-agent is missing')
  const version = record.headers['x-github-api-version']
  if (version !== undefined && version !== '2022-11-28') wrong.push(`header x-github-api-version ${version} is not played`)
  for (const says of wrong) note(stage, record, 'request', says)
  return wrong
}

function answerTo(
  stage: Stage,
  record: RecordedRequest,
  called: Called | undefined,
  query: URLSearchParams,
  wrong: readonly string[],
): Answer {
  const documentation_url = called?.operation.documentation ?? 'https://docs.github.com/rest'
  const { world, largestPage } = stage
  const api = stage.origin + stage.path
  try {
    if (called === undefined) throw new Refusal(404, 'Not Found')
    return answered({ world, called, query, headers: record.headers, body: record.body, api, largestPage, wrong })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.limit !== undefined) note(stage, record, 'request', error.limit)
    const { accepted, ...details } = error.details
    const headers = typeof accepted === 'string' ? { 'x-accepted-github-permissions': accepted } : {}
    return { status: error.status, headers, body: { message: error.message, ...details, documentation_url, status: String(error.status) } }
  }
}

function finish(record: RecordedRequest, response: ServerResponse, answer: Answer, fault: Fault | undefined): void {
  if (fault?.kind === 'lost-answer') return void response.destroy()
  const bytes = answer.bytes ?? (answer.body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(answer.body)))
  const etag = `W/"${createHash('sha256').update(bytes).digest('hex')}"`
  record.answer = answer.body ?? answer.bytes
  const headers = {
    ...answer.headers,
    ...(bytes.length === 0 ? {} : { 'content-type': answer.mediaType ?? 'application/json; charset=utf-8' }),
  }
  if (answer.status === 200 && record.method === 'GET' && record.headers['if-none-match'] === etag) {
    send(record, response, 304, { etag }, Buffer.alloc(0))
    return
  }
  const half = bytes.subarray(0, Math.ceil(bytes.length / 2))
  if (fault?.kind === 'cut-off') {
    record.status = answer.status
    response.writeHead(answer.status, { ...headers, 'content-length': bytes.length })
    response.write(half, () => response.destroy())
    return
  }
  send(record, response, answer.status, answer.status === 200 ? { ...headers, etag } : headers, fault?.kind === 'half-body' ? half : bytes)
}

function send(
  record: RecordedRequest,
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  bytes: Uint8Array,
): void {
  record.status = status
  response.writeHead(status, {
    'x-github-media-type': 'github.v3; format=json',
    'x-github-request-id': 'FAKE:1:2:3:4',
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '4999',
    'x-ratelimit-reset': '1796000000',
    'x-ratelimit-used': '1',
    'x-ratelimit-resource': 'core',
    ...headers,
    ...(status === 204 || status === 304 ? {} : { 'content-length': String(bytes.length) }),
  })
  response.end(bytes)
}
