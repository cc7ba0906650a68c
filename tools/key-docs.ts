import { readFileSync, writeFileSync } from 'node:fs'
import { placeholders } from '../src/model/placeholder.ts'
import { between } from './action-docs.ts'

// Run: npx tsx tools/key-docs.ts
// Writes what documents can say into the pages about them, as the schemas have it.

interface Part {
  readonly description?: string
  readonly $ref?: string
  readonly properties?: Readonly<Record<string, Part>>
  readonly required?: readonly string[]
  readonly items?: Part
  readonly additionalProperties?: unknown
  readonly else?: Part
  readonly $defs?: Readonly<Record<string, Part>>
}

/** A key as a page tells it: its path, what it means, and how it is written. */
export interface KeyRow {
  readonly key: string
  readonly means: string
  readonly example: string
}

/** A table of keys: the page and the mark in it where it stands, and the part of a schema that it tells. */
interface KeyTable {
  readonly page: string
  readonly part: string
  /** What a list of these is a list of, and where on the page they are told. */
  readonly items?: { readonly name: string; readonly anchor: string }
}

export const tables = {
  commitment: { page: 'commitment', part: 'commitment' },
  requirement: { page: 'commitment', part: 'commitment#requirement', items: { name: 'requirements', anchor: 'a-requirement' } },
  condition: { page: 'commitment', part: 'definitions#condition' },
  test: { page: 'commitment', part: 'definitions#test' },
  launch: { page: 'launch', part: 'launch' },
  evidence: { page: 'launch', part: 'launch#fact' },
  facts: { page: 'launch', part: 'facts' },
  catalog: { page: 'catalog', part: 'fact-catalog' },
  fact: { page: 'catalog', part: 'fact-catalog#catalogEntry' },
  waivers: { page: 'waivers', part: 'waivers' },
  waiver: { page: 'waivers', part: 'waivers#waiver', items: { name: 'waivers', anchor: 'a-waiver' } },
  'commitment-test': { page: 'testing', part: 'commitment-test' },
  case: { page: 'testing', part: 'commitment-test#testCase', items: { name: 'cases', anchor: 'a-case' } },
  mapping: { page: 'mapping', part: 'mapping' },
  'mapped-fact': { page: 'mapping', part: 'mapping#factSource' },
  config: { page: 'config', part: 'config' },
} as const satisfies Readonly<Record<string, KeyTable>>

export type TableName = keyof typeof tables
const all: readonly (readonly [string, KeyTable])[] = Object.entries(tables)

const schemas = new Map<string, Part>()

/** A part by the name of its schema and its own: `waivers#waiver`. */
function partOf(name: string): Part {
  const [file = '', inner] = name.split('#')
  const known = schemas.get(file)
  const schema = known ?? (JSON.parse(readFileSync(new URL(`../schemas/${file}.schema.json`, import.meta.url), 'utf8')) as Part)
  if (!known) schemas.set(file, schema)
  return (inner === undefined ? schema : schema.$defs?.[inner]) ?? {}
}

/** The part that a reference means, from a schema. */
function nameOf(ref: string, from: string): string {
  const [, file = '', inner = ''] = /^(?:([\w-]+)\.schema\.json)?#\/\$defs\/(\w+)$/.exec(ref) ?? []
  return `${file || from}#${inner}`
}

/** The keys of a table in the order of the schema. */
export function keysOf(name: TableName): KeyRow[] {
  const { page, part } = tables[name]
  return rowsOf(partOf(part), { from: part.split('#')[0] ?? '', page, above: '' })
}

interface Around {
  readonly from: string
  readonly page: string
  readonly above: string
}

