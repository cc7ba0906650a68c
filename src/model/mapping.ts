import {
  entryOf,
  keyRangeOf,
  type MappingEntry,
  placeOf,
  rangeOf,
  type SourceDocument,
  type SourceNode,
  textOf,
  valueAt,
} from '../source/node.ts'
import type { Place, Range } from '../source/position.ts'
import { checkFactName } from './fact-name.ts'
import { optional, type Reading, report, textField } from './fields.ts'
import { isPointer } from './pointer.ts'
import { type FactType, factTypes } from './value.ts'
import { excerpt } from './wording.ts'

/** How manifests that were not written for onlyif are read as launches. */
export interface Mapping {
  readonly kind: 'Mapping'
  readonly id: string
  /** One launch a file that the glob matches, or one an item of the list at `items` of one file. */
  readonly each: { readonly glob: string } | { readonly file: string; readonly items: string }
  /** Launch fields by template or pointer. */
  readonly launch: ReadonlyMap<string, MappedText>
  readonly facts: readonly MappedFact[]
  readonly document: SourceDocument
  readonly place: Place
}

/** A field of a launch as a mapping finds it. */
export interface MappedText {
  readonly text: string
  readonly range: Range
}

/** Where the value of one fact is found. */
export interface MappedFact {
  readonly path: string
  /** A template of the file to read; absent means the file that is the launch. */
  readonly file?: string
  /** A JSON Pointer (RFC 6901), `{/pointer}` parts being filled in first. */
  readonly at: string
  /** Ask only whether the pointer finds anything: the fact is then a boolean. */
  readonly has: boolean
  readonly type?: FactType
  /** What absence means, when the mapping says so. */
  readonly absent?: SourceNode
  readonly range: Range
  readonly place: Place
}

/** Reads a mapping from a document that the schema accepted. */
export function parseMapping(reading: Reading): Mapping {
  const { document } = reading
  const root = document.root
  const each = valueAt(root, 'each')
  const launch = valueAt(root, 'launch')
  const facts = valueAt(root, 'facts')
  const fields = launch?.kind === 'mapping' ? launch.entries : []
  return {
    kind: 'Mapping',
    id: textField(root, 'id') ?? '',
    each:
      each?.kind === 'mapping'
        ? { file: textField(each, 'file') ?? '', items: textField(each, 'items') ?? '' }
        : { glob: textField(root, 'each') ?? '' },
    launch: new Map(
      fields.flatMap((entry) =>
        entry.value.kind === 'scalar' ? [[entry.key, { text: entry.value.text, range: rangeOf(document, entry.value) }] as const] : [],
      ),
    ),
    facts: facts?.kind === 'mapping' ? facts.entries.flatMap((entry) => parseMappedFact(reading, entry) ?? []) : [],
    document,
    place: placeOf(document, entryOf(root, 'id')?.keyStart ?? root.start),
  }
}

function parseMappedFact(reading: Reading, entry: MappingEntry): MappedFact | undefined {
  const { document } = reading
  const isNamed = checkFactName(reading, entry, (field) => `write \`${field || 'title'}\` under \`launch\`, not under \`facts\``)
  if (!isNamed) return undefined
  const node = entry.value
  const has = textOf(node, 'has')
  const at = node.kind === 'scalar' ? node.text : (has ?? textOf(node, 'at') ?? '')
  const type = factTypes.find((name) => name === textOf(node, 'type'))
  const plain = at.replaceAll(/\{\/[^{}]*\}/g, 'x')
  if (!isPointer(plain)) {
    report(reading, 'mapping/wrong-pointer', {
      range: rangeOf(document, node),
      message: `\`${excerpt(at)}\` is not a JSON Pointer`,
      hint:
        at === '' || at.startsWith('/')
          ? 'a `~` is written `~0`, a `/` inside a key `~1`'
          : `did you mean \`/${at.replaceAll('.', '/')}\`?`,
    })
    return undefined
  }
  return {
    path: entry.key,
    ...optional('file', textOf(node, 'file')),
    at,
    has: has !== undefined,
    ...optional('type', has !== undefined ? 'boolean' : type),
    ...optional('absent', valueAt(node, 'absent')),
    range: keyRangeOf(document, entry),
    place: placeOf(document, entry.keyStart),
  }
}
