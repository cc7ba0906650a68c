import { Ajv2020 } from 'ajv/dist/2020.js'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import { expect } from 'vitest'
import type { Endpoint } from '../../src/server/endpoints/endpoint.ts'
import { endpoints } from '../../src/server/endpoints/endpoints.ts'
import { openApiDocument } from '../../src/server/openapi/document.ts'

interface Described {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>>; readonly headers?: object }>>
}

const document = openApiDocument()
const ajv = new Ajv2020({ strict: false, allErrors: true, formats: fullFormats })
ajv.addSchema({ ...document, $id: 'openapi' })

/** Holds an answer against the description of the API: its status, media type and body must be as it says. */
export async function asDescribed(method: string, path: string, response: Response): Promise<Response> {
  const text = await response.clone().text()
  const endpoint = (endpoints as readonly Endpoint[]).find((item) => item.method === method && fits(item.path, path))
  expect(endpoint, `${method} ${path} is described`).toBeDefined()
  const described = (document['paths'] as Record<string, Record<string, Described>>)[endpoint?.path ?? '']?.[method]
  const answer = described?.responses[String(response.status)]
  expect(answer, `${method} ${path} is described to answer ${response.status}: ${text.slice(0, 300)}`).toBeDefined()
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? ''
  if (text === '') return response
  expect(Object.keys(answer?.content ?? {}), `${method} ${path} ${response.status}`).toContain(type)
  if (!type.endsWith('json') || type.includes('sarif')) return response
  const pointer = `/paths/${escaped(endpoint?.path ?? '')}/${method}/responses/${response.status}/content/${escaped(type)}/schema`
  const validate = ajv.getSchema(`openapi#${pointer}`)
  expect(validate, pointer).toBeDefined()
  expect(validate?.(JSON.parse(text)) ? [] : validate?.errors, `${method} ${path} ${response.status} ${text.slice(0, 500)}`).toEqual([])
  return response
}

function fits(template: string, path: string): boolean {
  const parts = template.split('/')
  const segments = (path.split('?')[0] ?? '').split('/')
  return parts.length === segments.length && parts.every((part, i) => part.startsWith('{') || part === segments[i])
}

function escaped(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))
}
