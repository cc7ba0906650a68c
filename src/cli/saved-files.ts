import type { Decision } from '../model/generated/types.ts'
import { sequence } from '../model/wording.ts'
import { forTerminal } from '../report/escape.ts'
import { readSaved } from '../report/saved-decision.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import { defaultLimits } from '../source/limits.ts'
import { type FileText, readText, textOfBytes } from '../world/file-text.ts'
import { outsideSource } from '../world/outside.ts'
import { stdinName } from '../world/standard-input.ts'
import { type Io, UsageError } from './io.ts'

/** Decisions of many launches in one file are larger than what people write. */
export const savedLimits = { ...defaultLimits, maxBytes: 64 * 1024 * 1024 }

/** The text of a file of decisions, or of standard input (`-`). */
export async function savedText(file: string, io: Io): Promise<FileText> {
  if (file === '-') return textOfBytes(stdinName, await io.stdin(savedLimits.maxBytes), savedLimits)
  return readText(outsideSource(io.cwd), file, savedLimits)
}

/** Decisions from files that `onlyif check --format json` wrote. `altered` are those whose digest does not fit them. */
export async function readSavedFiles(
  files: readonly string[],
  cwd: string,
): Promise<{ readonly decisions: Decision[]; readonly altered: Decision[]; readonly diagnostics: Diagnostic[] }> {
  const source = outsideSource(cwd)
  const decisions: Decision[] = []
  const altered: Decision[] = []
  const diagnostics: Diagnostic[] = []
  for (const file of files) {
    const reading = await readText(source, file, savedLimits)
    const saved = reading.ok ? readSaved(reading.input.file, reading.input.text) : reading
    if ('input' in saved && 'altered' in saved) {
      decisions.push(...saved.input.decisions)
      altered.push(...saved.altered)
    } else if ('diagnostics' in saved) diagnostics.push(...saved.diagnostics)
  }
  return { decisions, altered, diagnostics }
}

/** Throws a `UsageError` where a digest does not fit its decision: what somebody changed by hand may look like a go, and no judge said so. */
export function refuseAltered(altered: readonly Decision[]): void {
  if (altered.length === 0) return
  const whose = sequence([...new Set(altered.map(({ launch }) => forTerminal(launch.id)))], 'and')
  throw new UsageError(
    `what is saved about ${whose} was altered after it was made: its digest does not fit it, so nothing is told of it`,
    'judge again with `onlyif check`, or see what became of it with `onlyif verify`',
  )
}
