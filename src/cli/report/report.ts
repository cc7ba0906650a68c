import { digestNote } from '../../report/report-input.ts'
import { type Format, reporters } from '../../report/reporters.ts'
import { readSaved } from '../../report/saved-decision.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { canonicalJson } from '../../source/digest.ts'
import type { FileText } from '../../world/file-text.ts'
import { tellWithTexts } from '../diagnostics.ts'
import { docsConfigured, docsNamed } from '../docs-site.ts'
import { type ExitCode, type Io, wantsColour } from '../io.ts'
import { refuseAltered, savedText } from '../saved-files.ts'
import { checkShown } from '../shown-part.ts'
import { writeReport } from '../written.ts'

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

/** Formats for people, which say themselves what a digest proves; the others are for programs and hold nothing but what was decided. */
const isRead: ReadonlySet<Format> = new Set(['text', 'markdown', 'html'])

/** Reports what was decided before. A decision that was altered since is refused; nothing is judged again. */
export async function reportSaved(options: ReportOptions, io: Io): Promise<ExitCode> {
  const { format, output } = options
  const docs = docsNamed(options.docs) ?? (await docsConfigured(io.cwd))
  const reading = await savedText(options.decision, io)
  if (!reading.ok) return complain(reading.diagnostics, undefined, options, io)
  const saved = readSaved(reading.input.file, reading.input.text)
  if (!saved.ok) return complain(saved.diagnostics, reading, options, io)
  checkShown(options.only, format, saved.input.decisions)
  refuseAltered(saved.altered)
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
  return writeReport(text, output, io)
}

function complain(diagnostics: readonly Diagnostic[], reading: FileText | undefined, { color }: ReportOptions, io: Io): ExitCode {
  const text = reading?.ok ? reading.input.text : undefined
  tellWithTexts(diagnostics, () => text, color, io)
  io.stderr('onlyif: this is not a saved decision, so there is nothing to report\n')
  return 2
}
