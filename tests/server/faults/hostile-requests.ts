import type { Part } from '../../../src/server/openapi/document.ts'
import { pick } from './chance.ts'
import { bytesOf, type Making, textOf, valueFrom } from './hostile-bodies.ts'

/** A request as it goes over the wire. */
export interface HostileRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | undefined
}

interface Operation {
  readonly path: string
  readonly method: string
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Part }[]
  readonly content: Readonly<Record<string, { readonly schema: Part }>>
}

/** Every operation that the description of the API tells of. */
export function operationsOf(document: Part): readonly Operation[] {
  const paths = document['paths'] as Readonly<Record<string, Readonly<Record<string, Part>>>>
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      parameters: (operation['parameters'] ?? []) as Operation['parameters'],
      content: ((operation['requestBody'] as Part | undefined)?.['content'] ?? {}) as Operation['content'],
    })),
  )
}

const hostileSegments = [
  ...['', '.', '..', '%00', '%', '%zz', '%ff', '%ed%a0%80', '%2e%2e%2f', '%F0%9F%9A%80', '__proto__', 'constructor', 'a%0d%0ab'],
  ...['x'.repeat(3000), '*', '-1', '1e400', `${'9'.repeat(40)}`, '%27%3B--', '2026-13-45', '0001-01-01', '9999-12-31', 'true&x=1'],
]
const headerValues = ['', ' ', 'x'.repeat(5000), '*', '"', ',,,', 'a;q=', 'text/html;q=0.5,*/*;q=2', '*/*;q=NaN', '\u00e9', '1e400', 'a, b']
const headerNames = [
  'accept',
  'content-type',
  'content-encoding',
  'if-none-match',
  'idempotency-key',
  'x-request-id',
  'traceparent',
  'cookie',
]
const moreNames = ['x-forwarded-for', 'x-http-method-override', 'expect', 'range', 'host', 'origin', 'sec-fetch-site', 'authorization']
const methods = ['GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'PROPFIND', 'TRACE']

/** Makes a request of an operation. A third is as described, so that what comes after the first checks is met as well. */
export function requestOf(operations: readonly Operation[], sent: Omit<Making, 'spoiled'>, callers: readonly Caller[]): HostileRequest {
  const { chance } = sent
  const spoiled = pick([0, 0.08, 0.25], chance)
  const making = { ...sent, spoiled }
  const isSpoiled = (): boolean => chance() < spoiled
  const operation = pick(operations, chance)
  const query = operation.parameters.flatMap((item) => {
    if (item.in !== 'query' || chance() < 0.6) return []
    return [
      `${item.name}=${isSpoiled() ? pick(hostileSegments, chance) : encodeURIComponent(String(valueFrom(item.schema, { ...making, spoiled: 0 })))}`,
    ]
  })
  if (isSpoiled()) query.push(pick(['__proto__=1', 'limit=1&limit=2', 'x', '%00=1', '=', '&&&', `after=${'%00'}`, 'dryRun=maybe'], chance))
  const path = operation.path.replaceAll(/\{\w+\}/g, () =>
    isSpoiled() ? pick(hostileSegments, chance) : encodeURIComponent(pick(sent.ids, chance)),
  )
  return {
    method: isSpoiled() ? pick(methods, chance) : operation.method,
    path: `${isSpoiled() ? pick([`${path}/`, `/${path}`, `${path}/x`, path.toUpperCase(), path], chance) : path}${query.length > 0 ? `?${query.join('&')}` : ''}`,
    ...bodyOf(operation, making, { ...pick(callers, chance) }),
  }
}

/** The headers by which somebody says who they are. */
export type Caller = Readonly<Record<string, string>>

function bodyOf(
  { method, content, parameters }: Operation,
  making: Making,
  headers: Record<string, string>,
): Pick<HostileRequest, 'headers' | 'body'> {
  const { chance, spoiled } = making
  if (parameters.some((item) => item.in === 'header') && chance() < 0.4) headers['idempotency-key'] = `key-${Math.floor(chance() * 40)}`
  if (chance() < 0.3)
    headers['accept'] = pick(['application/json', 'text/html', 'text/csv', 'application/xml', 'text/plain', 'image/png'], chance)
  for (const name of [...headerNames, ...moreNames]) if (chance() < spoiled / 4) headers[name] = pick(headerValues, chance)
  if (method === 'GET' && chance() > spoiled) return { headers, body: undefined }
  const types = Object.keys(content)
  const type = types.length > 0 ? pick(types, chance) : 'application/json'
  headers['content-type'] ??=
    chance() < spoiled ? pick(['text/plain', 'application/json; charset=utf-16', 'x', 'multipart/form-data'], chance) : type
  if (type.includes('yaml')) return { headers, body: Buffer.from(textOf(making)) }
  return { headers, body: bytesOf(valueFrom(content[type]?.schema ?? { type: 'object' }, making), making) }
}

/** Whether a client may send a request at all: what the runtime refuses to write never gets to a service. */
export function isSendable({ path, headers }: HostileRequest): boolean {
  return /^[\x21-\x7e]+$/.test(path) && Object.values(headers).every((value) => !/[^\t\x20-\x7e\x80-\xff]/.test(value))
}
