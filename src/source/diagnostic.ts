import { codes, type DiagnosticCode, type Severity } from './codes.ts'
import { byText } from './order.ts'
import type { Range } from './position.ts'

/** A problem with a file. An outcome, in contrast, says that a launch is not ready; the two never share a list. */
export interface Diagnostic {
  readonly code: DiagnosticCode
  readonly severity: Severity
  /** As the user named the file, POSIX separators. */
  readonly file: string
  /** Absent only for problems of the whole file. */
  readonly range?: Range
  /** Where in the data: keys and indexes from the document's root. */
  readonly path?: readonly (string | number)[]
  /** Lower case, stands alone, user text in backticks; never says how to fix. */
  readonly message: string
  readonly hint?: string
  readonly related?: readonly RelatedPlace[]
}

/** Another place that a diagnostic speaks of. */
export interface RelatedPlace {
  readonly file: string
  readonly range: Range
  readonly message: string
}

export interface DiagnosticParts {
  readonly file: string
  readonly range?: Range | undefined
  readonly path?: readonly (string | number)[] | undefined
  readonly message: string
  readonly hint?: string | undefined
  readonly related?: readonly RelatedPlace[] | undefined
}

/** Makes a diagnostic of a declared code; its severity comes from the declaration. */
export function diagnostic(code: DiagnosticCode, parts: DiagnosticParts): Diagnostic {
  return {
    code,
    severity: codes[code].severity,
    file: parts.file,
    ...(parts.range && { range: parts.range }),
    ...(parts.path && { path: parts.path }),
    message: parts.message,
    ...(parts.hint !== undefined && { hint: parts.hint }),
    ...(parts.related && parts.related.length > 0 && { related: parts.related }),
  }
}

/** How many diagnostics of a file are shown. */
export const mostShown = 100

/** Warnings about how a value is spelled: where it is wrong altogether, that alone is told. */
const spellings: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>(['yaml/ambiguous-boolean', 'yaml/dotted-thousands'])

function placeKey({ file, range }: Diagnostic): string {
  return JSON.stringify([file, range?.start])
}

/**
 * Sorts by file, line, column, code; drops exact repeats; keeps at most `cap` a file and says how many were left out.
 * Errors are kept before warnings, so a file with an error never looks free of one.
 */
export function arrange(diagnostics: readonly Diagnostic[], cap = mostShown): Diagnostic[] {
  const byFile = new Map<string, Diagnostic[]>()
  const seen = new Set<string>()
  const marked = new Set(diagnostics.filter((item) => !spellings.has(item.code)).map(placeKey))
  for (const item of [...diagnostics].sort(compare)) {
    if (spellings.has(item.code) && marked.has(placeKey(item))) continue
    const identity = JSON.stringify([item.code, item.file, item.range, item.message])
    if (seen.has(identity)) continue
    seen.add(identity)
    const list = byFile.get(item.file)
    if (list) list.push(item)
    else byFile.set(item.file, [item])
  }
  return [...byFile].flatMap(([file, list]) => {
    if (list.length <= cap) return list
    const kept = [...list]
      .sort((a, b) => weight(a) - weight(b))
      .slice(0, cap)
      .sort(compare)
    kept.push(
      diagnostic('file/too-many-diagnostics', {
        file,
        message: `of this file ${list.length - cap === 1 ? '1 more diagnostic is' : `${list.length - cap} more diagnostics are`} not shown`,
        hint: 'mend the first ones and run again',
      }),
    )
    return kept
  })
}

/**
 * Whether an error is among diagnostics. With one, nothing is decided of what was read.
 *
 * @example
 * const { diagnostics } = parseDocuments([{ file: 'launch.yaml', text: 'kind: Launch' }])
 * console.log(hasErrors(diagnostics)) // true
 */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((item) => item.severity === 'error')
}

function compare(a: Diagnostic, b: Diagnostic): number {
  return (
    byText(a.file, b.file) ||
    (a.range?.start.line ?? Number.MAX_SAFE_INTEGER) - (b.range?.start.line ?? Number.MAX_SAFE_INTEGER) ||
    (a.range?.start.column ?? 0) - (b.range?.start.column ?? 0) ||
    byText(a.code, b.code)
  )
}

function weight(item: Diagnostic): number {
  return item.severity === 'error' ? 0 : item.severity === 'warning' ? 1 : 2
}
