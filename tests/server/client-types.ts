import { compile, type JSONSchema } from 'json-schema-to-typescript'
import type { Endpoint, Parameter } from '../../src/server/endpoints/endpoint.ts'

type Part = { readonly [key: string]: unknown }

interface Operation {
  readonly parameters?: readonly (Parameter & { readonly required: boolean })[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly content?: Content; readonly headers?: Part }>>
}

type Content = Readonly<Record<string, { readonly schema: Part }>>

/** The types of `paths` that generators for TypeScript make of an OpenAPI document, as `openapi-fetch` takes them. */
export async function clientTypes(document: Part): Promise<string> {
  const paths = document['paths'] as Readonly<Record<string, Readonly<Record<Endpoint['method'], Operation>>>>
  const { schemas } = document['components'] as { schemas: Readonly<Record<string, Part>> }
  const properties = mapped(paths, (methods) => object(mapped(methods, operationOf)))
  const root = plain({ ...object(properties), title: 'paths', definitions: schemas })
  const text = await compile(root as JSONSchema, 'paths', {
    bannerComment: '',
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true },
  })
  // Statuses are numbers to the types of the client.
  return text.replaceAll(/^(\s*)['"](\d{3})['"]:/gm, '$1$2:').replace(/export interface Paths\b/, 'export interface paths')
}

function operationOf({ parameters = [], requestBody, responses }: Operation): Part {
  const placed = (where: Parameter['in']): Part => {
    const own = parameters.filter((item) => item.in === where)
    return object(
      Object.fromEntries(own.map(({ name, schema }) => [name, schema as Part])),
      own.filter((item) => item.required).map((item) => item.name),
    )
  }
  const places = (['query', 'path', 'header'] as const).filter((where) => parameters.some((item) => item.in === where))
  const optional = places.filter((where) => !parameters.some((item) => item.in === where && item.required))
  return object({
    parameters: object(
      Object.fromEntries(places.map((where) => [where, placed(where)])),
      places.filter((where) => !optional.includes(where)),
    ),
    ...(requestBody && { requestBody: object({ content: contentOf(requestBody.content) }) }),
    responses: object(mapped(responses, ({ content = {} }) => object({ headers: {}, content: contentOf(content) }))),
  })
}

function contentOf(content: Content): Part {
  return object(mapped(content, ({ schema }) => schema))
}

function object(properties: Part, required: readonly string[] = Object.keys(properties)): Part {
  return { type: 'object', additionalProperties: false, properties, required }
}

function mapped<From>(record: Readonly<Record<string, From>>, to: (value: From) => Part): Record<string, Part> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]))
}

/** References as the older JSON Schema has them, where nothing stands beside one. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const ref = '$ref' in value ? value.$ref : undefined
  if (typeof ref === 'string') return { $ref: ref.replace('#/components/schemas/', '#/definitions/') }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]))
}
