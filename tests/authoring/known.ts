import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { anySchema, bundledSchema, type Schema, type SchemaKind } from '../../src/authoring/bundled-schema.ts'
import { completedSchemas } from '../../src/authoring/completed-schema.ts'
import { knownFacts } from '../../src/authoring/known-facts.ts'
import { parseDocuments } from '../../src/index.ts'

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

export function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

const marketCatalog = read('rules/market-promise/catalog.yaml')

/** A small catalog with a fact of every type, and with names of three words. */
export const everyType = `apiVersion: onlyif/v1
kind: FactCatalog
facts:
  a.number: { type: number, range: [1, 5], better: higher, example: 4.4 }
  a.count: { type: count, better: lower }
  a.percent: { type: percent, range: [0%, 100%] }
  a.growth: { type: percent }
  a.money: { type: money }
  a.duration: { type: duration }
  a.date: { type: date }
  a.version: { type: version }
  a.boolean: { type: boolean }
  a.text: { type: text }
  a.choice: { type: choice, choices: [low, medium, high] }
  a.list: { type: list }
  deep.in.here: { type: number }
  constructor: { type: count }
`

/** The schema for editors, completed from a catalog: of one kind, or of every document. */
export function completedFrom(catalog: string, kind?: SchemaKind): Schema {
  const { catalogs, diagnostics } = parseDocuments([{ file: 'catalog.yaml', text: catalog }])
  if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics))
  const bundling = { set: completedSchemas(knownFacts(catalogs)), forEditors: true }
  return kind ? bundledSchema(kind, bundling) : anySchema(bundling)
}

export const marketSchema = (kind?: SchemaKind): Schema => completedFrom(marketCatalog, kind)

export const launchHead = 'apiVersion: onlyif/v1\nkind: Launch\nid: a\ntitle: b\nowner: c\n'

export const commitmentHead =
  'apiVersion: onlyif/v1\nkind: Commitment\nid: a\ntitle: b\nowner: c\ngoToMarketOnlyIf:\n  - id: x\n    title: t\n    owner: o\n'
