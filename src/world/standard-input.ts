import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import type { Limits } from '../source/limits.ts'
import { type FileText, textOfBytes } from './file-text.ts'

/** How standard input is called in diagnostics and decisions. */
export const stdinName = '<stdin>'

/** Reads standard input for one purpose; asked a second time, or without any, it answers with a diagnostic. */
export type StandardInput = (purpose: 'launch' | 'facts') => Promise<FileText>

/** Standard input, of which no more than the limits allow is read. */
export function standardInput(read: ((maxBytes: number) => Promise<Uint8Array>) | undefined, limits: Limits): StandardInput {
  let taken = false
  return async () => {
    if (taken)
      return refused(
        diagnostic('world/stdin-twice', { file: stdinName, message: 'standard input is named for two things', hint: 'write `-` once' }),
      )
    taken = true
    if (!read) return refused(diagnostic('file/unreadable', { file: stdinName, message: 'there is no standard input here' }))
    try {
      return textOfBytes(stdinName, await read(limits.maxBytes), limits)
    } catch (cause) {
      const detail = cause instanceof Error ? `: ${cause.message}` : ''
      return refused(diagnostic('file/unreadable', { file: stdinName, message: `standard input cannot be read${detail}` }))
    }
  }
}

function refused(problem: Diagnostic): FileText {
  return { ok: false, diagnostics: [problem] }
}
