import { type DateValue, readDate } from '../model/date.ts'
import type { Evidence } from '../model/facts.ts'
import { isNotProvided, optional } from '../model/fields.ts'
import { type Launch, namingFields } from '../model/launch.ts'
import type { Mapping } from '../model/mapping.ts'
import { type LaunchFieldName, launchFields } from '../model/path.ts'
import { isDisguised } from '../model/placeholder.ts'
import { follow, followNearest } from '../model/pointer.ts'
import { plainValue } from '../source/core-schema.ts'
import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import { placeOf, rangeOf, type SourceDocument, type SourceNode } from '../source/node.ts'
import type { Place, Range } from '../source/position.ts'
import { fillSegments, fillText, isTemplate, type Surroundings } from './interpolation.ts'

/** The header of a mapped launch: what the mapping found, or what is wrong with it. */
export interface MappedHeader {
  readonly header: Omit<Launch, 'facts'>
  /** Provenance that holds for every fact of the launch. */
  readonly evidence: Evidence
  readonly diagnostics: readonly Diagnostic[]
}

interface Found {
  readonly node: SourceNode
  readonly place: Place
  readonly range: Range
}

interface Header {
  readonly mapping: Mapping
  readonly item: Surroundings & { readonly document: SourceDocument }
  readonly diagnostics: Diagnostic[]
  readonly fields: Map<LaunchFieldName, { readonly node: SourceNode; readonly place: Place }>
}

const seen = 'as it looks: it has spaces around it or a character that nobody sees'
const idShape = /^[A-Za-z0-9][A-Za-z0-9._-]*$/

/** Reads the header of a launch by its mapping. A required field that is not found, and a field of the wrong type, are diagnostics. */
export function mapHeader(mapping: Mapping, item: Header['item']): MappedHeader {
  const header: Header = { mapping, item, diagnostics: [], fields: new Map() }
  const text = (name: LaunchFieldName): string | undefined => textOf(header, name)
  const day = (name: LaunchFieldName): DateValue | undefined => dayOf(header, name)
  const fields = {
    id: idOf(header),
    title: requiredOf(header, 'title'),
    owner: requiredOf(header, 'owner'),
    ...optional('product', text('product')),
    ...optional('version', text('version')),
    ...optional('tier', tierOf(header)),
    ...optional('maturity', text('maturity')),
    ...optional('date', day('date')),
    ...optional('sponsor', text('sponsor')),
    ...optional('markets', marketsOf(header)),
    ...optional('launchedOn', day('launchedOn')),
    ...optional('withdrawnOn', day('withdrawnOn')),
  }
  const evidence = {
    ...optional('asOf', dateOf(header, 'asOf')),
    ...optional('by', textOf(header, 'by')),
    ...optional('source', textOf(header, 'source')),
  }
  const { document, root } = item
  return {
    header: { kind: 'Launch', ...fields, fields: header.fields, document, place: placeOf(document, root.start) },
    evidence,
    diagnostics: header.diagnostics,
  }
}

function idOf(header: Header): string {
  const found = find(header, 'id')
  if (!found) return missing(header, 'id')
  const { node } = found
  const id = node.kind === 'scalar' && typeof node.value !== 'boolean' ? node.text : ''
  if (!idShape.test(id)) return wrong(header, 'id', found, 'an id: letters, digits, `.`, `_` and `-`') ?? ''
  // An id that is written as a number is the text it is written as.
  keep(header, 'id', { ...found, node: { kind: 'scalar', value: id, text: id, quoted: true, start: node.start, end: node.end } })
  return id
}

function requiredOf(header: Header, name: 'title' | 'owner'): string {
  return find(header, name) ? (textOf(header, name) ?? '') : missing(header, name)
}

function textOf(header: Header, name: string): string | undefined {
  const found = find(header, name)
  if (!found) return undefined
  if (found.node.kind !== 'scalar' || typeof found.node.value !== 'string') return wrong(header, name, found, 'text')
  if (namingFields.has(name) && isDisguised(found.node.value)) return wrong(header, name, found, seen)
  keep(header, name, found)
  return found.node.value
}

