import type { DiagnosticCode } from '../source/codes.ts'
import { type Diagnostic, diagnostic, type RelatedPlace } from '../source/diagnostic.ts'
import { rangeOf, type ScalarNode, type SourceDocument, type SourceNode, valueAt } from '../source/node.ts'
import type { Range } from '../source/position.ts'
import { type DateValue, readDate } from './date.ts'
import { type Duration, readDuration } from './duration.ts'
import { isPlaceholder } from './placeholder.ts'

/** A document being read, and the diagnostics found in it so far. */
export interface Reading {
  readonly document: SourceDocument
  readonly diagnostics: Diagnostic[]
}

export interface Problem {
  readonly range: Range
  readonly path?: readonly (string | number)[]
  readonly message: string
  readonly hint?: string | undefined
  readonly related?: readonly RelatedPlace[]
}

/** Notes a diagnostic about the document that is being read. */
export function report(reading: Reading, code: DiagnosticCode, problem: Problem): void {
  const range = isEmpty(problem.range) ? keyBefore(reading.document, problem.range) : problem.range
  reading.diagnostics.push(diagnostic(code, { file: reading.document.file, ...problem, range }))
}

function isEmpty({ start, end }: Range): boolean {
  return start.line === end.line && start.column === end.column
}

/** The key before a value that is not there, so that something is marked. Such a value stands right behind its colon, or its key where none is written. */
function keyBefore({ text, lines }: SourceDocument, range: Range): Range {
  let end = lines.offset(range.start)
  if (text[end - 1] === ':') end--
  while (end > 0 && ' \t'.includes(text.charAt(end - 1))) end--
  let start = end
  while (start > 0 && !' {,[\t\r\n'.includes(text.charAt(start - 1))) start--
  return start === end || text.slice(start, end) === '-' ? range : lines.range(start, end)
}

/** Whether a node says nothing: null, empty text or a placeholder such as `TBD`. */
export function isNotProvided(node: SourceNode | undefined): boolean {
  if (node === undefined) return true
  return node.kind === 'scalar' && (node.value === null || (typeof node.value === 'string' && isPlaceholder(node.value)))
}

/** The scalar under `key`, when something is provided there. */
export function scalarField(node: SourceNode | undefined, key: string): ScalarNode | undefined {
  const value = valueAt(node, key)
  return value?.kind === 'scalar' && !isNotProvided(value) ? value : undefined
}

/** The text under `key`; undefined when not provided or not text. */
export function textField(node: SourceNode | undefined, key: string): string | undefined {
  const value = scalarField(node, key)?.value
  return typeof value === 'string' ? value : undefined
}

export function numberField(node: SourceNode | undefined, key: string): number | undefined {
  const value = scalarField(node, key)?.value
  return typeof value === 'number' ? value : undefined
}

/** The texts of a list under `key`, or a single text as a list of one; items that are not text are left out. */
export function textsField(node: SourceNode | undefined, key: string): string[] | undefined {
  const value = valueAt(node, key)
  if (value?.kind === 'scalar' && typeof value.value === 'string') return [value.value]
  if (value?.kind !== 'list') return undefined
  return value.items.flatMap((item) => (item.kind === 'scalar' && typeof item.value === 'string' ? [item.value] : []))
}

/** The date under `key`; an impossible or malformed one is reported. */
export function dateField(reading: Reading, node: SourceNode | undefined, key: string): DateValue | undefined {
  const scalar = scalarField(node, key)
  if (typeof scalar?.value !== 'string') return undefined
  const result = readDate(scalar.value)
  if (result.ok) return result.value
  report(reading, 'document/wrong-date', { range: rangeOf(reading.document, scalar), message: result.message, hint: result.hint })
  return undefined
}

/** The duration under `key`; a malformed one is reported. */
export function durationField(reading: Reading, node: SourceNode | undefined, key: string): Duration | undefined {
  const scalar = scalarField(node, key)
  if (typeof scalar?.value !== 'string') return undefined
  const result = readDuration(scalar.value)
  if (result.ok) return result.value
  report(reading, 'document/wrong-duration', { range: rangeOf(reading.document, scalar), message: result.message, hint: result.hint })
  return undefined
}

/** An object with `key` only where there is a value, as `exactOptionalPropertyTypes` wants it. */
export function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V })
}
