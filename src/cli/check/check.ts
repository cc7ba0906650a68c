import { optional } from '../../model/fields.ts'
import { diagnosticCounts } from '../../report/diagnostics-text.ts'
import { forTerminal } from '../../report/escape.ts'
import type { Format } from '../../report/formats.ts'
import { closesGate, verdictOf } from '../../report/gate-verdict.ts'
import { textReport } from '../../report/text.ts'
import { counted } from '../../report/value-words.ts'
import { nextWords, verdictMarks } from '../../report/verdict-words.ts'
import { arrange, type Diagnostic, hasErrors } from '../../source/diagnostic.ts'
import { type JudgedWorld, judgeWorld } from '../../world/judged-world.ts'
import { tellDiagnostics } from '../diagnostics.ts'
import { docsNamed } from '../docs-site.ts'
import { type ExitCode, type Io, wantsColour, worst } from '../io.ts'
import { type Loaded, loadFor } from '../loading.ts'
import { momentOf } from '../moment.ts'
import { foundBy, tellRoot } from '../root-line.ts'
import { checkShown } from '../shown-part.ts'
import { writeReport } from '../written.ts'

/** What `onlyif check` is asked to do. */
export interface CheckOptions {
  readonly launches: readonly string[]
  readonly format: Format
  readonly output?: string
  readonly commitments?: readonly string[]
  readonly catalog?: readonly string[]
  readonly waivers?: readonly string[]
  readonly mapping?: readonly string[]
  readonly facts?: readonly string[]
  readonly now?: string
  readonly exceptions: boolean
  readonly trustedRef?: string
  readonly only?: string
  readonly docs?: string
  readonly quiet?: boolean
  readonly color?: boolean
}

/** Judges launches with both keys, reports, and says whether they may go. */
export async function check(options: CheckOptions, io: Io): Promise<ExitCode> {
  const now = momentOf(options.now, io)
  const named = docsNamed(options.docs)
  const loaded = await loadFor(options, io)
  tellRoot(loaded.root, { ...options, found: foundBy(options.launches, loaded.world), command: 'check' }, io)
  const outcome = await judged(loaded, { ...options, now }, io)
  checkShown(options.only, options.format, outcome.decisions)
  const shown = options.quiet ? outcome.diagnostics.filter((item) => item.severity === 'error') : await advised(outcome, loaded)
  await tellDiagnostics(shown, loaded, options.color, io)
  if (hasErrors(shown)) io.stderr(`${closingOf(outcome)}\n`)
  const written = await write(outcome, { ...options, ...optional('docs', named ?? loaded.world?.config.docs) }, io)
  return worst(written, exitCodeOf(outcome))
}

/** What is told on the side: besides what the reports have, what only makes people wonder. */
async function advised({ diagnostics }: JudgedWorld, { world }: Loaded): Promise<readonly Diagnostic[]> {
  if (!world || hasErrors(diagnostics)) return diagnostics
  const { missedByLaunches } = await import('./near-misses.ts')
  return arrange([...diagnostics, ...missedByLaunches(world)])
}

/** From this many launches on, a terminal is told how far the judging is. */
const manyLaunches = 25

async function judged({ world, problems }: Loaded, options: CheckOptions & { readonly now: string }, io: Io): Promise<JudgedWorld> {
  if (!world) return { decisions: [], undecided: [], diagnostics: arrange(problems) }
  const shows = io.stderrIsTerminal && world.launches.length >= manyLaunches
  const result = await judgeWorld(world, {
    now: options.now,
    noExceptions: !options.exceptions,
    isPartial: options.launches.length > 0,
    onLaunch: (index, total) => {
      if (shows && index % 10 === 0) io.stderr(`\r\u001b[Kjudging ${index + 1} of ${total} launches`)
    },
  })
  if (shows) io.stderr('\r\u001b[K')
  return result
}

function exitCodeOf(outcome: JudgedWorld): ExitCode {
  if (verdictOf(outcome) === 'undecided') return 2
  return closesGate(outcome) ? 1 : 0
}

function closingOf({ decisions, undecided, diagnostics }: JudgedWorld): string {
  const errors = diagnosticCounts(diagnostics.filter((item) => item.severity === 'error'))
  if (decisions.length === 0) return `${errors}: nothing was decided`
  return undecided.length === 0 ? errors : `${errors}: no decision for ${counted(undecided.length, 'launch', 'launches')}`
}

/** As many verdicts are told beside a report in a file. */
const toldVerdicts = 10

/** Prints the report, or writes it to a file and tells the verdict on the side. */
async function write(outcome: JudgedWorld, options: CheckOptions, io: Io): Promise<ExitCode> {
  const { format, output, only, quiet, docs } = options
  const toTerminal = output === undefined && io.stdoutIsTerminal
  const colour = wantsColour(options.color, output === undefined ? io.env : {}, toTerminal)
  // Most runs report as text; the other reporters are loaded for those that ask for one.
  const reporter = format === 'text' ? textReport : (await import('../../report/reporters.ts')).reporters[format]
  const text = reporter(outcome, { colour, width: output === undefined ? io.columns : undefined, only, quiet, docs })
  return writeReport(text, output, io, { aside: outcome.decisions.slice(0, toldVerdicts).map(verdictLine).join('') })
}

function verdictLine(decision: JudgedWorld['decisions'][number]): string {
  const { symbol, word } = verdictMarks[decision.verdict]
  return `${symbol} ${word}  ${forTerminal(decision.launch.id)}: ${nextWords(decision)}\n`
}
