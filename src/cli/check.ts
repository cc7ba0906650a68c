import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { prepare } from '../engine/judge.ts'
import { orphanedWaivers } from '../engine/waiver-warnings.ts'
import { readDate } from '../model/date.ts'
import type { Decision } from '../model/generated/types.ts'
import { diagnosticCounts, diagnosticsText } from '../report/diagnostics-text.ts'
import { forTerminal } from '../report/escape.ts'
import type { Format } from '../report/formats.ts'
import type { Undecided } from '../report/summary.ts'
import { shownBy, textReport } from '../report/text.ts'
import { counted } from '../report/value-words.ts'
import { nextWords, verdictMarks } from '../report/verdict-words.ts'
import { arrange, type Diagnostic, hasErrors } from '../source/diagnostic.ts'
import { didYouMean } from '../source/suggest.ts'
import { type ExitCode, type Io, UsageError, wantsColour, worst } from './io.ts'
import { judgeAll } from './judge-all.ts'
import { type Loaded, loadFor } from './loading.ts'
import { withoutSilenced } from './silences.ts'
import { textsOf } from './texts.ts'

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
  readonly quiet?: boolean
  readonly color?: boolean
}

/** What a run came to: decisions, launches without one, and everything wrong with files. */
interface Outcome {
  readonly decisions: readonly Decision[]
  readonly undecided: readonly Undecided[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Judges launches with both keys, reports, and says whether they may go. */
export async function check(options: CheckOptions, io: Io): Promise<ExitCode> {
  const now = options.now ?? io.now()
  const time = readDate(now)
  if (!time.ok) throw new UsageError(`--now: ${time.message}`, time.hint)
  const loaded = await loadFor(options, io)
  const outcome = await judged(loaded, { ...options, now }, io)
  checkOnly(options, outcome.decisions)
  const shown = options.quiet ? outcome.diagnostics.filter((item) => item.severity === 'error') : outcome.diagnostics
  if (shown.length > 0) {
    const textOf = await textsOf(shown, loaded)
    io.stderr(`${diagnosticsText(shown, { colour: wantsColour(options.color, io.env, io.stderrIsTerminal), width: io.columns, textOf })}\n`)
    if (hasErrors(shown)) io.stderr(`${closingOf(outcome)}\n`)
  }
  const written = await write(outcome, options, io)
  return worst(written, exitCodeOf(outcome))
}

async function judged({ world, problems }: Loaded, options: CheckOptions & { readonly now: string }, io: Io): Promise<Outcome> {
  const files = [...(world?.files ?? []), ...(world?.launches.flatMap((launch) => launch.files) ?? [])]
  // A silence may be for a warning that only lint looks for, so here none is unused.
  const told = (found: readonly Diagnostic[]): Diagnostic[] =>
    arrange(withoutSilenced(found, files).filter((item) => item.code !== 'document/unused-silence'))
  const none = (found: readonly Diagnostic[]): Outcome => ({ decisions: [], undecided: world?.launches ?? [], diagnostics: told(found) })
  if (!world) return none(problems)
  const { commitments, catalogs, waivers, mappings, config, digests, launches } = world
  const everything = [...problems, ...world.diagnostics, ...launches.flatMap((launch) => launch.diagnostics)]
  if (hasErrors(world.diagnostics)) return none(everything)
  const ids = new Set(launches.map((launch) => launch.name))
  const prepared = prepare({
    commitments,
    catalog: catalogs,
    waivers,
    mappings,
    config,
    digests,
    now: options.now,
    noExceptions: !options.exceptions,
    judgedLaunches: ids,
  })
  if (hasErrors(prepared.diagnostics)) return none([...everything, ...prepared.diagnostics])
  const orphans = options.launches.length > 0 ? [] : orphanedWaivers(waivers, ids, (id) => didYouMean(id, ids))
  const results = await judgeAll(prepared, launches, io)
  const decisions = results.flatMap(({ result }) => result?.decision ?? [])
  const undecided = results.flatMap(({ launch, result }) => (result?.decision ? [] : [{ name: launch.name, file: launch.file }]))
  return {
    decisions,
    undecided,
    diagnostics: told([...everything, ...prepared.diagnostics, ...orphans, ...results.flatMap(({ result }) => result?.diagnostics ?? [])]),
  }
}

function exitCodeOf({ decisions, undecided, diagnostics }: Outcome): ExitCode {
  if (hasErrors(diagnostics) || undecided.length > 0 || decisions.length === 0) return 2
  return decisions.some((decision) => decision.blocked) ? 1 : 0
}

function closingOf({ decisions, undecided, diagnostics }: Outcome): string {
  const errors = diagnosticCounts(diagnostics.filter((item) => item.severity === 'error'))
  if (decisions.length === 0) return `${errors}: nothing was decided`
  return undecided.length === 0 ? errors : `${errors}: no decision for ${counted(undecided.length, 'launch', 'launches')}`
}

/** A filter that fits nothing would hide everything, which nobody means. */
function checkOnly({ only, format }: CheckOptions, decisions: readonly Decision[]): void {
  if (only === undefined || format === 'json' || decisions.length === 0) return
  const requirements = decisions.flatMap((decision) => decision.requirements)
  if (requirements.some(shownBy(only))) return
  const known = new Set(requirements.flatMap(({ id }) => [id, ...id.split('/')]))
  throw new UsageError(`--only: there is no requirement or commitment \`${only}\``, didYouMean(only, known))
}

/** Prints the report, or writes it to a file and tells the verdict on the side. */
async function write(outcome: Outcome, options: CheckOptions, io: Io): Promise<ExitCode> {
  const { format, output, only, quiet } = options
  const toTerminal = output === undefined && io.stdoutIsTerminal
  const colour = wantsColour(options.color, output === undefined ? io.env : {}, toTerminal)
  // Most runs report as text; the other reporters are loaded for those that ask for one.
  const reporter = format === 'text' ? textReport : (await import('../report/reporters.ts')).reporters[format]
  const text = reporter(outcome, { colour, width: output === undefined ? io.columns : undefined, only, quiet })
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
  for (const decision of outcome.decisions.slice(0, 10))
    io.stderr(
      `${verdictMarks[decision.verdict].symbol} ${verdictMarks[decision.verdict].word}  ${forTerminal(decision.launch.id)}: ${nextWords(decision)}\n`,
    )
  io.stderr(`The report is in ${forTerminal(output)}\n`)
  return 0
}
