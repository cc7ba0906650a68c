/** A value of JSON, as a tree that nobody changes. */
export type Json = null | boolean | number | string | readonly Json[] | Tree
export interface Tree {
  readonly [key: string]: Json
}

export const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What is under `key`, or an empty tree. */
export function below(tree: Json | undefined, ...keys: readonly string[]): Tree {
  let here: Json | undefined = tree
  for (const key of keys) here = isTree(here) ? here[key] : undefined
  return isTree(here) ? here : {}
}

/** The schema that `schema` refers to, or itself. */
export function followed(document: Tree, schema: Tree): Tree {
  const reference = schema['$ref']
  return typeof reference === 'string' ? followed(document, below(document, ...reference.slice(2).split('/'))) : schema
}

/**
 * The JSON Schema that an OpenAPI 3.0 schema means: `nullable` becomes a type of its own (also where GitHub gives no `type`),
 * and references lead to the document that is registered under `home`.
 */
export function jsonSchemaOf(schema: Json, home: string): Json {
  if (Array.isArray(schema)) return schema.map((one: Json) => jsonSchemaOf(one, home))
  if (!isTree(schema)) return schema
  const { nullable, discriminator: _, example: __, examples: ___, ...rest } = schema
  const plain = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => {
      if (key === '$ref' && typeof value === 'string') return [key, `${home}${value}`]
      if (key === 'properties' && isTree(value)) return [key, propertiesOf(value, home)]
      return [key, key === 'enum' || key === 'const' || key === 'default' ? value : jsonSchemaOf(value, home)]
    }),
  )
  return nullable === true ? { anyOf: [plain, { type: 'null' }] } : plain
}

/** Every property's schema; a property may itself be called `nullable` or `example`. */
function propertiesOf(properties: Tree, home: string): Tree {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, jsonSchemaOf(schema, home)]))
}

/**
 * The keys in `value` that no branch of its schema speaks of, as paths (`output.summery`).
 * GitHub's request schemas are open, so that a misspelt key would pass them and do nothing.
 */
export function undocumentedKeys(document: Tree, schema: Tree, value: unknown, path = ''): string[] {
  const branches = branchesOf(document, schema)
  if (Array.isArray(value)) {
    const items = branches.map((branch) => branch['items']).find(isTree)
    return items === undefined ? [] : value.flatMap((item, at) => undocumentedKeys(document, items, item, `${path}[${at}]`))
  }
  if (!isTree(value)) return []
  const known: Record<string, Tree> = {}
  for (const branch of branches)
    for (const [name, property] of Object.entries(below(branch, 'properties')))
      if (isTree(property) && Object.keys(known[name] ?? {}).length <= Object.keys(property).length) known[name] = property
  if (Object.keys(known).length === 0) return []
  return Object.entries(value).flatMap(([name, one]) => {
    const property = known[name]
    const at = path === '' ? name : `${path}.${name}`
    return property === undefined ? [at] : undocumentedKeys(document, property, one, at)
  })
}

/** The schema with all that it is made of: its references, and the members of its `allOf`, `anyOf` and `oneOf`. */
function branchesOf(document: Tree, schema: Tree): Tree[] {
  const here = followed(document, schema)
  const members = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => (Array.isArray(here[key]) ? (here[key] as readonly Json[]) : []))
  return [here, ...members.filter(isTree).flatMap((member) => branchesOf(document, member))]
}
