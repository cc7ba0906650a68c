import { entryOf, keyRangeOf, type MappingEntry, placeOf, rangeOf, type SourceDocument, type SourceNode, valueAt } from '../source/node.ts'
import type { Place, Range } from '../source/position.ts'
import { didYouMean } from '../source/suggest.ts'
import type { EvidenceRules } from './condition.ts'
import { checkFactName } from './fact-name.ts'
import { dateField, durationField, numberField, optional, type Reading, report, scalarField, textField, textsField } from './fields.ts'
import { isLaunchField, isLaunchPath, isPath, launchFieldHint, nameHint } from './path.ts'
import { spelled } from './spelled.ts'
import { compareValues, type FactType, factTypes, readValue, type Value } from './value.ts'
import { excerpt, listed } from './wording.ts'

/** The agreed facts: name, meaning, type, unit, owner, freshness. */
export interface FactCatalog {
  readonly kind: 'FactCatalog'
  readonly facts: readonly CatalogEntry[]
  readonly document: SourceDocument
  readonly place: Place
}

/** One agreed fact. */
export interface CatalogEntry {
  readonly path: string
  readonly type: FactType
  readonly name?: string
  readonly means?: string
  readonly range?: readonly [Value, Value]
  readonly choices?: readonly string[]
  readonly unit?: string
  readonly better?: 'higher' | 'lower'
  readonly owner?: string
  readonly from?: string
  readonly rules: EvidenceRules
  readonly lookup?: Lookup
  /** What customers gain by it, in their words: it measures how the company performs for them. */
  readonly cpi?: { readonly goal?: string; readonly benefit?: string }
  readonly place: Place
  readonly keyRange: Range
}

/** A fact derived from another by a table; what the table does not list is unknown. */
export interface Lookup {
  readonly from: string
  readonly table: ReadonlyMap<string, SourceNode>
  /** Where the table stands. */
  readonly place: Place
}

/** Reads a catalog from a document that the schema accepted. */
export function parseCatalog(reading: Reading): FactCatalog {
  const { document } = reading
  const facts = valueAt(document.root, 'facts')
  const entries = facts?.kind === 'mapping' ? facts.entries : []
  // Read for its mistakes only: no judgement rests on the day of the agreement.
  dateField(reading, valueAt(document.root, 'agreed'), 'on')
  return {
    kind: 'FactCatalog',
    facts: entries.flatMap((entry) => parseCatalogEntry(reading, entry) ?? []),
    document,
    place: placeOf(document, document.root.start),
  }
}

function parseCatalogEntry(reading: Reading, entry: MappingEntry): CatalogEntry | undefined {
  const { document } = reading
  const node = entry.value
  if (!checkFactName(reading, entry, () => 'the fields of a launch need no description: leave it out')) return undefined
  const type = factTypes.find((name) => name === textField(node, 'type'))
  if (!type) return undefined
  const better = textField(node, 'better')
  const result: CatalogEntry = {
    path: entry.key,
    type,
    ...optional('name', textField(node, 'name')),
    ...optional('means', textField(node, 'means')),
    ...optional('range', parseRange(reading, entry.key, type, node)),
    ...optional('choices', textsField(node, 'choices')),
    ...optional('unit', textField(node, 'unit')),
    ...(better === 'higher' || better === 'lower' ? { better } : {}),
    ...optional('owner', textField(node, 'owner')),
    ...optional('from', textField(node, 'from')),
    rules: {
      ...optional('maxAge', durationField(reading, node, 'maxAge')),
      ...optional('minSample', numberField(node, 'minSample')),
      ...optional('minWindow', durationField(reading, node, 'minWindow')),
    },
    ...optional('lookup', parseLookup(reading, node)),
    ...optional('cpi', parseCpi(valueAt(node, 'cpi'))),
    place: placeOf(document, entry.keyStart),
    keyRange: keyRangeOf(document, entry),
  }
  checkExample(reading, result, node)
  return result
}

function parseCpi(node: SourceNode | undefined): CatalogEntry['cpi'] {
  if (node?.kind !== 'mapping') return undefined
  return { ...optional('goal', textField(node, 'goal')), ...optional('benefit', textField(node, 'benefit')) }
}

