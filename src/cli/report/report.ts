import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { diagnosticsText } from '../../report/diagnostics-text.ts'
import { forTerminal } from '../../report/escape.ts'
import { digestNote } from '../../report/report-input.ts'
import { type Format, type ReportInput, reporters } from '../../report/reporters.ts'
import { readSaved } from '../../report/saved-decision.ts'
import { shownBy } from '../../report/text.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { canonicalJson } from '../../source/digest.ts'
import { defaultLimits } from '../../source/limits.ts'
import { didYouMean } from '../../source/suggest.ts'
import { type FileText, readText, textOfBytes } from '../../world/file-text.ts'
import { outsideSource } from '../../world/outside.ts'
import { stdinName } from '../../world/standard-input.ts'
import { docsConfigured, docsNamed } from '../docs-site.ts'
import { type ExitCode, type Io, UsageError, wantsColour } from '../io.ts'
import { tellAltered } from '../saved-files.ts'

/** What `onlyif report` is asked to do. */
export interface ReportOptions {
  readonly decision: string
  readonly format: Format
  readonly output?: string
  readonly only?: string
  readonly docs?: string
  readonly quiet?: boolean
  readonly color?: boolean
}

/** Decisions of many launches in one file are larger than what people write. */
const limits = { ...defaultLimits, maxBytes: 64 * 1024 * 1024 }

/** Formats for people, which say themselves what a digest proves; the others are for programs and hold nothing but what was decided. */
const isRead: ReadonlySet<Format> = new Set(['text', 'markdown', 'html'])

/** Reports what was decided before. A decision that was altered since is reported with a warning; nothing is judged again. */
export async function reportSaved(options: ReportOptions, io: Io): Promise<ExitCode> {
  const { decision: file, format, output } = options
  const docs = docsNamed(options.docs) ?? (await docsConfigured(io.cwd))
  const reading =
    file === '-' ? textOfBytes(stdinName, await io.stdin(limits.maxBytes), limits) : await readText(outsideSource(io.cwd), file, limits)
  if (!reading.ok) return complain(reading.diagnostics, undefined, options, io)
  const saved = readSaved(reading.input.file, reading.input.text)
  if (!saved.ok) return complain(saved.diagnostics, reading, options, io)
  checkOnly(options, saved.input)
  tellAltered(saved.altered, io)
  const look = {
    colour: wantsColour(options.color, output === undefined ? io.env : {}, output === undefined && io.stdoutIsTerminal),
    width: output === undefined ? io.columns : undefined,
    only: options.only,
    quiet: options.quiet,
    docs,
    saved: true,
  }
  if (!isRead.has(format)) io.stderr(`onlyif: ${digestNote.replace(/^A/, 'a')}\n`)
  // As JSON it is what was saved, in canonical form, a list of one included.
  const text = format === 'json' ? `${canonicalJson(saved.saved)}\n` : reporters[format](saved.input, look)
  return write(text, output, io)
}

function complain(diagnostics: readonly Diagnostic[], reading: FileText | undefined, { color }: ReportOptions, io: Io): ExitCode {
  const text = reading?.ok ? reading.input.text : undefined
  const colour = wantsColour(color, io.env, io.stderrIsTerminal)
  io.stderr(`${diagnosticsText(diagnostics, { colour, width: io.columns, textOf: () => text })}\n`)
  io.stderr('onlyif: this is not a saved decision, so there is nothing to report\n')
  return 2
}

/** A filter that fits nothing would hide everything, which nobody means. */
function checkOnly({ only, format }: ReportOptions, { decisions }: ReportInput): void {
  if (only === undefined || format === 'json' || decisions.length === 0) return
  const requirements = decisions.flatMap((decision) => decision.requirements)
  if (requirements.some(shownBy(only))) return
  const known = new Set(requirements.flatMap(({ id }) => [id, ...id.split('/')]))
  throw new UsageError(`--only: there is no requirement or commitment \`${only}\``, didYouMean(only, known))
}

async function write(text: string, output: string | undefined, io: Io): Promise<ExitCode> {
  if (output === undefined) {
    io.stdout(text)
    return 0
  }
  try {
    await writeFile(resolve(io.cwd, output), text)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be written'
    io.stderr(`onlyif: the report could not be written to ${forTerminal(output)}: ${code}\n`)
    return 2
  }
  io.stderr(`The report is in ${forTerminal(output)}\n`)
  return 0
}