function rowsOf(part: Part, around: Around): KeyRow[] {
  const { from, above } = around
  const { properties = {}, required = [] } = last(part)
  return Object.entries(properties).flatMap(([name, own]) => {
    const { description = '' } = own
    const ref = own.$ref ?? own.items?.$ref
    const referred = ref === undefined ? undefined : nameOf(ref, from)
    const row = {
      key: `${above}${name}`,
      means: meansOf(description, required.includes(name) ? above.slice(0, -1) : undefined),
      example: exampleOf(name, own, referred, around),
    }
    // What has a table of its own is told there.
    if (referred !== undefined && [...all.map(([, table]) => table.part), 'definitions#operand'].includes(referred)) return [row]
    const inner = referred === undefined ? own : partOf(referred)
    return [row, ...rowsOf(inner, { ...around, from: referred?.split('#')[0] ?? from, above: `${above}${name}.` })]
  })
}

/** Where a part has several forms, the last is the one that knows every key. */
function last(part: Part): Part {
  return part.properties === undefined && part.else ? last(part.else) : part
}

function meansOf(description: string, neededIn: string | undefined): string {
  const [before = ''] = description.split(' For example ')
  if (neededIn === undefined || /\bneeded\b/.test(before)) return before
  return `${before} ${neededIn === '' ? '**Needed.**' : `**Needed in \`${neededIn}\`.**`}`
}

/** The example that a description gives, or else the last value that it names. */
function exampleOf(name: string, own: Part, referred: string | undefined, { page }: Around): string {
  const { description = '' } = own
  const listed = all.find(([, { part, items }]) => items && own.items && part === referred)?.[1]
  if (listed?.items) {
    const { name: what, anchor } = listed.items
    return `\`${name}: [..]\`, a list of [${what}](${listed.page === page ? '' : `${listed.page}.md`}#${anchor})`
  }
  const code = /For example `([^`]+)`/.exec(description)?.[1] ?? [...description.matchAll(/`([^`]+)`/g)].at(-1)?.[1] ?? ''
  if (code.startsWith(`${name}: `)) return `\`${code}\``
  // Facts by name, or a condition over them: told without the braces that they need on one line.
  return `\`${name}: ${/^[\w.]+: /.test(code) ? `{ ${code} }` : code}\``
}

/** A page with its tables as the schemas have them, and its list of placeholders as it is read. */
export function withKeys(page: string, text: string): string {
  const own = all.filter(([, table]) => table.page === page).map(([name]) => name as TableName)
  const filled = own.reduce(
    (so, name) => between(so, name, ['| key | means | for example |', '| --- | --- | --- |', ...keysOf(name).map(line)]),
    text,
  )
  return page === 'launch' ? between(filled, 'placeholders', placeholderLines()) : filled
}

function line({ key, means, example }: KeyRow): string {
  return `| \`${key}\` | ${means.replaceAll('|', '\\|')} | ${example.replaceAll('|', '\\|')} |`
}

function placeholderLines(): string[] {
  const { wholes, leads, partedLeads, fillers } = placeholders
  const listed = (texts: Iterable<string>): string => [...texts].map((text) => `\`${text}\``).join(', ')
  return [
    `- one of these: ${listed(wholes)}`,
    `- one of these with anything behind it, such as \`TBD by legal\`: ${listed(leads)}`,
    `- one of these with more behind it that a sign parts, such as \`todo (ask legal)\`: ${listed(partedLeads)}`,
    '- what ends in `TBD`, such as `owner TBD`',
    `- nothing but these signs, as in \`???\`, or any of the above with them at its end: ${listed(fillers)}`,
    '- any of the above in brackets or quotes, such as `(TBD)`',
    '- anything in angle brackets, such as `<your team>`',
    '- empty text: nothing, spaces, or characters that nobody sees',
  ]
}

/** The pages that have tables of keys. */
export const pages: readonly string[] = [...new Set(all.map(([, { page }]) => page))]

if (import.meta.url === `file://${process.argv[1]}`) {
  for (const page of pages) writeFileSync(`docs/${page}.md`, withKeys(page, readFileSync(`docs/${page}.md`, 'utf8')))
}
