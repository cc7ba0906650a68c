import { type Operator, operators } from '../model/condition.ts'
import { operatorMisfit } from '../model/fit.ts'
import { type LaunchFieldName, launchFields } from '../model/path.ts'
import type { FactType } from '../model/value.ts'
import type { Schema } from './bundled-schema.ts'
import { boundsOf, formOf, valueSnippets } from './completed-launch.ts'
import { annotationOf, dueWords, exampleText, type KnownFact } from './known-facts.ts'
import { jsonTypesOf, writtenForms } from './written-forms.ts'

/** The definitions that conditions are made of, before and after. */
export interface ConditionParts {
  readonly definitions: Record<string, Schema>
  /** The header fields of a launch, as its schema describes them. */
  readonly fields: Record<string, Schema>
}

/** What may be tested: a fact of the catalog, or a field of the launch header. */
interface Subject {
  readonly fact: KnownFact
  readonly annotation: { readonly title: string; readonly description: string }
  readonly isField: boolean
}

const rules = ['maxAge', 'minSample', 'minWindow'] as const
const lists: readonly Operator[] = ['oneOf', 'noneOf', 'includesAll', 'includesAny']

/** The definitions with conditions that know the facts; a condition over the items of a list stays as open as it was. */
export function completedConditions(facts: readonly KnownFact[], { definitions, fields }: ConditionParts): Record<string, Schema> {
  const subjects = [...facts.map(subjectOf), ...Object.keys(launchFields).map((name) => fieldSubject(name as LaunchFieldName, fields))]
  const names = subjects.map(({ fact }) => fact.path)
  const { condition = {}, test = {}, operand = {} } = definitions
  return {
    ...definitions,
    operand: withKnownFact(operand, names),
    test: ofItems(test) as Schema,
    itemCondition: ofItems(condition) as Schema,
    condition: closedCondition(condition, names),
    knownFact: {
      description: 'Another fact of the launch to compare with.',
      type: 'string',
      enum: names,
      errorMessage: 'no such fact is in the catalog',
    },
    stretch: orFact({
      type: 'string',
      pattern: `^(?:${writtenForms.duration})$`,
      errorMessage: 'a length of time is due here, such as 30d',
    }),
    ...Object.fromEntries(rules.map((rule) => [rule, (test['properties'] as Record<string, Schema>)[rule] ?? {}])),
    words: orFact({ type: 'string' }),
    ...Object.fromEntries(subjects.flatMap((subject) => testParts(subject, test))),
  }
}

function subjectOf(fact: KnownFact): Subject {
  return { fact, annotation: annotationOf(fact), isField: false }
}

function fieldSubject(name: LaunchFieldName, fields: Record<string, Schema>): Subject {
  const path = `launch.${name}`
  const nowhere = { file: '', line: 1, column: 1 }
  const type: FactType = launchFields[name]
  const entry = { path, type, rules: {}, place: nowhere, keyRange: { start: nowhere, end: nowhere } }
  return {
    fact: { path, type, entry },
    annotation: { title: path, description: String(fields[name]?.['description'] ?? '') },
    isField: true,
  }
}

/** The same schema over the items of a list, of which no catalog speaks. */
function ofItems(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ofItems)
  if (typeof value !== 'object' || value === null) return value === '#/$defs/condition' ? '#/$defs/itemCondition' : value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, ofItems(part)]))
}

function withKnownFact(operand: Schema, names: readonly string[]): Schema {
  return names.length === 0 ? operand : { ...operand, properties: { fact: { $ref: '#/$defs/knownFact' } } }
}

/** A condition over known facts. It is flat, for editors complete a key only where no branch depends on it. */
function closedCondition(schema: Schema, names: readonly string[]): Schema {
  const combinators = combinatorsOf(schema)
  const facts = Object.fromEntries(names.map((name) => [name, { $ref: `#/$defs/test.${name}` }]))
  return {
    description: schema['description'],
    type: schema['type'],
    minProperties: 1,
    properties: { ...facts, ...combinators },
    additionalProperties: false,
    if: { anyOf: Object.keys(combinators).map((name) => ({ required: [name] })) },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { maxProperties: 1 },
  }
}

/** `all`, `any`, `not` and `atLeastOf` as the branches of a condition describe them. */
function combinatorsOf(schema: Schema): Record<string, Schema> {
  const branch = schema['then'] as Schema | undefined
  if (!branch) return {}
  return { ...(branch['properties'] as Record<string, Schema>), ...combinatorsOf(schema['else'] as Schema) }
}

