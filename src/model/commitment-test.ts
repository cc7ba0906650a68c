import { type MappingEntry, placeOf, rangeOf, type SourceDocument, type SourceNode, valueAt } from '../source/node.ts'
import type { Place, Range } from '../source/position.ts'
import type { DateValue } from './date.ts'
import { dateField, optional, type Reading, textField } from './fields.ts'

/** Examples that prove a commitment: a base launch, and what each change to it must lead to. */
export interface CommitmentTest {
  readonly kind: 'CommitmentTest'
  readonly commitment: string
  /** Path of the base launch, relative to this file. */
  readonly launch: string
  readonly now?: DateValue
  readonly cases: readonly TestCase[]
  readonly document: SourceDocument
  readonly place: Place
  readonly launchRange: Range
  readonly commitmentRange: Range
}

/** One example of a commitment test: what is different from its base launch, and what must come out. */
export interface TestCase {
  readonly name: string
  readonly change: readonly MappingEntry[]
  readonly remove: readonly { readonly path: string; readonly range: Range }[]
  readonly waivers?: SourceNode
  readonly now?: DateValue
  readonly expect: readonly Expectation[]
  /** The document that the case stands in, which its changes point into. */
  readonly document: SourceDocument
  readonly place: Place
  readonly range: Range
}

/** `verdict`, or a requirement by its local id, and what is expected of it. */
export interface Expectation {
  readonly subject: string
  readonly outcome: string
  /** The reason, when an `unknown` is expected for one. */
  readonly reason?: string
  readonly place: Place
  readonly range: Range
  readonly valueRange: Range
  /** Where the reason stands, or else the outcome. */
  readonly reasonRange: Range
}

/** Reads a test from a document that the schema accepted. */
export function parseCommitmentTest(reading: Reading): CommitmentTest {
  const { document } = reading
  const root = document.root
  const cases = valueAt(root, 'cases')
  return {
    kind: 'CommitmentTest',
    commitment: textField(root, 'commitment') ?? '',
    launch: textField(root, 'launch') ?? '',
    ...optional('now', dateField(reading, root, 'now')),
    cases: cases?.kind === 'list' ? cases.items.map((node) => parseCase(reading, node)) : [],
    document,
    place: placeOf(document, root.start),
    launchRange: rangeOf(document, valueAt(root, 'launch') ?? root),
    commitmentRange: rangeOf(document, valueAt(root, 'commitment') ?? root),
  }
}

/** Reads one case of a test. */
export function parseCase(reading: Reading, node: SourceNode): TestCase {
  const { document } = reading
  const change = valueAt(node, 'change')
  const remove = valueAt(node, 'remove')
  const expect = valueAt(node, 'expect')
  const removed = remove?.kind === 'list' ? remove.items : remove ? [remove] : []
  return {
    name: textField(node, 'name') ?? '',
    change: change?.kind === 'mapping' ? change.entries : [],
    remove: removed.flatMap((item) =>
      item.kind === 'scalar' && item.value !== null ? [{ path: item.text, range: rangeOf(document, item) }] : [],
    ),
    ...optional('waivers', valueAt(node, 'waivers')),
    ...optional('now', dateField(reading, node, 'now')),
    expect: expect?.kind === 'mapping' ? expect.entries.map((entry) => parseExpectation(document, entry)) : [],
    document,
    place: placeOf(document, node.start),
    range: rangeOf(document, valueAt(node, 'name') ?? node),
  }
}

function parseExpectation(document: SourceDocument, entry: MappingEntry): Expectation {
  const value = entry.value
  const [only] = value.kind === 'mapping' ? value.entries : []
  return {
    subject: entry.key,
    outcome: value.kind === 'scalar' ? value.text : (only?.key ?? ''),
    ...optional('reason', only?.value.kind === 'scalar' ? only.value.text : undefined),
    place: placeOf(document, entry.keyStart),
    range: document.lines.range(entry.keyStart, entry.keyEnd),
    valueRange: rangeOf(document, value),
    reasonRange: rangeOf(document, only?.value ?? value),
  }
}