function tierOf(header: Header): number | undefined {
  const found = find(header, 'tier')
  if (!found) return undefined
  const value = found.node.kind === 'scalar' ? found.node.value : undefined
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) return wrong(header, 'tier', found, 'a whole number of 1 or more')
  keep(header, 'tier', found)
  return value
}

function dateOf(header: Header, name: string): DateValue | undefined {
  const found = find(header, name)
  if (!found) return undefined
  const value = found.node.kind === 'scalar' ? found.node.value : undefined
  const date = typeof value === 'string' ? readDate(value) : undefined
  if (!date?.ok) return wrong(header, name, found, 'a date', date?.hint)
  keep(header, name, found)
  return date.value
}

/** Launches are planned by the day, whatever time of day another format states. */
function dayOf(header: Header, name: LaunchFieldName): DateValue | undefined {
  const date = dateOf(header, name)
  return date && { precision: 'day', day: date.day }
}

function marketsOf(header: Header): readonly string[] | undefined {
  const found = find(header, 'markets')
  if (!found) return undefined
  const { node } = found
  const items = node.kind === 'list' ? node.items : [node]
  const texts = items.flatMap((item) => (item.kind === 'scalar' && typeof item.value === 'string' ? [item.value] : []))
  if (texts.length < items.length) return wrong(header, 'markets', found, 'a list of texts')
  if (texts.some(isDisguised)) return wrong(header, 'markets', found, seen)
  keep(header, 'markets', { ...found, node: { kind: 'list', items, start: node.start, end: node.end } })
  return texts
}

/** What the mapping states for a field: a pointer into the launch, a template, or the text itself. */
function find({ mapping, item }: Header, name: string): Found | undefined {
  const stated = mapping.launch.get(name)
  if (!stated || stated.text === '') return undefined
  if (stated.text.startsWith('/')) {
    const pointer = fillSegments(stated.text, item)
    const found = pointer.ok ? follow(item.root, pointer.text) : undefined
    if (!found || isNotProvided(found.node)) return undefined
    return { node: found.node, place: placeOf(item.document, found.keyStart), range: rangeOf(item.document, found.node) }
  }
  const filled = isTemplate(stated.text) ? fillText(stated.text, item) : ({ ok: true, text: stated.text } as const)
  if (!filled.ok) return undefined
  const { start } = item.root
  const value = name === 'tier' ? plainValue(filled.text) : filled.text
  const node: SourceNode = { kind: 'scalar', value, text: filled.text, quoted: true, start, end: start }
  return isNotProvided(node) ? undefined : { node, place: { file: mapping.document.file, ...stated.range.start }, range: stated.range }
}

function keep(header: Header, name: string, found: Found): void {
  if (Object.hasOwn(launchFields, name)) header.fields.set(name as LaunchFieldName, { node: found.node, place: found.place })
}

function missing({ mapping, item, diagnostics }: Header, name: string): '' {
  const text = mapping.launch.get(name)?.text ?? ''
  const nearest = followNearest(item.root, text.startsWith('/') ? text : '')
  diagnostics.push(
    diagnostic('mapping/not-found', {
      file: item.file,
      range: item.document.lines.range(nearest.keyStart, nearest.keyStart + 1),
      message: `\`${text}\`, the ${name} of the launch, finds nothing`,
      hint: `supply it there, or name another place for \`${name}\` in the mapping \`${mapping.id}\``,
    }),
  )
  return ''
}

function wrong({ mapping, diagnostics }: Header, name: string, found: Found, due: string, hint?: string): undefined {
  const text = mapping.launch.get(name)?.text ?? ''
  diagnostics.push(
    diagnostic('mapping/wrong-item', {
      file: found.place.file,
      range: found.range,
      message: `\`${text}\`, the ${name} of the launch, is not ${due}`,
      hint: hint ?? `mend it there, or name another place for \`${name}\` in the mapping \`${mapping.id}\``,
    }),
  )
  return undefined
}
