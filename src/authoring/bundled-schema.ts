import type { schemas } from '../model/generated/schemas.ts'
import { kinds } from '../model/schema.ts'
import { placeholderForm, writtenForms } from './written-forms.ts'

/** A JSON Schema, or a part of one, as plain data. */
export type Schema = { readonly [key: string]: unknown }

/** The schemas that refer to each other: one a kind, and `definitions`. */
export type SchemaSet = { readonly [name in SchemaName]: Schema }

export type SchemaName = keyof typeof schemas

/** The kinds that have a schema: those that people write, and the decisions that onlyif writes. */
export const schemaKinds = [...kinds, 'Decision', 'Decisions'] as const

export type SchemaKind = (typeof schemaKinds)[number]

/** What a self-contained schema is made of. */
export interface Bundling {
  readonly set: SchemaSet
  /** Whether editors read it: then it also says in words what is wrong with a value, in keywords only editors know. */
  readonly forEditors: boolean
}

const sharedTexts = 'definitions.schema.json#/$defs/texts'
const dialect = 'https://json-schema.org/draft/2020-12/schema'

/** The schema of one kind with everything it refers to below `$defs`, so that it needs no other file. */
export function bundledSchema(kind: SchemaKind, { set, forEditors }: Bundling): Schema {
  const bundle = new Bundle(set, forEditors)
  const root = bundle.rewritten(withoutParts(set[kind]), kind)
  return { $schema: dialect, ...(root as Schema), $defs: bundle.parts() }
}

/** One schema for every document that people write, told apart by `kind`, so that an editor needs to know only one. */
export function anySchema({ set, forEditors }: Bundling): Schema {
  const bundle = new Bundle(set, forEditors)
  const version = (set.Commitment['properties'] as Schema)['apiVersion']
  const chain = kinds.reduceRight<Schema>(
    (rest, kind) => ({
      if: { properties: { kind: { const: kind } }, required: ['kind'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: bundle.rewritten({ $ref: `${String(set[kind]['$id'])}` }, kind),
      else: rest,
    }),
    { required: ['apiVersion', 'kind'] },
  )
  return {
    $schema: dialect,
    title: 'onlyif',
    description: 'A document of onlyif; its `kind` says which.',
    type: 'object',
    properties: {
      apiVersion: version,
      kind: { description: 'What this document is. For example `Launch`.', type: 'string', enum: [...kinds] },
    },
    ...chain,
    $defs: bundle.parts(),
  }
}

function withoutParts(schema: Schema): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !['$schema', '$id', '$defs'].includes(key)))
}

/** Gathers the parts that a schema refers to, each once and under a name of its own. */
class Bundle {
  readonly #set: SchemaSet
  readonly #forEditors: boolean
  readonly #names = new Map<string, string>()
  readonly #parts: Record<string, unknown> = {}

  constructor(set: SchemaSet, forEditors: boolean) {
    this.#set = set
    this.#forEditors = forEditors
  }

  parts(): Schema {
    return this.#parts
  }

  /** A part of the schema `owner` with its references led to `$defs` and the formats that only onlyif knows made patterns. */
  rewritten(value: unknown, owner: SchemaName): unknown {
    if (Array.isArray(value)) return value.map((item) => this.rewritten(item, owner))
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(this.#inlined(value as Schema, owner)).map(([key, part]): [string, unknown] => {
      if (key === '$ref' && typeof part === 'string') return [key, this.#local(part, owner)]
      // What stands below these keys is data, not a schema.
      if (key === 'const' || key === 'enum' || key === 'required' || key === 'defaultSnippets') return [key, part]
      return [key, this.rewritten(part, owner)]
    })
    return this.#withPattern(Object.fromEntries(entries), owner)
  }

  /** A list of texts that a launch may leave open is no longer the shared one. */
  #inlined(schema: Schema, owner: SchemaName): Schema {
    if (!isOpen(owner) || schema['$ref'] !== sharedTexts) return schema
    const { $ref: _, ...rest } = schema
    return { ...(this.#set.definitions['$defs'] as Record<string, Schema>)['texts'], ...rest }
  }

  #local(reference: string, owner: SchemaName): string {
    const [file = '', pointer = ''] = reference.split('#')
    const target = file === '' ? owner : nameOfFile(this.#set, file)
    const part = pointer.replace('/$defs/', '')
    const source = `${target}/${part}`
    const known = this.#names.get(source)
    if (known !== undefined) return `#/$defs/${known}`
    const wanted = part === '' ? target : part
    const name = Object.hasOwn(this.#parts, wanted) ? `${target}-${wanted}` : wanted
    this.#names.set(source, name)
    // Held before it is followed, so that a part may refer to itself.
    this.#parts[name] = {}
    const schema = part === '' ? withoutParts(this.#set[target]) : (this.#set[target]['$defs'] as Record<string, unknown>)[part]
    this.#parts[name] = this.rewritten(schema, target)
    return `#/$defs/${name}`
  }

  #withPattern(schema: Schema, owner: SchemaName): Schema {
    const types = schema['type']
    const takesNothing = Array.isArray(types) && types.includes('null')
    if (takesNothing && isOpen(owner) && !types.includes('string')) {
      const words = this.#forEditors && { patternErrorMessage: `${nouns[String(types[0])] ?? 'a value'} is due here` }
      return { ...schema, type: [...types, 'string'], pattern: placeholderForm, ...words }
    }
    const format = formats[String(schema['format'])]
    if (!format) return schema
    const { format: _, ...rest } = schema
    // Where nothing need be said, a placeholder says nothing; `expires` and the like are never left open.
    const pattern = takesNothing && (isOpen(owner) || format.mayBeOpen) ? `^(?:${format.form})$|${placeholderForm}` : `^(?:${format.form})$`
    return { ...rest, pattern, ...(this.#forEditors && { patternErrorMessage: format.words }) }
  }
}

interface Format {
  readonly form: string
  readonly words: string
  /** Whether keys of this format merely describe, so that they may hold a placeholder in any document. */
  readonly mayBeOpen: boolean
}

const formats: Readonly<Record<string, Format>> = {
  'onlyif-date': { form: writtenForms.date, words: 'a day that exists is due here, such as 2026-10-15', mayBeOpen: false },
  'onlyif-day': { form: writtenForms.date, words: 'a day that exists is due here, such as 2026-10-15', mayBeOpen: true },
  'onlyif-due': {
    form: writtenForms.due,
    words: 'a day is due here, such as T-14d (14 days before the launch) or 2026-10-15',
    mayBeOpen: true,
  },
  'onlyif-duration': { form: writtenForms.duration, words: 'a length of time is due here, such as 14d, 36h or 15min', mayBeOpen: false },
}

const nouns: Readonly<Record<string, string>> = { integer: 'a whole number', array: 'a list', object: 'a mapping' }

/** Whether a kind may leave anything open: what a launch does not say is judged as unknown. */
function isOpen(name: SchemaName): boolean {
  return name === 'Launch' || name === 'Facts'
}

function nameOfFile(set: SchemaSet, file: string): SchemaName {
  const name = (Object.keys(set) as SchemaName[]).find((key) => set[key]['$id'] === file)
  if (!name) throw new Error(`no schema has the id ${file}`)
  return name
}