/** What may be demanded of one fact, in parts: a value it equals, or the operators that fit its type. */
function testParts({ fact, annotation, isField }: Subject, test: Schema): [string, Schema][] {
  const { path, type } = fact
  const described = test['properties'] as Record<string, Schema>
  const fitting = operators.filter((operator) => operatorMisfit(operator, type) === undefined)
  const properties = Object.fromEntries([
    ...fitting.map((operator) => [operator, operatorSchema(fact, operator, described[operator] ?? {})]),
    ...(isField ? [] : rules.map((rule) => [rule, { $ref: `#/$defs/${rule}` }])),
  ])
  const bare = { type: 'object', errorMessage: `a test is due here, such as { ${suggestion(fact)} }` }
  const whole = {
    ...annotation,
    defaultSnippets: snippetsFor(fact),
    if: { type: 'object' },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { minProperties: 1, properties, additionalProperties: false },
    // A list equals nothing: it is tested by what it holds.
    else: type === 'list' ? bare : { $ref: `#/$defs/literal.${path}` },
  }
  return [
    [`test.${path}`, whole],
    [`literal.${path}`, literal(fact)],
    [`operand.${path}`, orFact({ $ref: `#/$defs/literal.${path}` })],
    [`operands.${path}`, orFact({ type: 'array', minItems: 1, items: { $ref: `#/$defs/literal.${path}` } })],
  ]
}

function operatorSchema(fact: KnownFact, operator: Operator, described: Schema): Schema {
  const { description } = described
  switch (operator) {
    case 'size':
    case 'every':
    case 'some':
    case 'none':
      return ofItems(described) as Schema
    case 'present':
    case 'matches':
      return described
    case 'startsWith':
    case 'endsWith':
    case 'withinLast':
    case 'withinNext':
      return { description, $ref: `#/$defs/${operator.startsWith('within') ? 'stretch' : 'words'}` }
    case 'between':
      return { description, type: 'array', minItems: 2, maxItems: 2, items: { $ref: `#/$defs/operand.${fact.path}` } }
    default:
      return { description, $ref: `#/$defs/${lists.includes(operator) ? 'operands' : 'operand'}.${fact.path}` }
  }
}

/** Another fact, or what `schema` says. */
function orFact(schema: Schema): Schema {
  const other = { properties: { fact: { $ref: '#/$defs/knownFact' } }, required: ['fact'], additionalProperties: false }
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  return { if: { type: 'object' }, then: other, else: schema }
}

/** A value of the fact's type that a test names: never left open, for that would lower a bar unseen. Items of a list are of any type. */
function literal(fact: KnownFact): Schema {
  const { type, choices } = fact
  const errorMessage = dueWords(fact)
  if (choices) return { enum: choices, errorMessage }
  if (type === 'list') return { type: ['string', 'number', 'boolean'] }
  if (type === 'date') {
    const words = `${errorMessage}, or T-30d for 30 days before the launch`
    return { type: 'string', pattern: `^(?:${writtenForms.date}|${writtenForms.launchDay})$`, errorMessage: words }
  }
  const form = formOf(fact)
  return { type: jsonTypesOf(type)[0], ...(form !== undefined && { pattern: `^(?:${form})$` }), ...boundsOf(fact), errorMessage }
}

/** What is filled in behind the name of a fact: the comparison that is most often meant, its value still to be written. */
function snippetsFor(fact: KnownFact): Schema[] {
  const operator = usualOperator(fact)
  const body = { [operator]: operator === 'includesAll' || operator === 'oneOf' ? ['$1'] : '$1' }
  const usual = { label: operator, description: `For example { ${suggestion(fact)} }`, body }
  return fact.type === 'boolean' ? valueSnippets(fact) : [...valueSnippets(fact), usual]
}

function usualOperator({ type, entry, choices }: KnownFact): Operator {
  if (choices) return 'oneOf'
  if (type === 'list') return 'includesAll'
  if (type === 'text' || type === 'choice' || type === 'boolean') return 'equals'
  if (type === 'date') return 'onOrBefore'
  return entry.better === 'lower' ? 'atMost' : 'atLeast'
}

function suggestion(fact: KnownFact): string {
  const value = fact.choices ? `[${fact.choices.join(', ')}]` : exampleText(fact)
  return `${usualOperator(fact)}: ${fact.type === 'date' ? 'T-30d' : value}`
}
