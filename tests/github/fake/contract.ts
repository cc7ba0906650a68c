import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import { below, followed, isTree, type Json, jsonSchemaOf, type Tree, undocumentedKeys } from './json-schema.ts'

/** GitHub's published OpenAPI, cut down to what is called; see `schemas/README.md`. */
export const document = JSON.parse(
  readFileSync(join(dirname(fileURLToPath(import.meta.url)), '../schemas/api.github.com.subset.json'), 'utf8'),
) as Tree

const home = 'https://api.github.com/openapi'
const ajv = new Ajv({ strict: false, allErrors: true, logger: false })
formats.default(ajv)
ajv.addFormat('uri-template', true).addFormat('timestamp', true)
ajv.addSchema({ $id: home, components: jsonSchemaOf(document['components'] ?? {}, home) as object })

/** One operation of GitHub's REST API, such as `checks/create`. */
export interface Operation {
  readonly id: string
  readonly method: string
  /** `/repos/{owner}/{repo}` and the like. */
  readonly template: string
  readonly documentation: string
  readonly specification: Tree
}

/** An operation with the values of its path. */
export interface Called {
  readonly operation: Operation
  readonly params: Readonly<Record<string, string>>
}

interface Route extends Operation {
  readonly pattern: RegExp
}

const routes: readonly Route[] = Object.entries(below(document, 'paths'))
  .flatMap(([template, item]) =>
    Object.entries(isTree(item) ? item : {}).map(([method, specification]): Route => {
      const tree = isTree(specification) ? specification : {}
      return {
        id: String(tree['operationId']),
        method: method.toUpperCase(),
        template,
        documentation: String(below(tree, 'externalDocs')['url'] ?? 'https://docs.github.com/rest'),
        specification: tree,
        pattern: patternOf(template, tree),
      }
    }),
  )
  .sort((a, b) => literals(b.template) - literals(a.template))

/** How many parts of a template are fixed: of two that match, the one with more is meant. */
function literals(template: string): number {
  return template.split('/').filter((part) => part !== '' && !part.startsWith('{')).length
}

/** The paths of an operation; the specification marks parameters whose slashes nobody escapes. */
function patternOf(template: string, specification: Tree): RegExp {
  const long = parametersOf(specification, 'path').flatMap((parameter) =>
    parameter['x-multi-segment'] === true ? [parameter['name']] : [],
  )
  const source = template
    .split(/(\{[^}]+\})/)
    .map((part) => {
      const name = /^\{(.+)\}$/.exec(part)?.[1]
      if (name === undefined) return part.replaceAll('.', '\\.')
      return name === 'path' ? '(?<path>.*)' : `(?<${name}>${long.includes(name) ? '.+' : '[^/]+'})`
    })
    .join('')
  return new RegExp(`^${source.replace('/(?<path>.*)', '(?:/(?<path>.*))?')}$`)
}

/** Which operation a request calls; `compare` is known under two names, and the one with `basehead` is taken. */
export function findOperation(method: string, pathname: string): Called | undefined {
  const matches = routes.flatMap((route) => {
    const match = route.method === method ? route.pattern.exec(pathname) : null
    return match === null ? [] : [{ operation: route, params: decoded(match.groups ?? {}) }]
  })
  return matches.find((match) => match.operation.id === 'repos/compare-commits-with-basehead') ?? matches[0]
}

function decoded(groups: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodedText(value ?? '')]))
}

/** A text with its escapes taken out, or as it stands where they are none. */
function decodedText(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export const operations: readonly Operation[] = routes
export const operationIds: readonly string[] = operations.map((operation) => operation.id)

const compiled = new Map<Json, ValidateFunction>()

function wrong(schema: Json, value: unknown, where: string): string[] {
  const known = compiled.get(schema) ?? ajv.compile(jsonSchemaOf(schema, home) as object)
  compiled.set(schema, known)
  if (known(value)) return []
  return (known.errors ?? []).map((error) => `${where}${error.instancePath} ${error.message ?? 'is wrong'}`)
}

function parametersOf(specification: Tree, place: string): Tree[] {
  const all = specification['parameters']
  return (Array.isArray(all) ? all : [])
    .filter(isTree)
    .map((one) => followed(document, one))
    .filter((one) => one['in'] === place)
}

/** A text of a path or a query as the type that its schema asks for. */
function asTyped(schema: Tree, text: string): Json {
  const type = schema['type']
  if ((type === 'integer' || type === 'number') && /^-?\d+(?:\.\d+)?$/.test(text)) return Number(text)
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

/**
 * What GitHub's schema says against a request: wrong path values, wrong or undocumented query keys, a wrong body,
 * and body keys that the schema leaves open but nobody has documented. Empty: all is well.
 */
export function wrongInRequest(called: Called, query: URLSearchParams, body: unknown): string[] {
  const { operation, params } = called
  const path = parametersOf(operation.specification, 'path').flatMap((parameter) => {
    const name = String(parameter['name'])
    const schema = below(parameter, 'schema')
    return wrong(schema, asTyped(schema, params[name] ?? ''), `path ${name}`)
  })
  const known = new Map(
    parametersOf(operation.specification, 'query').map((parameter) => [String(parameter['name']), below(parameter, 'schema')]),
  )
  const asked = [...query].flatMap(([name, text]) => {
    const schema = known.get(name)
    return schema === undefined ? [`query ${name} is not documented`] : wrong(schema, asTyped(schema, text), `query ${name}`)
  })
  return [...path, ...asked, ...wrongInBody(operation, body)]
}

function wrongInBody(operation: Operation, body: unknown): string[] {
  const specification = below(operation.specification, 'requestBody')
  const schema = below(specification, 'content', 'application/json', 'schema')
  if (Object.keys(schema).length === 0) return body === undefined ? [] : ['body is given where none is documented']
  if (body === undefined) return specification['required'] === true ? ['body is missing'] : []
  const keys = undocumentedKeys(document, schema, body)
  return [...wrong(schema, body, 'body'), ...keys.map((key) => `body ${key} is not documented`)]
}

/** Statuses that any operation may answer, whatever its specification lists. */
const general = new Set([400, 401, 403, 404, 409, 422, 429, 500, 502, 503])

/**
 * Where GitHub answers otherwise than its schema says: the head of a pull request whose fork is gone has no repository, and the
 * account of an installation is a user or an enterprise, where the schema of the list (and not that of one) asks for both.
 */
const deviations: readonly RegExp[] = [/\/head\/repo must be object$/, /^answer 200\/\d+\/account must /]

/** What GitHub's schema says against an answer. `body` is undefined where there is none. */
export function wrongInAnswer(operation: Operation, status: number, mediaType: string, body: unknown): string[] {
  const given = below(operation.specification, 'responses')[String(status)]
  if (!isTree(given)) {
    if (!general.has(status)) return [`answer ${status} is not documented`]
    return wrong({ $ref: '#/components/schemas/basic-error' }, body, `answer ${status}`)
  }
  const content = below(followed(document, given), 'content')
  const types = Object.keys(content)
  if (types.length === 0) return body === undefined ? [] : [`answer ${status} has a body where none is documented`]
  const schema = below(content, types.includes(mediaType) ? mediaType : 'application/json', 'schema')
  return wrong(schema, body, `answer ${status}`).filter((says) => !deviations.some((deviation) => deviation.test(says)))
}