function parseRange(reading: Reading, path: string, type: FactType, node: SourceNode): readonly [Value, Value] | undefined {
  const range = valueAt(node, 'range')
  if (range?.kind !== 'list' || range.items.length !== 2 || type === 'list') return undefined
  const [low, high] = range.items.map((item) => (item.kind === 'scalar' ? readValue(type, item) : undefined))
  const order = low?.ok && high?.ok ? compareValues(low.value, high.value) : undefined
  if (low?.ok && high?.ok && order !== undefined && order <= 0) return [low.value, high.value]
  const wrong = [low, high].find((bound) => bound && !bound.ok)
  const [problem, hint] = wrong && !wrong.ok ? [`does not fit: ${wrong.message}`, wrong.hint] : rangeProblem(type, range.items, order)
  report(reading, 'catalog/wrong-range', { range: rangeOf(reading.document, range), message: `the range of \`${path}\` ${problem}`, hint })
  return undefined
}

/** Why two bounds that may each fit a type are no range of it, and what to write. */
function rangeProblem(type: FactType, items: readonly SourceNode[], order: number | undefined): [problem: string, hint: string] {
  const [low = '', high = ''] = items.map((item) => (item.kind === 'scalar' ? item.text : ''))
  if (low === '' || high === '') return ['does not hold two single values', 'write the lower and the upper one: `range: [1, 5]`']
  if (order !== undefined) return ['is upside down', `write \`range: [${high}, ${low}]\``]
  if (type === 'money') return ['has two currencies', 'write both bounds in one currency']
  return [
    `orders values of type \`${type}\`, which have no order`,
    type === 'boolean' ? 'leave the range out' : 'list the `choices` instead',
  ]
}

function parseLookup(reading: Reading, node: SourceNode): Lookup | undefined {
  const lookup = valueAt(node, 'lookup')
  const from = scalarField(lookup, 'from')
  const entry = entryOf(lookup, 'table')
  const table = entry?.value
  if (!from || table?.kind !== 'mapping') return undefined
  const known = isLaunchPath(from.text) ? isLaunchField(from.text.slice('launch.'.length)) : isPath(from.text)
  if (!known) {
    report(reading, 'catalog/unknown-lookup', {
      range: rangeOf(reading.document, from),
      message: `the lookup reads \`${excerpt(from.text)}\`, which is neither a field of a launch nor the name of a fact`,
      hint: isLaunchPath(from.text) ? launchFieldHint(from.text) : nameHint(from.text),
    })
    return undefined
  }
  const rows = new Map(table.entries.map((row) => [row.key, row.value]))
  return { from: from.text, table: rows, place: placeOf(reading.document, entry?.keyStart ?? table.start) }
}

function checkExample(reading: Reading, entry: CatalogEntry, node: SourceNode): void {
  const example = valueAt(node, 'example')
  const value = example?.kind === 'mapping' ? valueAt(example, 'value') : example
  dateField(reading, example, 'asOf')
  durationField(reading, example, 'window')
  if (!value || (value.kind === 'scalar' && value.value === null)) return
  const problem = misfitOf(entry, value)
  if (problem) {
    report(reading, 'catalog/wrong-example', {
      range: rangeOf(reading.document, value),
      message: `the example of \`${entry.path}\` does not fit: ${problem.message}`,
      hint: problem.hint,
    })
  }
}

/** Why a value is not one of an agreed fact's, or undefined when it is. */
export function misfitOf(entry: CatalogEntry, value: SourceNode): { readonly message: string; readonly hint: string } | undefined {
  if (entry.type === 'list') {
    const hint = value.kind === 'scalar' ? `write it as a list: \`[${excerpt(value.text)}]\`` : 'write a list, each item after a dash'
    return value.kind === 'list' ? undefined : { message: 'it is not a list', hint }
  }
  if (value.kind !== 'scalar') return { message: 'it is not a single value', hint: `write one value of type \`${entry.type}\`` }
  const read = readValue(entry.type, value)
  if (!read.ok) return read
  if (!isOutOfRange(entry, read.value)) return undefined
  const { choices } = entry
  return choices
    ? {
        message: `\`${excerpt(value.text)}\` is not one of the choices`,
        hint: didYouMean(value.text, choices, `the choices are ${listed(choices, 'and')}`) ?? '',
      }
    : outOfRange(value.text, entry.range)
}

function outOfRange(text: string, range: CatalogEntry['range'] = undefined): { readonly message: string; readonly hint: string } {
  const ends = range?.map((end) => `\`${spelled(end)}\``).join(' to ') ?? ''
  return {
    message: `\`${excerpt(text)}\` lies outside the range, which is ${ends}`,
    hint: 'write a value within the range, or correct the range',
  }
}

/** Whether a value lies outside the catalog's range or choices. */
export function isOutOfRange(entry: CatalogEntry, value: Value): boolean {
  if (entry.choices && 'text' in value && !entry.choices.includes(value.text)) return true
  if (!entry.range) return false
  const low = compareValues(value, entry.range[0])
  const high = compareValues(value, entry.range[1])
  return low === undefined || high === undefined || low < 0 || high > 0
}
