import type { FileReading, FileSource } from '../model/file-source.ts'
import type { DiagnosticCode } from '../source/codes.ts'
import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import { type Digest, digestOf } from '../source/digest.ts'
import type { Limits } from '../source/limits.ts'
import { decodeText } from '../source/text.ts'

/** A file as a decision rests on it. */
export interface InputFile {
  readonly file: string
  readonly text: string
  readonly digest: Digest
}

/** What came of reading a file as text: its text, or the diagnostics that say why there is none. */
export type FileText =
  | { readonly ok: true; readonly input: InputFile }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

const problems: Record<Extract<FileReading, { ok: false }>['problem'], { readonly code: DiagnosticCode; readonly message: string }> = {
  'not-found': { code: 'file/not-found', message: 'the file does not exist' },
  unreadable: { code: 'file/unreadable', message: 'the file cannot be read' },
  'too-large': { code: 'file/too-large', message: 'the file is too large' },
  'link-loop': { code: 'file/link-loop', message: 'the path runs into a loop of symbolic links' },
  linked: { code: 'file/linked', message: 'the file is a symbolic link, and those of a commit are not followed' },
  'outside-root': { code: 'file/outside-root', message: 'the path leads outside the root, or to a hidden file' },
}

/** Reads a file of a source as text, within the limits. Never throws. */
export async function readText(source: FileSource, file: string, limits: Limits): Promise<FileText> {
  const reading = await source.read(file, limits.maxBytes)
  if (reading.ok) return textOfBytes(file, reading.bytes, limits)
  const { code, message } = problems[reading.problem]
  const detail =
    reading.problem === 'too-large' ? [reading.detail, `the limit is ${limits.maxBytes}`].filter(Boolean).join('; ') : reading.detail
  const hint = reading.problem === 'linked' ? { hint: 'commit the file itself in its place' } : {}
  return { ok: false, diagnostics: [diagnostic(code, { file, message: detail ? `${message}: ${detail}` : message, ...hint })] }
}

/** The text of bytes that were read elsewhere, such as standard input. */
export function textOfBytes(file: string, bytes: Uint8Array, limits: Limits): FileText {
  const { text, diagnostics } = decodeText(file, bytes, limits)
  return text === undefined ? { ok: false, diagnostics } : { ok: true, input: { file, text, digest: digestOf(text) } }
}

/** Why a file cannot be read, as a fact that needs it says so. */
export function reasonOf(file: string, reading: Extract<FileText, { ok: false }>): string {
  return `\`${file}\`: ${reading.diagnostics[0]?.message ?? 'it cannot be read'}`
}
