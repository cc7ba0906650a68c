import { compile, type JSONSchema } from 'json-schema-to-typescript'

export interface Schema {
  readonly [key: string]: unknown
}

// Read node by node, with positions, by the model; their plain data has no use for a closer type.
const opaque: { readonly [definition: string]: string } = {
  condition: '{ [key: string]: unknown }',
  facts: '{ [path: string]: unknown }',
  test: 'unknown',
  cover: 'unknown',
  fact: 'unknown',
  operand: 'unknown',
  expectation: 'unknown',
}

/** TypeScript interfaces for every kind and every named part of the schemas. */
export async function typesOf(schemas: readonly Schema[], outputKinds: ReadonlySet<string>): Promise<string> {
  const definitions = collect(schemas)
  const converted: Record<string, Schema> = {}
  for (const [name, definition] of definitions) {
    if (name in opaque || !isNamed(definition)) continue
    addOnce(converted, typeName(name), convert(withoutNull(definition), definitions))
  }
  const documents: Schema[] = []
  for (const schema of schemas.filter((item) => 'properties' in item)) {
    const kind = String(schema['title'])
    const name = outputKinds.has(kind) ? kind : `${kind}Document`
    addOnce(converted, name, convert(schema, definitions))
    documents.push(reference(name))
  }
  const root = { title: 'AnyDocument', description: 'A document of any kind.', anyOf: documents, definitions: converted }
  const text = await compile(root as JSONSchema, 'AnyDocument', {
    bannerComment: '',
    additionalProperties: false,
    style: { semi: false, singleQuote: true, printWidth: 120 },
  })
  return text
}

function collect(schemas: readonly Schema[]): Map<string, Schema> {
  const all = new Map<string, Schema>()
  for (const schema of schemas) {
    for (const [name, definition] of Object.entries((schema['$defs'] ?? {}) as Record<string, Schema>)) {
      if (all.has(name)) throw new Error(`two definitions are called ${name}; their types would be told apart by a number`)
      all.set(name, definition)
    }
    if (schema['$id'] === 'decision.schema.json') all.set('decision.schema.json', schema)
  }
  return all
}

function addOnce(into: Record<string, Schema>, name: string, schema: Schema): void {
  if (Object.hasOwn(into, name)) throw new Error(`two types are called ${name}`)
  into[name] = schema
}

function typeName(definition: string): string {
  if (definition === 'decision.schema.json') return 'Decision'
  return definition.charAt(0).toUpperCase() + definition.slice(1)
}

/** Objects, choices and unions get a name; plain texts and lists are written where they stand. */
function isNamed(definition: Schema): boolean {
  return definition['$id'] === undefined && ('enum' in definition || 'if' in definition || 'properties' in definition)
}

function typesIn(schema: Schema): string[] {
  return [schema['type'] ?? []].flat().map(String)
}

function withoutNull(schema: Schema): Schema {
  const types = typesIn(schema).filter((type) => type !== 'null')
  const values = schema['enum']
  return {
    ...schema,
    ...(types.length > 0 && { type: types.length === 1 ? types[0] : types }),
    ...(Array.isArray(values) && { enum: values.filter((value) => value !== null) }),
  }
}

function reference(name: string): Schema {
  return { $ref: `#/definitions/${name}` }
}

/** A schema in the words that json-schema-to-typescript understands: unions spelled out, branches resolved, checks left out. */
function convert(schema: Schema, definitions: ReadonlyMap<string, Schema>): Schema {
  const described = typeof schema['description'] === 'string' ? { description: schema['description'] } : {}
  const ref = schema['$ref']
  if (typeof ref === 'string') return { ...described, ...convertReference(schema, ref, definitions) }
  if ('const' in schema) return { ...described, const: schema['const'] }
  if ('enum' in schema) return { ...described, enum: schema['enum'] }
  const parts = typesIn(schema).flatMap((type) => convertType(schema, type, definitions))
  if (parts.length === 0) return { ...described, tsType: 'unknown' }
  const [only] = parts
  return parts.length === 1 ? { ...described, ...only } : { ...described, anyOf: parts }
}

function convertReference(schema: Schema, ref: string, definitions: ReadonlyMap<string, Schema>): Schema {
  const name = ref.slice(ref.lastIndexOf('/') + 1)
  const definition = definitions.get(name)
  if (!definition) throw new Error(`nothing is called ${ref}`)
  const isNullable = typesIn('type' in schema ? schema : definition).includes('null')
  const text = opaque[name]
  if (text !== undefined) return { tsType: isNullable && text !== 'unknown' ? `${text} | null` : text }
  if (name !== 'decision.schema.json' && !isNamed(definition)) return convert({ ...definition, description: undefined }, definitions)
  const target = reference(typeName(name))
  return isNullable ? { anyOf: [target, { type: 'null' }] } : { allOf: [target] }
}

function convertType(schema: Schema, type: string, definitions: ReadonlyMap<string, Schema>): Schema[] {
  const condition = (schema['if'] ?? {}) as Schema
  const thenBranch = (schema['then'] ?? {}) as Schema
  const elseBranch = (schema['else'] ?? {}) as Schema
  const inherited: Schema = { ...schema, if: undefined, then: undefined, else: undefined, type: undefined }
  const branch = (part: Schema, taken: string): Schema[] => [
    convertSingle({ ...inherited, ...withoutSwitch(part, taken) }, type, definitions),
  ]
  if (condition['type'] === 'string') return branch(type === 'string' ? thenBranch : elseBranch, '')
  const [key] = [condition['required'] ?? []].flat().map(String)
  if (key === undefined || type !== 'object' || !('properties' in thenBranch)) return branch({}, '')
  return [...branch({ ...thenBranch, required: [key] }, ''), ...branch(elseBranch, key)]
}

/** The branch without the key that would have chosen the other one. */
function withoutSwitch(branch: Schema, key: string): Schema {
  const properties = Object.entries((branch['properties'] ?? {}) as Record<string, Schema>).filter(([name]) => name !== key)
  return { ...branch, ...('properties' in branch && { properties: Object.fromEntries(properties) }) }
}

function convertSingle(schema: Schema, type: string, definitions: ReadonlyMap<string, Schema>): Schema {
  if ('$ref' in schema) return convert(schema, definitions)
  if (type === 'string' && 'enum' in schema) return { enum: schema['enum'] }
  if (type === 'array') {
    const items = convert((schema['items'] ?? {}) as Schema, definitions)
    const isPair = schema['minItems'] === 2 && schema['maxItems'] === 2
    return isPair ? { type, items: [items, items], minItems: 2, maxItems: 2 } : { type, items }
  }
  if (type !== 'object') return { type }
  const rest = schema['additionalProperties']
  const required = [schema['required'] ?? []].flat().map(String)
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>).map(
    ([name, part]) => [name, convert(part, definitions)] as const,
  )
  const additional = typeof rest === 'object' && rest !== null ? convert(rest as Schema, definitions) : rest === true
  return { type, properties: Object.fromEntries(properties), required, additionalProperties: additional }
}
