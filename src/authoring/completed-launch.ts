import type { Schema } from './bundled-schema.ts'
import { annotationOf, dueWords, exampleText, type KnownFact } from './known-facts.ts'
import { jsonTypesOf, placeholderForm, writtenForms } from './written-forms.ts'

const open = { pattern: placeholderForm } as const

/** The parts of the Launch schema that know the facts: every fact of the catalog by its dotted name and as nested groups, and no other. */
export function completedFacts(facts: readonly KnownFact[]): Record<string, Schema> {
  const known = facts.flatMap((fact): [string, Schema][] => [
    [`fact.${fact.path}`, factSchema(fact)],
    [`value.${fact.path}`, openValue(fact)],
  ])
  return { ...evidenceParts, ...Object.fromEntries(known), facts: groupSchema(facts, '') }
}

/** A group as it may be written: each fact below it by the rest of its name, whole or split at any dot. */
function groupSchema(facts: readonly KnownFact[], prefix: string): Schema {
  const below = facts.filter((fact) => fact.path.startsWith(prefix))
  const properties: Record<string, Schema> = {}
  const groups = new Set<string>()
  for (const { path } of below) {
    const rest = path.slice(prefix.length)
    properties[rest] = { $ref: `#/$defs/fact.${path}` }
    for (let dot = rest.indexOf('.'); dot !== -1; dot = rest.indexOf('.', dot + 1)) groups.add(rest.slice(0, dot))
  }
  for (const group of groups) {
    const within = below.filter((fact) => fact.path.startsWith(`${prefix}${group}.`)).map((fact) => fact.path)
    properties[group] = {
      description: `The group ${prefix}${group}: ${within.join(', ')}.`,
      ...groupSchema(below, `${prefix}${group}.`),
      // A dotted group is accepted; one word at a time is enough to be offered.
      ...(group.includes('.') && { doNotSuggest: true }),
    }
  }
  const patternErrorMessage = 'facts are due here, each with its name and value'
  return { type: ['object', 'null', 'string'], ...open, patternErrorMessage, properties, additionalProperties: false }
}

/** One fact: its value, or the value with its evidence. */
function factSchema(fact: KnownFact): Schema {
  const annotation = annotationOf(fact)
  const value = { $ref: `#/$defs/value.${fact.path}` }
  return {
    ...annotation,
    // What is looked up may be written down, but nobody should be led to do so.
    ...(fact.entry.lookup && { doNotSuggest: true }),
    defaultSnippets: [...valueSnippets(fact), evidenceSnippet(fact)],
    if: { type: 'object' },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: {
      properties: {
        value: { description: annotation.description, defaultSnippets: valueSnippets(fact), allOf: [value] },
        ...evidenceKeys,
      },
      required: ['value'],
      additionalProperties: false,
    },
    else: value,
  }
}

/** A value that may also be left open; wrong ones are told in words. */
function openValue(fact: KnownFact): Schema {
  const { type, choices } = fact
  const errorMessage = dueWords(fact)
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  if (choices) return { if: { type: ['string', 'null'], ...open }, then: {}, else: { enum: choices, errorMessage } }
  if (type === 'list') return { type: ['array', 'null', 'string'], ...open, errorMessage }
  const types = [...new Set([...jsonTypesOf(type), 'null', 'string'])]
  if (type === 'text' || type === 'choice') return { type: types, errorMessage }
  const form = formOf(fact)
  const pattern = form === undefined ? placeholderForm : `^(?:${form})$|${placeholderForm}`
  return { type: types, pattern, ...boundsOf(fact), errorMessage }
}

/** The expression that the text of a value fits; undefined for values that are no text in YAML, and for free text. */
export function formOf({ type, entry }: KnownFact): string | undefined {
  const [low, high] = entry.range ?? []
  if (type === 'percent') {
    const isShare = low && high && 'number' in low && 'number' in high && low.number === 0 && high.number === 100
    return isShare ? writtenForms.share : writtenForms.percent
  }
  return type === 'money' || type === 'duration' || type === 'date' || type === 'version' ? writtenForms[type] : undefined
}

/** The bounds of a number; those of other types are left to `onlyif lint`. */
export function boundsOf({ type, entry }: KnownFact): Schema {
  if (type !== 'number' && type !== 'count') return {}
  const [low, high] = entry.range ?? []
  return {
    ...(type === 'count' && { minimum: 0 }),
    ...(low && 'number' in low && { minimum: low.number }),
    ...(high && 'number' in high && { maximum: high.number }),
  }
}

const evidenceParts: Record<string, Schema> = {
  asOf: {
    description: 'The day on which the value was true. For example `2026-10-01`.',
    type: ['string', 'null'],
    pattern: `^(?:${writtenForms.date})$|${placeholderForm}`,
    patternErrorMessage: 'a day that exists is due here, such as 2026-10-01',
  },
  sample: {
    description: 'How many answers or measurements the value comes from. For example `112`.',
    type: ['integer', 'null', 'string'],
    minimum: 0,
    ...open,
    patternErrorMessage: 'a whole number is due here, such as 112',
  },
  window: {
    description: 'The stretch of time over which the value was observed. For example `28d`.',
    type: ['string', 'null'],
    pattern: `^(?:${writtenForms.duration})$|${placeholderForm}`,
    patternErrorMessage: 'a length of time is due here, such as 28d or 36h',
  },
  by: { description: 'Who states the value. For example `insight`.', type: ['string', 'null'] },
  source: { description: 'Where the value comes from. For example `survey`.', type: ['string', 'null'] },
  link: {
    description:
      'Where the value can be seen; where a commitment requires a link, a web address. For example `"https://example.test/csat"`.',
    type: ['string', 'null'],
  },
  note: { description: 'Anything that helps to read the value. For example `without internal users`.', type: ['string', 'null'] },
}

const evidenceKeys = Object.fromEntries(Object.keys(evidenceParts).map((key) => [key, { $ref: `#/$defs/${key}` }]))

/** What is filled in for a fact: the shape of its example with every value left open, so that no made-up evidence passes a gate. */
function evidenceSnippet(fact: KnownFact): Schema {
  const { example } = fact
  const shown = typeof example === 'object' && example !== null && !Array.isArray(example) ? Object.keys(example) : []
  const keys = [...new Set(['value', ...shown, 'asOf'])]
  const body = Object.fromEntries(keys.map((key, index) => [key, `\${${index + 1}:TBD}`]))
  return { label: 'value with its evidence', description: `Such as ${exampleText(fact)}, and since when it is so.`, body }
}

/** The values of a fact that has few. */
export function valueSnippets({ type, choices }: KnownFact): Schema[] {
  if (choices) return choices.map((choice) => ({ label: choice, body: choice }))
  return type === 'boolean' ? ['true', 'false'].map((word) => ({ label: word, body: `^${word}` })) : []
}
