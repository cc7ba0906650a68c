import { document } from './contract.ts'
import { below, followed, isTree, type Json, type Tree } from './json-schema.ts'

/** What an answer is made of. */
export type Body = Readonly<Record<string, unknown>>

const moment = '2026-10-07T09:00:00Z'

/**
 * A body of a component of GitHub's OpenAPI: what is given, and for each other required property the least that its schema allows
 * (null where it may be null, an address below `base` where it is one).
 */
export function filled(component: string, base: string, given: Body): Body {
  return filledBy(document, below(document, 'components', 'schemas', component), base, given)
}

/** As {@link filled}, for a schema of any document. */
export function filledBy(home: Tree, schema: Tree, base: string, given: Body = {}): Body {
  const body: Record<string, unknown> = {}
  for (const branch of parts(home, schema)) {
    const properties = below(branch, 'properties')
    const required = Array.isArray(branch['required']) ? (branch['required'] as readonly Json[]).map(String) : []
    for (const name of required) if (!(name in body)) body[name] = least(home, below(properties, name), name, base)
  }
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) delete body[name]
    else body[name] = value
  }
  return body
}

function parts(home: Tree, schema: Tree): Tree[] {
  const here = followed(home, schema)
  const all = Array.isArray(here['allOf']) ? (here['allOf'] as readonly Json[]) : []
  return [here, ...all.filter(isTree).flatMap((part) => parts(home, part))]
}

function least(home: Tree, schema: Tree, name: string, base: string): unknown {
  const here = followed(home, schema)
  const choices = (['oneOf', 'anyOf'] as const).flatMap((key) => (Array.isArray(here[key]) ? (here[key] as readonly Json[]) : []))
  const type = here['type']
  const types = Array.isArray(type) ? type : [type]
  if (here['nullable'] === true || types.includes('null')) return null
  if (choices.some((choice) => isTree(choice) && choice['type'] === 'null')) return null
  if (here['const'] !== undefined) return here['const']
  if (Array.isArray(here['enum'])) return (here['enum'] as readonly Json[])[0]
  if (types.includes('string')) return leastText(here, name, base)
  if (types.includes('integer') || types.includes('number')) return here['minimum'] ?? 0
  if (types.includes('boolean')) return false
  if (types.includes('array')) return []
  const first = choices.find(isTree)
  if (type === undefined && first !== undefined) return least(home, first, name, base)
  return filledBy(home, here, base)
}

function leastText(schema: Tree, name: string, base: string): string {
  if (schema['format'] === 'date-time') return moment
  if (schema['format'] === 'uri' || schema['format'] === 'uri-template' || /(?:^|_)url$/.test(name)) {
    return `${base}/${name.replace(/_?url$/, '')}`.replace(/\/$/, '')
  }
  return name
}
