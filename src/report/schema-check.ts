import { schemas } from '../model/generated/schemas.ts'
import { excerpt, expectedWords, quoted, sequence } from '../model/wording.ts'
import type { DiagnosticCode } from '../source/codes.ts'
import { didYouMean } from '../source/suggest.ts'

/** One thing that data has and its schema does not allow, or the other way round. */
export interface SchemaMistake {
  readonly code: DiagnosticCode
  readonly path: readonly (string | number)[]
  readonly message: string
  readonly hint?: string | undefined
}

type Schema = Readonly<Record<string, unknown>>
type Path = readonly (string | number)[]

/** The first mistakes are enough: what is no decision is not mended by hand. */
const mostMistakes = 10

/** What this check understands; a test keeps the schemas of decisions within it. */
export const knownKeywords: ReadonlySet<string> = new Set([
  ...['$schema', '$id', '$defs', '$ref', 'title', 'description', 'format'],
  ...['type', 'const', 'enum', 'pattern', 'minimum', 'maximum', 'properties', 'required', 'additionalProperties', 'items'],
])

/**
 * What is wrong with the form of data that should be a Decision or Decisions. The forms are for what people
 * write; what the engine wrote needs only the few keywords that its schemas use.
 */
export function checkData(data: unknown, kind: 'Decision' | 'Decisions'): SchemaMistake[] {
  const mistakes: SchemaMistake[] = []
  check(data, { schema: schemas[kind], root: schemas[kind] }, [], mistakes)
  return mistakes
}

interface Place {
  readonly schema: Schema
  /** The document in which `#/…` is looked up. */
  readonly root: Schema
}

function check(data: unknown, given: Place, path: Path, mistakes: SchemaMistake[]): void {
  if (mistakes.length >= mostMistakes) return
  const place = resolved(given)
  const { schema } = place
  const types = [schema['type'] ?? []].flat().map(String)
  if (types.length > 0 && !types.some((type) => isOf(type, data))) {
    mistakes.push({ code: 'document/wrong-type', path, message: `${nameOf(path)} must be ${expectedWords(types, '')}` })
    return
  }
  const wrong = valueMistake(data, schema)
  if (wrong !== undefined) mistakes.push({ code: 'document/wrong-value', path, message: `${nameOf(path)} ${wrong}` })
  if (Array.isArray(data)) {
    const items = schema['items']
    if (isSchema(items)) for (const [i, item] of data.entries()) check(item, { schema: items, root: place.root }, [...path, i], mistakes)
  } else if (isSchema(data)) checkKeys(data, place, path, mistakes)
}

function checkKeys(data: Schema, { schema, root }: Place, path: Path, mistakes: SchemaMistake[]): void {
  const properties = isSchema(schema['properties']) ? schema['properties'] : {}
  const others = schema['additionalProperties']
  const missing = [schema['required'] ?? []]
    .flat()
    .map(String)
    .filter((key) => !Object.hasOwn(data, key))
  if (missing.length > 0)
    mistakes.push({ code: 'document/missing-key', path, message: `${nameOf(path)} has no ${sequence(missing.map(quoted), 'or')}` })
  for (const [key, value] of Object.entries(data)) {
    const own = Object.hasOwn(properties, key) ? properties[key] : others
    if (isSchema(own)) check(value, { schema: own, root }, [...path, key], mistakes)
    else if (others === false) {
      const message = `unknown key ${quoted(excerpt(key))} in ${nameOf(path)}`
      mistakes.push({ code: 'document/unknown-key', path: [...path, key], message, hint: didYouMean(key, Object.keys(properties)) })
    }
  }
}

function valueMistake(data: unknown, schema: Schema): string | undefined {
  const allowed = 'const' in schema ? [schema['const']] : Array.isArray(schema['enum']) ? schema['enum'] : undefined
  if (allowed && !allowed.includes(data))
    return `must be ${sequence(
      allowed.map((value) => quoted(String(value))),
      'or',
    )}`
  const { pattern, minimum, maximum } = schema
  if (typeof data === 'string' && typeof pattern === 'string' && !new RegExp(pattern, 'u').test(data))
    return 'does not have the form it must have'
  if (typeof data === 'number' && typeof minimum === 'number' && data < minimum) return `must be at least ${minimum}`
  if (typeof data === 'number' && typeof maximum === 'number' && data > maximum) return `must be at most ${maximum}`
  return undefined
}

function resolved({ schema, root }: Place): Place {
  const ref = schema['$ref']
  if (typeof ref !== 'string') return { schema, root }
  const [file = '', pointer = ''] = ref.split('#')
  const target = file === '' ? root : documentOf(file)
  const found = pointer
    .split('/')
    .filter(Boolean)
    .reduce<unknown>((node, key) => (isSchema(node) ? node[key] : undefined), target)
  if (!isSchema(found)) throw new Error(`the schemas have no ${ref}`)
  return resolved({ schema: found, root: target })
}

function documentOf(file: string): Schema {
  const found = Object.values(schemas).find((schema) => schema['$id'] === file)
  if (!found) throw new Error(`there is no schema ${file}`)
  return found
}

function isOf(type: string, data: unknown): boolean {
  switch (type) {
    case 'object':
      return isSchema(data)
    case 'array':
      return Array.isArray(data)
    case 'integer':
      return Number.isInteger(data)
    case 'null':
      return data === null
    default:
      return typeof data === type
  }
}

function isSchema(data: unknown): data is Schema {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}

/** "`requirements[2].outcome`", or "the document". */
function nameOf(path: Path): string {
  if (path.length === 0) return 'the document'
  const words = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('')
  return quoted(excerpt(words.replace(/^\./, '')))
}
