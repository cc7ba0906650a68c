import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { writeDemoTexts } from './demo-texts.ts'
import { writePlayground } from './playground-bundle.ts'
import { type Schema, typesOf } from './schema-types.ts'

const schemaFolder = new URL('../schemas/', import.meta.url)
const target = new URL('../src/model/generated/', import.meta.url)
const settingsTarget = new URL('../src/server/settings/generated/', import.meta.url)
const notice = '// Made by tools/generate.ts from schemas/. Do not edit.\n'

// Hand-written readers judge these parts, with sentences that depend on types and neighbours; two judges would report one mistake twice.
const judgedElsewhere: ReadonlySet<string> = new Set(['condition', 'test', 'operand', 'fact', 'expectation', 'expectedVerdict'])

const outputKinds: ReadonlySet<string> = new Set(['Decision', 'Decisions'])

/** What only the service reads: the library holds nothing of it. */
const settingsKind = 'Service'

/** Writes forms, types and the schemas as modules into `src/model/generated/`; the same schemas give the same bytes. */
async function generate(all: readonly Schema[]): Promise<void> {
  const schemas = all.filter((schema) => kindOf(schema) !== settingsKind)
  const kinds = schemas.filter((schema) => schema['$id'] !== 'definitions.schema.json' && !outputKinds.has(kindOf(schema)))
  const types = await typesOf(schemas, outputKinds)
  const outputs = schemas.filter((schema) => outputKinds.has(kindOf(schema)))
  await mkdir(target, { recursive: true })
  await Promise.all([
    writeFile(new URL('forms.ts', target), bookOf('forms', formsOf(schemas, kinds))),
    // By themselves, as only what reads saved decisions needs them.
    writeFile(new URL('decision-forms.ts', target), bookOf('decisionForms', formsOf(schemas, outputs))),
    writeFile(new URL('types.ts', target), `${notice}${types}`),
    writeFile(new URL('schemas.ts', target), `${notice}${embedded(schemas)}`),
  ])
}

function bookOf(name: string, forms: Record<string, unknown>): string {
  return `${notice}import type { FormBook } from '../form.ts'\n\nexport const ${name}: FormBook = ${JSON.stringify(forms)}\n`
}

/** Writes the form and the schema of the service's settings into its room. */
async function generateSettings(all: readonly Schema[]): Promise<void> {
  const schemas = all.filter((schema) => kindOf(schema) === settingsKind)
  const forms = JSON.stringify(formsOf(schemas, schemas))
  const text = `${notice}import type { FormBook } from '../../../model/form.ts'

/** What a file of kind Service may say. */
export const serviceForms: FormBook = ${forms}

/** The same as its JSON Schema, which refers to no other file. */
export const serviceSchema: { readonly [key: string]: unknown } = ${JSON.stringify(schemas[0])}
`
  await mkdir(settingsTarget, { recursive: true })
  await writeFile(new URL('service.ts', settingsTarget), text)
}

async function readSchemas(): Promise<Schema[]> {
  const files = (await readdir(schemaFolder)).filter((file) => file.endsWith('.schema.json')).sort()
  return Promise.all(files.map(async (file) => JSON.parse(await readFile(new URL(file, schemaFolder), 'utf8')) as Schema))
}

function kindOf(schema: Schema): string {
  return String(schema['title'])
}

/** Every keyword that `src/model/form.ts` knows, or that only describes. Another one would be passed over in silence. */
const knownKeywords: ReadonlySet<string> = new Set([
  ...['$schema', '$id', '$defs', '$ref', 'title', 'description', 'format'],
  ...['type', 'const', 'enum', 'not', 'if', 'then', 'else', 'minimum', 'maximum', 'pattern'],
  ...['minItems', 'maxItems', 'items', 'minProperties', 'required', 'properties', 'additionalProperties'],
])

/** Forms by name, with what they refer to: `Commitment`, `Commitment.requirement`, `definitions.id`. */
function formsOf(schemas: readonly Schema[], kinds: readonly Schema[]): Record<string, unknown> {
  const all: Record<string, unknown> = {}
  for (const schema of schemas) {
    const { $schema: _, $id: __, $defs, ...root } = schema
    all[nameOf(schema)] = formOf(schemas, schema, root)
    for (const [name, part] of Object.entries(($defs ?? {}) as Schema)) all[`${nameOf(schema)}.${name}`] = formOf(schemas, schema, part)
  }
  const kept: Record<string, unknown> = {}
  const keep = (name: string): void => {
    if (name in kept) return
    if (!(name in all)) throw new Error(`the schemas have no ${name}`)
    kept[name] = all[name]
    for (const [, ref = ''] of JSON.stringify(all[name]).matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)) keep(ref)
  }
  kinds.map(kindOf).forEach(keep)
  return kept
}

/** A schema without annotations, accepting anything in the parts that hand-written readers judge, its references by name. */
function formOf(documents: readonly Schema[], document: Schema, part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part
  const schema = part as Schema
  const unknown = Object.keys(schema).filter((key) => !knownKeywords.has(key))
  if (unknown.length > 0) throw new Error(`src/model/form.ts knows no ${unknown.join(', ')}`)
  const ref = schema['$ref']
  if (typeof ref === 'string' && judgedElsewhere.has(ref.slice(ref.lastIndexOf('/') + 1))) return {}
  const { title: _, description: __, ...rest } = schema
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, keywordOf(documents, document, key, value)]))
}

function keywordOf(documents: readonly Schema[], document: Schema, key: string, value: unknown): unknown {
  switch (key) {
    case '$ref':
      return `#/$defs/${referred(documents, document, String(value))}`
    case 'properties':
      return Object.fromEntries(Object.entries(value as Schema).map(([name, part]) => [name, formOf(documents, document, part)]))
    case 'const':
      return single(value)
    case 'enum':
      return (value as unknown[]).map(single)
    default:
      return ['not', 'if', 'then', 'else', 'items', 'additionalProperties'].includes(key) ? formOf(documents, document, value) : value
  }
}

/** The name of the form that a reference means: `#/$defs/name` in its own document, `file#/$defs/name`, or a whole `file`. */
function referred(documents: readonly Schema[], own: Schema, ref: string): string {
  const [file = '', name] = ref.split('#/$defs/')
  const document = file === '' ? own : documents.find((schema) => schema['$id'] === file)
  if (!document) throw new Error(`the schemas have no ${ref}`)
  return name === undefined ? nameOf(document) : `${nameOf(document)}.${name}`
}

function single(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) throw new Error('src/model/form.ts compares single values only')
  return value
}

function embedded(schemas: readonly Schema[]): string {
  const names = schemas.map((schema) => `'${nameOf(schema)}'`).join(' | ')
  const parts = schemas.map((schema) => `  ${nameOf(schema)}: ${JSON.stringify(schema)},`)
  return `
/** The JSON Schemas by kind; \`definitions\` holds what they share. */
export const schemas: { readonly [name in ${names}]: { readonly [key: string]: unknown } } = {
${parts.join('\n')}
}
`
}

function nameOf(schema: Schema): string {
  return schema['$id'] === 'definitions.schema.json' ? 'definitions' : kindOf(schema)
}

const schemas = await readSchemas()
await Promise.all([generate(schemas), generateSettings(schemas), writeDemoTexts()])
// It is made of what was generated.
await writePlayground()
