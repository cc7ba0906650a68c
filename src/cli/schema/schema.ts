import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { anySchema, type Bundling, bundledSchema, type Schema, schemaKinds } from '../../authoring/bundled-schema.ts'
import { completedSchemas, plainSchemas } from '../../authoring/completed-schema.ts'
import { knownFacts } from '../../authoring/known-facts.ts'
import type { FactCatalog } from '../../model/catalog.ts'
import { parseFile } from '../../model/documents.ts'
import { forTerminal } from '../../report/escape.ts'
import { serviceSchema } from '../../server/settings/generated/service.ts'
import { arrange, type Diagnostic, hasErrors } from '../../source/diagnostic.ts'
import { didYouMean } from '../../source/suggest.ts'
import { patternsOf, readConfig } from '../../world/config.ts'
import { diskSource } from '../../world/disk.ts'
import { expand } from '../../world/expand.ts'
import { type InputFile, readText } from '../../world/file-text.ts'
import { findRoot } from '../../world/root.ts'
import { tellWithTexts } from '../diagnostics.ts'
import { type ExitCode, type Io, UsageError } from '../io.ts'
import { whyUnwritten } from '../written.ts'

/** What `onlyif schema` is asked to do. */
export interface SchemaOptions {
  readonly kind?: string | undefined
  readonly complete?: boolean
  readonly output?: string
  readonly all?: string
}

/** The kinds that can be asked for: those of documents, and the settings of the service. */
const allKinds = [...schemaKinds, 'Service'] as const

type AnyKind = (typeof allKinds)[number]

/** Prints or writes JSON Schemas, completed from the catalog where that is asked. */
export async function schema(options: SchemaOptions, io: Io): Promise<ExitCode> {
  const kind = options.kind === undefined ? undefined : kindNamed(options.kind)
  if (options.all !== undefined && (kind !== undefined || options.output !== undefined))
    throw new UsageError('--all writes every kind', 'name one kind with --output, or none with --all')
  const bundling = options.complete ? await completed(io) : { set: plainSchemas, forEditors: false }
  if (!bundling) return 2
  if (options.all !== undefined) return writeFiles(allFiles(bundling, options.all), io)
  const text = textOf(kind === undefined ? anySchema(bundling) : schemaOf(kind, bundling))
  if (options.output !== undefined) return writeFiles([[options.output, text]], io)
  io.stdout(text)
  return 0
}

/** The schema for editors of every document that people write, as the text of a file; without a catalog it takes any fact. */
export function editorSchema(catalogs: readonly FactCatalog[]): string {
  const set = catalogs.length > 0 ? completedSchemas(knownFacts(catalogs)) : plainSchemas
  return textOf(anySchema({ set, forEditors: true }))
}

/** Kinds are found in either case, also as the files of their schemas are named: `fact-catalog`. */
function kindNamed(text: string): AnyKind {
  const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_ ]/g, '')
  const kind = allKinds.find((known) => plain(known) === plain(text))
  if (kind) return kind
  throw new UsageError(`there is no kind \`${text}\``, didYouMean(text, allKinds, `the kinds are ${allKinds.join(', ')}`))
}

/** The settings of the service refer to nothing else, and a catalog adds nothing to them. */
function schemaOf(kind: AnyKind, bundling: Bundling): Schema {
  if (kind !== 'Service') return bundledSchema(kind, bundling)
  const { $id: _, ...schema } = serviceSchema
  return schema
}

/** Undefined where no catalog can be read, which is then told. */
async function completed(io: Io): Promise<Bundling | undefined> {
  const { catalogs, files, diagnostics } = await readCatalogs(io.cwd)
  const facts = knownFacts(catalogs, diagnostics)
  const found = arrange(diagnostics)
  if (hasErrors(found)) {
    const texts = new Map(files.map((file) => [file.file, file.text]))
    tellWithTexts(found, (file) => texts.get(file), undefined, io)
    io.stderr('onlyif: no schema was made, for the catalog cannot be read\n')
    return undefined
  }
  if (facts.length === 0)
    throw new UsageError('no fact was found in a catalog', 'describe facts in `catalog.yaml`, or begin with `onlyif init`')
  return { set: completedSchemas(facts), forEditors: true }
}

interface Catalogs {
  readonly catalogs: readonly FactCatalog[]
  readonly files: readonly InputFile[]
  readonly diagnostics: Diagnostic[]
}

/** The catalogs that config finds, whatever else is wrong with the files here: a schema is wanted most while they are being written. */
async function readCatalogs(cwd: string): Promise<Catalogs> {
  const source = diskSource(findRoot(cwd))
  const { config, diagnostics: configured } = await readConfig(source)
  const patterns = (['catalog', 'commitments'] as const).flatMap((key) => patternsOf(config, key).patterns)
  const catalogs: FactCatalog[] = []
  const files: InputFile[] = []
  const diagnostics = [...configured]
  for (const file of (await expand(source, patterns)).files) {
    const reading = await readText(source, file, config.limits)
    if (!reading.ok) continue
    const { models, diagnostics: found } = parseFile(reading.input, config.limits, ['FactCatalog'])
    catalogs.push(...models.filter((model) => model.kind === 'FactCatalog'))
    files.push(reading.input)
    if (/^kind: *["']?FactCatalog\b/m.test(reading.input.text)) diagnostics.push(...found)
  }
  return { catalogs, files, diagnostics }
}

function allFiles(bundling: Bundling, folder: string): [string, string][] {
  const one = (kind: AnyKind): [string, string] => [
    join(folder, String((kind === 'Service' ? serviceSchema : bundling.set[kind])['$id'])),
    textOf(schemaOf(kind, bundling)),
  ]
  return [[join(folder, 'onlyif.schema.json'), textOf(anySchema(bundling))], ...allKinds.map(one)]
}

async function writeFiles(files: readonly (readonly [path: string, text: string])[], io: Io): Promise<ExitCode> {
  for (const [path, text] of files) {
    try {
      await mkdir(dirname(resolve(io.cwd, path)), { recursive: true })
      await writeFile(resolve(io.cwd, path), text)
    } catch (error) {
      io.stderr(`onlyif: the schema could not be written to ${forTerminal(path)}: ${whyUnwritten(error)}\n`)
      return 2
    }
    io.stderr(`Wrote ${forTerminal(path)}\n`)
  }
  return 0
}

function textOf(value: Schema): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
