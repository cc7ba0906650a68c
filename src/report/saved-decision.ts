import { digestOfDecision } from '../engine/decision.ts'
import type { Decision, Decisions } from '../model/generated/types.ts'
import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import { readDocuments } from '../source/document.ts'
import { defaultLimits } from '../source/limits.ts'
import { entryOf, keyRangeOf, rangeOf, type SourceDocument, type SourceNode } from '../source/node.ts'
import type { Range } from '../source/position.ts'
import type { ReportInput } from './report-input.ts'
import { checkData, type SchemaMistake } from './schema-check.ts'
import type { Undecided } from './summary.ts'

/** What a saved file holds, ready to be reported; or why it holds no decision. */
export type SavedReading =
  | { readonly ok: true; readonly saved: Decision | Decisions; readonly input: ReportInput; readonly altered: readonly Decision[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** Deeper data would exhaust the stack of those who walk it; an engine writes nothing near it. */
const deepest = 200

/** Reads the text of a saved Decision or Decisions. `altered` are those whose digest does not fit what they say. Never throws. */
export function readSaved(file: string, text: string): SavedReading {
  const parsed = parse(text)
  if (!parsed) return { ok: false, diagnostics: notJson(file, text) }
  const { data } = parsed
  const kind = typeof data === 'object' && data !== null && 'kind' in data ? data.kind : undefined
  if (kind !== 'Decision' && kind !== 'Decisions') {
    return {
      ok: false,
      diagnostics: [
        diagnostic('document/unknown-kind', {
          file,
          ...rangeAt(file, text, ['kind']),
          message: 'the document is neither a Decision nor Decisions',
          hint: 'save one with `onlyif check --format json --output decision.json`',
        }),
      ],
    }
  }
  const mistakes = checkData(data, kind)
  if (mistakes.length > 0) return { ok: false, diagnostics: mistakes.map((mistake) => mistakeOf(file, text, mistake)) }
  const saved = data as Decision | Decisions
  const input = inputOf(saved)
  return { ok: true, saved, input, altered: input.decisions.filter((decision) => !isGenuine(decision)) }
}

/** Launches without a decision are not listed by name in Decisions; the files with errors stand for them, so that none is lost. */
function inputOf(saved: Decision | Decisions): ReportInput {
  if (saved.kind === 'Decision') return { decisions: [saved], undecided: [], diagnostics: [] }
  const diagnostics = saved.diagnostics as readonly Diagnostic[]
  const files = new Set(diagnostics.filter((item) => item.severity === 'error').map((item) => item.file))
  const undecided: Undecided[] = [...files].map((file) => ({ name: file, file }))
  return { decisions: saved.decisions, undecided, diagnostics }
}

function isGenuine(decision: Decision): boolean {
  try {
    return digestOfDecision(decision) === decision.digest
  } catch {
    // Text that has no canonical form, such as half a surrogate pair, was never in a decision.
    return false
  }
}

function parse(text: string): { readonly data: unknown } | undefined {
  try {
    return isTooDeep(text) ? undefined : { data: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

/** Counted on the text, because a walk over the data is what this must protect. */
function isTooDeep(text: string): boolean {
  let depth = 0
  let isText = false
  for (let i = 0; i < text.length; i++) {
    const character = text[i]
    if (isText && character === '\\') i++
    else if (character === '"') isText = !isText
    else if (isText) continue
    else if (character === '{' || character === '[') depth++
    else if (character === '}' || character === ']') depth--
    if (depth > deepest) return true
  }
  return false
}

function notJson(file: string, text: string): Diagnostic[] {
  const hint = 'save one with `onlyif check --format json --output decision.json`'
  const found = isTooDeep(text) ? [] : readable(file, text).diagnostics.filter((item) => item.severity === 'error')
  const [first] = found
  return first ? [first] : [diagnostic('document/wrong-value', { file, message: 'the text is not JSON, as a saved decision is', hint })]
}

function mistakeOf(file: string, text: string, { code, path, message, hint }: SchemaMistake): Diagnostic {
  return diagnostic(code, { file, ...rangeAt(file, text, path), path, message, hint })
}

/** Where a part of the data stands, or the nearest part above it. */
function rangeAt(file: string, text: string, path: readonly (string | number)[]): { readonly range?: Range } {
  const [document] = readable(file, text).documents
  return document ? { range: rangeOfPath(document, path) } : {}
}

function rangeOfPath(document: SourceDocument, path: readonly (string | number)[]): Range {
  let node: SourceNode = document.root
  let range = document.lines.range(node.start, node.start + 1)
  for (const part of path) {
    const entry = typeof part === 'string' ? entryOf(node, part) : undefined
    const next = typeof part === 'number' ? (node.kind === 'list' ? node.items[part] : undefined) : entry?.value
    if (!next) return range
    node = next
    range =
      node.kind === 'scalar'
        ? rangeOf(document, node)
        : entry
          ? keyRangeOf(document, entry)
          : document.lines.range(node.start, node.start + 1)
  }
  return range
}

/** JSON is YAML, and that reader knows places; larger texts are not read twice. */
function readable(file: string, text: string): ReturnType<typeof readDocuments> {
  return text.length > defaultLimits.maxBytes
    ? { documents: [], diagnostics: [] }
    : readDocuments(file, text, { ...defaultLimits, maxDepth: deepest })
}
