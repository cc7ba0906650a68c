import { entryOf, keyRangeOf, type MappingEntry, type MappingNode, placeOf, rangeOf, type SourceNode, valueAt } from '../source/node.ts'
import type { Place } from '../source/position.ts'
import { didYouMean, nearest, suggestion } from '../source/suggest.ts'
import { checkFactName } from './fact-name.ts'
import type { Evidence, FactSet, Facts, SuppliedFact } from './facts.ts'
import { dateField, durationField, isNotProvided, optional, type Reading, report, scalarField, textField } from './fields.ts'
import { evidenceKeys } from './path.ts'
import { commaIn, numberHint, numbersMeant } from './value-hint.ts'
import { excerpt, foundWords, listed } from './wording.ts'

/** Reads another team's facts from a document that the schema accepted. */
export function parseFactsDocument(reading: Reading): Facts {
  const { document } = reading
  return {
    kind: 'Facts',
    launch: textField(document.root, 'launch') ?? '',
    facts: parseFacts(reading, entryOf(document.root, 'facts'), provenanceDefaults(reading)),
    document,
    place: placeOf(document, document.root.start),
  }
}

/** The `asOf`, `by` and `source` at the top of a document, which hold for each of its facts that has none. */
export function provenanceDefaults(reading: Reading): Evidence {
  const root = reading.document.root
  return {
    ...optional('asOf', dateField(reading, root, 'asOf')),
    ...optional('by', textField(root, 'by')),
    ...optional('source', textField(root, 'source')),
  }
}

/** Reads a `facts` mapping, nested or dotted, into flat paths with their evidence. */
export function parseFacts(reading: Reading, entry: MappingEntry | undefined, defaults: Evidence): FactSet {
  const facts: SuppliedFact[] = []
  const groups = new Map<string, Place>()
  groups.set('', placeOf(reading.document, entry?.keyStart ?? reading.document.root.start))
  const walk: Walk = { reading, defaults, facts, groups, firsts: new Map() }
  if (entry?.value.kind === 'mapping') walkGroup(walk, entry.value, '')
  checkGroups(walk)
  return { facts, groups }
}

interface Walk {
  readonly reading: Reading
  readonly defaults: Evidence
  readonly facts: SuppliedFact[]
  readonly groups: Map<string, Place>
  /** The first entry that supplied each fact, to name both places of a repeat. */
  readonly firsts: Map<string, MappingEntry>
}

function walkGroup(walk: Walk, node: MappingNode, prefix: string): void {
  for (const entry of node.entries) {
    const path = prefix === '' ? entry.key : `${prefix}.${entry.key}`
    if (!checkFactName(walk.reading, entry, fieldHint, path)) continue
    const value = entry.value
    if (value.kind !== 'mapping') addFact(walk, entry, path, value, placeOf(walk.reading.document, entry.keyStart), walk.defaults)
    else if (isEvidenceLike(value)) addEvidence(walk, entry, path, value)
    else {
      noteGroup(walk, path, entry)
      walkGroup(walk, value, path)
    }
  }
}

function isEvidenceLike(node: MappingNode): boolean {
  return node.entries.some((entry) => entry.key === 'value' || isEvidenceKey(entry.key) || isValueMisspelt(entry))
}

/** Whether a key has the letters of `value` in another order or case; `values` may well be a fact. */
function isValueMisspelt({ key, value }: MappingEntry): boolean {
  return value.kind !== 'mapping' && [...key.toLowerCase()].sort().join('') === 'aeluv'
}

function isEvidenceKey(key: string): boolean {
  return (evidenceKeys as readonly string[]).includes(key)
}

function addEvidence(walk: Walk, entry: MappingEntry, path: string, node: MappingNode): void {
  const { reading } = walk
  const valueEntry = node.entries.find((part) => part.key === 'value')
  const other = node.entries.find((part) => part.key !== 'value' && !isEvidenceKey(part.key))
  if (!valueEntry) {
    const misspelt = node.entries.find(({ key }) => !isEvidenceKey(key) && nearest(key, ['value']))
    const first = misspelt ?? node.entries.find((part) => isEvidenceKey(part.key)) ?? entry
    report(reading, 'launch/evidence-without-value', {
      range: keyRangeOf(reading.document, first),
      message: `\`${path}\` has \`${first.key}\` and no \`value\``,
      hint: misspelt ? suggestion('value') : `add \`value:\`, or rename \`${first.key}\` if it is a fact of its own`,
    })
    return
  }
  if (other) {
    report(reading, 'launch/value-with-other-keys', {
      range: keyRangeOf(reading.document, other),
      message: `\`${excerpt(other.key)}\` stands beside \`value\` in \`${path}\``,
      hint: didYouMean(other.key, evidenceKeys, `beside \`value\` there can be ${listed(evidenceKeys, 'and')}`),
      ...commaIn(node, other),
    })
    return
  }
  const evidence = { ...walk.defaults, ...readEvidence(reading, node, path) }
  addFact(walk, entry, path, valueEntry.value, placeOf(reading.document, valueEntry.keyStart), evidence)
}

