import { bundledSchema, type Schema } from '../../authoring/bundled-schema.ts'
import { completedSchemas } from '../../authoring/completed-schema.ts'
import { knownFacts } from '../../authoring/known-facts.ts'
import type { FactCatalog } from '../../model/catalog.ts'
import { type Kind, kinds } from '../../model/schema.ts'
import type { YamlPlace } from './yaml-place.ts'

/** Something to write at a place. */
export interface Offer {
  readonly label: string
  /** What is written when it is taken. */
  readonly written: string
  /** A few words beside the label. */
  readonly detail?: string
  /** What it means. */
  readonly info?: string
}

/** What may be written where, by the schemas that `onlyif schema` prints, completed from catalogs. */
export function offersFrom(catalogs: readonly FactCatalog[]): (place: YamlPlace) => readonly Offer[] {
  const set = completedSchemas(knownFacts(catalogs))
  const schemas = new Map<string, Schema>()
  return ({ kind, path, writing }) => {
    if (kind === undefined || !isKind(kind)) return path.length === 0 && writing === 'key' ? start : kindsFor(path)
    const root = schemas.get(kind) ?? bundledSchema(kind, { set, forEditors: true })
    schemas.set(kind, root)
    const found = path.reduce(
      (parts: readonly Schema[], key) => parts.flatMap((part) => branches(part, root)).flatMap((part) => below(part, key)),
      [root],
    )
    const all = found.flatMap((part) => branches(part, root))
    return distinct(writing === 'key' ? all.flatMap((part) => keysOf(part, root)) : [...all.flatMap(valuesOf), ...all.flatMap(snippetsOf)])
  }
}

const start: readonly Offer[] = [
  { label: 'apiVersion', written: 'apiVersion: onlyif/v1', detail: 'every document starts with it' },
  { label: 'kind', written: 'kind: ' },
]

function kindsFor(path: readonly string[]): readonly Offer[] {
  return path.length === 1 && path[0] === 'kind' ? kinds.map((kind) => ({ label: kind, written: kind })) : []
}

function isKind(text: string): text is Kind {
  return (kinds as readonly string[]).includes(text)
}

/** A schema with everything that it may come to: what it refers to, and what holds under a condition. */
function branches(schema: Schema, root: Schema, depth = 0): Schema[] {
  if (depth > 12) return []
  const reference = schema['$ref']
  const target = typeof reference === 'string' ? (root['$defs'] as Schema | undefined)?.[reference.replace('#/$defs/', '')] : undefined
  const parts = [
    target,
    schema['then'],
    schema['else'],
    ...['allOf', 'anyOf', 'oneOf'].flatMap((key) => (Array.isArray(schema[key]) ? schema[key] : [])),
  ]
  return [schema, ...parts.filter(isSchema).flatMap((part) => branches(part, root, depth + 1))]
}

function below(schema: Schema, key: string): Schema[] {
  if (key === '*') return [schema['items']].filter(isSchema)
  const properties = schema['properties']
  const named = isSchema(properties) && Object.hasOwn(properties, key) ? properties[key] : schema['additionalProperties']
  return [named].filter(isSchema)
}

function keysOf(schema: Schema, root: Schema): Offer[] {
  const properties = schema['properties']
  if (!isSchema(properties)) return []
  return Object.entries(properties).flatMap(([label, part]) => {
    if (!isSchema(part)) return []
    const all = branches(part, root)
    const title = textIn(all, 'title')
    const info = textIn(all, 'description')
    return [{ label, written: `${label}: `, ...(title !== undefined && { detail: title }), ...(info !== undefined && { info }) }]
  })
}

function valuesOf(schema: Schema): Offer[] {
  const constant = schema['const'] === undefined ? [] : [schema['const']]
  const choices = Array.isArray(schema['enum']) ? (schema['enum'] as unknown[]) : []
  const types = [schema['type']].flat()
  const switches = types.includes('boolean') ? [true, false] : []
  return [...constant, ...choices, ...switches]
    .filter((value) => value !== null)
    .map((value) => ({ label: String(value), written: String(value) }))
}

/** The snippets that editors are told of, on one line. */
function snippetsOf(schema: Schema): Offer[] {
  const snippets = schema['defaultSnippets']
  if (!Array.isArray(snippets)) return []
  return snippets.filter(isSchema).map(({ label, description, body }) => ({
    label: `{ ${String(label)} }`,
    written: flow(body),
    ...(typeof description === 'string' && { info: description }),
  }))
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (isSchema(value))
    return `{ ${Object.entries(value)
      .map(([key, part]) => `${key}: ${flow(part)}`)
      .join(', ')} }`
  return String(value).replaceAll(/\$\{?\d+:?|\}$/g, '')
}

function textIn(parts: readonly Schema[], key: string): string | undefined {
  return parts.map((part) => part[key]).find((text): text is string => typeof text === 'string')
}

function distinct(offers: readonly Offer[]): Offer[] {
  return [...new Map(offers.toReversed().map((offer) => [offer.label, offer])).values()].toReversed()
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
