import { codes, type DiagnosticCode } from '../../src/source/codes.ts'
import type { Diagnostic } from '../../src/source/diagnostic.ts'

/** A diagnostic as it was printed, and what its text says. */
export interface Piece {
  readonly item: Diagnostic
  readonly piece: string
}

const head = /^(error|warning|info)\[([a-z]+\/[a-z0-9-]+)\]: /

/** Reads printed diagnostics back, so that what a command prints can be looked at as what the library gives. */
export function readBack(text: string): Piece[] {
  return text
    .split(/^(?=(?:error|warning|info)\[)/m)
    .filter((piece) => head.test(piece))
    .map((piece) => piece.split('\n\n', 1).join('').trimEnd())
    .map((piece) => ({ item: itemOf(piece), piece: `${piece}\n` }))
}

function itemOf(piece: string): Diagnostic {
  const [, severity = '', code = ''] = head.exec(piece) ?? []
  if (!Object.hasOwn(codes, code)) throw new Error(`\`${code}\` is printed and not declared`)
  const lines = piece.split('\n')
  const at = lines.findIndex((line) => line.trimStart().startsWith('--> '))
  const place = /--> (.*?)(?::(\d+):(\d+))?$/.exec(lines[at] ?? '')
  const carets = lines.find((line, index) => index > at && /^ *\| *\^+$/.test(line))?.match(/\^/g)?.length ?? 1
  const start = { line: Number(place?.[2]), column: Number(place?.[3]) }
  const hint = hintOf(lines.slice(at + 1))
  return {
    code: code as DiagnosticCode,
    severity: severity as Diagnostic['severity'],
    file: place?.[1] ?? '',
    ...(place?.[2] !== undefined && { range: { start, end: { ...start, column: start.column + carets } } }),
    message: lines.slice(0, at).join(' ').replace(head, ''),
    ...(hint !== undefined && { hint }),
  }
}

function hintOf(lines: readonly string[]): string | undefined {
  const first = lines.findIndex((line) => line.includes('= hint: '))
  if (first === -1) return undefined
  const more = lines.slice(first + 1)
  const end = more.findIndex((line) => !/^ {4,}\S/.test(line) || line.includes(' = '))
  return [lines[first]?.replace(/^.*= hint: /, ''), ...more.slice(0, end === -1 ? more.length : end).map((line) => line.trim())].join(' ')
}