/** Reads the parts of evidence other than the value; a part that is not provided is left out. */
export function readEvidence(reading: Reading, node: SourceNode, path: string): Evidence {
  const sample = scalarField(node, 'sample')
  if (sample && !(typeof sample.value === 'number' && Number.isInteger(sample.value) && sample.value >= 0)) {
    report(reading, 'document/wrong-value', {
      range: rangeOf(reading.document, sample),
      message: `the sample of \`${path}\` is \`${excerpt(sample.text)}\`, not a whole number`,
      hint:
        numbersMeant(sample.text, true).length === 0 ? 'write how many were asked or measured, such as `112`' : numberHint(sample, true),
    })
  }
  for (const key of ['by', 'source', 'link', 'note', 'asOf', 'window'] as const) {
    const part = valueAt(node, key)
    if (part && !isNotProvided(part) && !(part.kind === 'scalar' && typeof part.value === 'string')) {
      report(reading, 'document/wrong-type', {
        range: rangeOf(reading.document, part),
        message: `\`${key}\` of \`${path}\` must be text, found ${foundWords(part)}`,
        hint: part.kind === 'scalar' ? `put it in quotes: \`"${excerpt(part.text)}"\`` : 'write a single text',
      })
    }
  }
  return {
    ...optional('asOf', dateField(reading, node, 'asOf')),
    ...optional('sample', typeof sample?.value === 'number' && sample.value >= 0 ? sample.value : undefined),
    ...optional('window', durationField(reading, node, 'window')),
    ...optional('by', textField(node, 'by')),
    ...optional('source', textField(node, 'source')),
    ...optional('link', textField(node, 'link')),
    ...optional('note', textField(node, 'note')),
  }
}

function addFact(walk: Walk, entry: MappingEntry, path: string, node: SourceNode, place: Place, evidence: Evidence): void {
  const first = walk.firsts.get(path)
  if (first) {
    const { document } = walk.reading
    report(walk.reading, 'launch/duplicate-fact', {
      range: keyRangeOf(document, entry),
      message: `the fact \`${path}\` is supplied twice`,
      hint: 'keep one of the two',
      related: [{ file: document.file, range: keyRangeOf(document, first), message: 'the first one' }],
    })
    return
  }
  walk.firsts.set(path, entry)
  walk.facts.push({ path, node, evidence, place, nameRange: keyRangeOf(walk.reading.document, entry) })
}

function fieldHint(field: string): string {
  return field === ''
    ? 'fields of the launch stand at the top of the manifest, not under `facts`'
    : `write \`${field}\` at the top of the manifest, not under \`facts\``
}

function noteGroup(walk: Walk, path: string, entry: MappingEntry): void {
  if (!walk.groups.has(path)) walk.groups.set(path, placeOf(walk.reading.document, entry.keyStart))
}

/** A path cannot be both a fact and a group of facts. */
function checkGroups(walk: Walk): void {
  for (const fact of [...walk.facts]) {
    const parts = fact.path.split('.')
    for (let length = 1; length < parts.length; length++) {
      const parent = parts.slice(0, length).join('.')
      const first = walk.firsts.get(parent)
      const entry = walk.firsts.get(fact.path)
      if (!first || !entry) continue
      const { document } = walk.reading
      report(walk.reading, 'launch/fact-and-group', {
        range: keyRangeOf(document, entry),
        message: `\`${parent}\` is a fact, and \`${fact.path}\` makes it a group of facts`,
        hint: 'rename one of the two',
        related: [{ file: document.file, range: keyRangeOf(document, first), message: `\`${parent}\` as a fact` }],
      })
    }
  }
}
