import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { type Body, filledBy } from './fake/filled.ts'
import { below, isTree, type Json, type Tree } from './fake/json-schema.ts'

const document = JSON.parse(readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'schemas/webhooks.subset.json'), 'utf8')) as Tree

const home = 'https://api.github.com/webhooks'
const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false })
formats.default(ajv)
ajv.addFormat('uri-template', true)
ajv.addSchema({ $id: home, components: rehomed(document['components'] ?? {}) as object })

/** Components name each other by place in the document, wherever they are used from. */
function rehomed(value: Json): Json {
  if (Array.isArray(value)) return value.map(rehomed)
  if (!isTree(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, below]) => [key, key === '$ref' && typeof below === 'string' ? `${home}${below}` : rehomed(below)]),
  )
}

const compiled = new Map<string, ValidateFunction>()

export const webhookNames: readonly string[] = Object.keys(below(document, 'webhooks'))

/** What GitHub's schema of a webhook, such as `pull-request-opened`, says against a payload. */
export function wrongInPayload(webhook: string, payload: unknown): string[] {
  const schema = below(document, 'webhooks', webhook, 'post', 'requestBody', 'content', 'application/json', 'schema')
  if (Object.keys(schema).length === 0) return [`${webhook} is no webhook that tests/github/schemas holds`]
  const validate = compiled.get(webhook) ?? ajv.compile(rehomed(schema) as object)
  compiled.set(webhook, validate)
  return validate(payload) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? 'is wrong'}`)
}

/** A body of a component of the webhooks' schemas, or of a part of one: what is given, and the least for every other required property. */
export function payloadPart(component: string, base: string, given: Body, ...part: readonly string[]): Body {
  return filledBy(document, below(document, 'components', 'schemas', component, ...part), base, given)
}

/** The parts of a payload that its webhook's schema does not require, so that a test can leave each of them out. */
export function optionalKeys(webhook: string): string[] {
  const schema = below(document, 'components', 'schemas', `webhook-${webhook}`)
  const required = Array.isArray(schema['required']) ? (schema['required'] as readonly Json[]) : []
  return Object.keys(below(schema, 'properties')).filter((key) => !required.includes(key))
}
