import type { LinkedCommitments } from '../../model/link.ts'
import { type Explanation, explain, explainable } from '../../report/explain/explanation.ts'
import { type ExplainFormat, explainers } from '../../report/explain/formats.ts'
import { arrange, type Diagnostic } from '../../source/diagnostic.ts'
import { didYouMean } from '../../source/suggest.ts'
import { isAnyEmpty } from '../../world/argument.ts'
import { tellWithTexts } from '../diagnostics.ts'
import { type ExitCode, type Io, UsageError, wantsColour } from '../io.ts'
import { recordsIn } from '../recorded-decisions.ts'
import { tellRoot } from '../root-line.ts'
import { refuseAltered } from '../saved-files.ts'
import { writeReport } from '../written.ts'
import { type Explainable, loadExplainable } from './explainable.ts'

/** What `onlyif explain` is asked to do. */
export interface ExplainOptions {
  readonly id?: string
  readonly format: ExplainFormat
  readonly output?: string
  readonly commitments?: readonly string[]
  readonly catalog?: readonly string[]
  readonly decisions?: readonly string[]
  readonly color?: boolean
}

/** Says in plain language what commitments demand. Nothing is judged. */
export async function explainCommand(options: ExplainOptions, io: Io): Promise<ExitCode> {
  if (isAnyEmpty([options.commitments, options.catalog, options.decisions]) || options.id === '')
    throw new UsageError('an empty name was given', 'is a variable not set?')
  const loaded = await loadExplainable({ ...options, cwd: io.cwd })
  tellRoot(loaded.root, options, io)
  const explanation = await explained(loaded, options, io)
  if (!explanation) return 2
  const { output } = options
  const colour = wantsColour(options.color, output === undefined ? io.env : {}, output === undefined && io.stdoutIsTerminal)
  const text = explainers[options.format](explanation, { colour, width: output === undefined ? io.columns : undefined })
  return writeReport(text, output, io, { noun: 'explanation' })
}

/** The explanation of what is asked for; undefined, with the reasons told, where files are wrong. */
export async function explained(
  { linked, tests, diagnostics, textOf }: Explainable,
  { id, decisions, color }: Pick<ExplainOptions, 'id' | 'decisions' | 'color'>,
  io: Io,
): Promise<Explanation | undefined> {
  const records = decisions && (await recordsIn(decisions, io))
  const wrong = [...diagnostics.filter((item) => item.severity === 'error'), ...(records?.diagnostics ?? [])]
  if (!linked || wrong.length > 0) {
    complain(wrong, textOf, color, io)
    return undefined
  }
  if (id !== undefined) checkAsked(id, linked)
  refuseAltered(records?.altered ?? [])
  return explain({
    linked,
    tests,
    ...(records && { records: records.book }),
    ...(id !== undefined && { isAsked: (item: { id: string; commitment: string }) => isAsked(id, item, linked) }),
  })
}

function complain(wrong: readonly Diagnostic[], textOf: Explainable['textOf'], color: boolean | undefined, io: Io): void {
  tellWithTexts(arrange(wrong), textOf, color, io)
  io.stderr('onlyif: nothing was explained: mend the files first\n')
}

/** Whether a requirement, as one of a commitment's list, is what somebody asks for: by commitment, by full id, or by short id. */
function isAsked(asked: string, { id, commitment }: { id: string; commitment: string }, linked: LinkedCommitments): boolean {
  if (linked.commitments.some((item) => item.commitment.id === asked)) return commitment === asked
  const isHome = id.startsWith(`${commitment}/`)
  return isHome && (id === asked || id.endsWith(`/${asked}`))
}

/** An id that names nothing would explain nothing, which nobody means. */
function checkAsked(id: string, linked: LinkedCommitments): void {
  const known = explainable(linked)
  if (known.includes(id)) return
  throw new UsageError(
    `there is no commitment or requirement \`${id}\``,
    didYouMean(id, known, `there are ${linked.commitments.map(({ commitment }) => `\`${commitment.id}\``).join(', ')}`),
  )
}
