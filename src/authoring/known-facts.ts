import type { CatalogEntry, FactCatalog } from '../model/catalog.ts'
import type { FactType } from '../model/value.ts'
import { buildVocabulary } from '../model/vocabulary.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import { type JsonValue, toData, valueAt } from '../source/node.ts'
import { typeWords, writtenExamples } from './written-forms.ts'

/** A fact of the catalog with what an author is told about it. */
export interface KnownFact {
  readonly path: string
  readonly type: FactType
  readonly entry: CatalogEntry
  /** How a launch supplies it, as the catalog shows it. */
  readonly example?: JsonValue
  readonly choices?: readonly string[]
}

/** The facts of all catalogs by path; what is wrong between catalogs is added to `diagnostics`. */
export function knownFacts(catalogs: readonly FactCatalog[], diagnostics: Diagnostic[] = []): KnownFact[] {
  const { entries } = buildVocabulary(catalogs, [], diagnostics)
  const examples = new Map(
    catalogs.flatMap(({ document }) => {
      const facts = valueAt(document.root, 'facts')
      return facts?.kind === 'mapping' ? facts.entries.map((entry) => [entry.key, valueAt(entry.value, 'example')] as const) : []
    }),
  )
  return [...entries.values()].map((entry) => {
    const example = examples.get(entry.path)
    return {
      path: entry.path,
      type: entry.type,
      entry,
      ...(example && { example: toData(example) }),
      ...(entry.choices && { choices: entry.choices }),
    }
  })
}

/** What a hover says of a fact: its name; then its meaning, its values, who owns it and where the number lives. */
export function annotationOf(fact: KnownFact): { readonly title: string; readonly description: string } {
  const { entry } = fact
  const { name = fact.path, means, owner, from, lookup } = entry
  const lines = [
    means === undefined ? undefined : `${capital(means)}.`,
    `${capital(valueWords(fact))}${entry.unit === undefined ? '' : `, ${entry.unit}`}${entry.better === undefined ? '' : `; ${entry.better} is better`}.`,
    entry.rules.maxAge && `Its evidence may be at most ${entry.rules.maxAge.text} old.`,
    lookup && `Found from ${lookup.from}: nobody supplies it.`,
    owner === undefined ? undefined : `Owner: ${owner}.`,
    from === undefined ? undefined : `Where it lives: ${from}.`,
    fact.example === undefined ? undefined : `For example: ${written(fact.example)}`,
  ]
  return { title: name, description: lines.filter((line) => line !== undefined).join('\n') }
}

/** What sort of value is due, in words: "a number from 1 to 5". */
function valueWords({ type, entry, choices }: KnownFact): string {
  if (choices) return `one of ${choices.join(', ')}`
  const bounds = boundTexts(entry)
  return bounds ? `${typeWords[type].replace(', 0 or more', '')} from ${bounds[0]} to ${bounds[1]}` : typeWords[type]
}

/** What an editor says of a value that cannot be one of the fact's. */
export function dueWords(fact: KnownFact): string {
  return `${valueWords(fact)} is due here, such as ${exampleText(fact)}`
}

/** The value of the catalog's example, or one of its type, as it is written. */
export function exampleText({ type, example, choices }: KnownFact): string {
  const value =
    typeof example === 'object' && example !== null && !Array.isArray(example) ? (example as { value?: JsonValue }).value : example
  if (value !== undefined && value !== null) return written(value)
  return choices?.[0] ?? writtenExamples[type]
}

function boundTexts({ range }: CatalogEntry): readonly [string, string] | undefined {
  const texts = range?.map((value) => {
    if ('number' in value) return `${value.number}${value.type === 'percent' ? '%' : ''}`
    return value.type === 'duration' ? value.duration.text : undefined
  })
  const [low, high] = texts ?? []
  return low !== undefined && high !== undefined ? [low, high] : undefined
}

/** Data as one line of YAML, in the flow style people write examples in. */
function written(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value).map(([key, part]) => `${key}: ${written(part as JsonValue)}`)
    return `{ ${parts.join(', ')} }`
  }
  return String(value)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
