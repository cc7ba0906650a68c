import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import { build } from 'esbuild'
import { type Schema, typesOf } from './schema-types.ts'

const schemaFolder = new URL('../schemas/', import.meta.url)
const target = new URL('../src/model/generated/', import.meta.url)
const notice = '// Made by tools/generate.ts from schemas/. Do not edit.\n'

// Hand-written readers judge these parts, with sentences that depend on types and neighbours; two judges would report one mistake twice.
const judgedElsewhere: ReadonlySet<string> = new Set(['condition', 'test', 'operand', 'fact', 'expectation', 'expectedVerdict'])

const outputKinds: ReadonlySet<string> = new Set(['Decision', 'Decisions'])

/** Writes validators, types and the schemas as modules into `src/model/generated/`; the same schemas give the same bytes. */
async function generate(): Promise<void> {
  const schemas = await readSchemas()
  const kinds = schemas.filter((schema) => schema['$id'] !== 'definitions.schema.json')
  const [validators, types] = await Promise.all([
    validatorsOf(
      schemas,
      kinds.filter((schema) => !outputKinds.has(kindOf(schema))),
    ),
    typesOf(schemas, outputKinds),
  ])
  await mkdir(target, { recursive: true })
  const names = kinds.map(kindOf).filter((kind) => !outputKinds.has(kind))
  await Promise.all([
    writeFile(new URL('validators.js', target), `${notice}${validators}`),
    writeFile(new URL('validators.d.ts', target), `${notice}${declarations(names)}`),
    writeFile(new URL('types.ts', target), `${notice}${types}`),
    writeFile(new URL('schemas.ts', target), `${notice}${embedded(schemas)}`),
  ])
}

async function readSchemas(): Promise<Schema[]> {
  const files = (await readdir(schemaFolder)).filter((file) => file.endsWith('.schema.json')).sort()
  return Promise.all(files.map(async (file) => JSON.parse(await readFile(new URL(file, schemaFolder), 'utf8')) as Schema))
}

function kindOf(schema: Schema): string {
  return String(schema['title'])
}

async function validatorsOf(schemas: readonly Schema[], kinds: readonly Schema[]): Promise<string> {
  const ajv = new Ajv2020({
    schemas: schemas.map((schema) => relaxed(schema) as Schema),
    allErrors: true,
    ownProperties: true,
    // Errors carry the schema beside the mistake: the known keys for a did-you-mean.
    verbose: true,
    strict: true,
    // A branch asks for a key that its parent or sibling branch declares.
    strictRequired: false,
    allowUnionTypes: true,
    formats: { 'onlyif-date': true, 'onlyif-day': true, 'onlyif-due': true, 'onlyif-duration': true },
    code: { source: true, esm: true },
  })
  const code = standalone.default(ajv, Object.fromEntries(kinds.map((schema) => [kindOf(schema), String(schema['$id'])])))
  const bundle = await build({
    stdin: { contents: bundled(code, kinds.map(kindOf)), resolveDir: new URL('.', import.meta.url).pathname, loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
  })
  return bundle.outputFiles[0]?.text ?? ''
}

/**
 * The code with its validators by kind. Referenced validators hand their errors up by copying the list so far, once an
 * item: a file of 80,000 wrong waivers took four minutes. Appending in place is safe, for each call makes a new list.
 */
function bundled(code: string, kinds: readonly string[]): string {
  const copying = /vErrors\.concat\((\w+)\.errors\)/g
  if (!copying.test(code)) throw new Error('ajv no longer hands errors up by `concat`: see whether this is still needed')
  return `${code.replaceAll(copying, 'appended(vErrors, $1.errors)')}
export const validators = { ${kinds.join(', ')} }
function appended(list, more) {
  for (const error of more) list.push(error)
  return list
}
`
}

/** A schema without annotations, accepting anything in the parts that hand-written readers judge. */
function relaxed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relaxed)
  if (typeof value !== 'object' || value === null) return value
  const schema = value as Schema
  const ref = schema['$ref']
  if (typeof ref === 'string' && judgedElsewhere.has(ref.slice(ref.lastIndexOf('/') + 1))) return {}
  const entries = Object.entries(schema).filter(([key, part]) => !(typeof part === 'string' && (key === 'title' || key === 'description')))
  return Object.fromEntries(entries.map(([key, part]) => [key, relaxed(part)]))
}

function declarations(kinds: readonly string[]): string {
  return `
export interface SchemaError {
  readonly keyword: string
  readonly instancePath: string
  readonly schemaPath: string
  readonly params: { readonly [name: string]: unknown }
  readonly parentSchema?: { readonly [key: string]: unknown }
  readonly data?: unknown
}

export interface Validator {
  (data: unknown): boolean
  readonly errors?: readonly SchemaError[] | null
}

export declare const validators: { readonly [kind in ${kinds.map((kind) => `'${kind}'`).join(' | ')}]: Validator }
`
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

await generate()
