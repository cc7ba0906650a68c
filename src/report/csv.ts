import type { Decision, JudgedRequirement } from '../model/generated/types.ts'
import { forTerminal, withoutCommands } from './escape.ts'
import type { ReportInput, ReportOptions } from './report-input.ts'
import { placeWords } from './requirement-block.ts'
import { openFindings } from './requirement-groups.ts'
import { adviceOf, reasonParts } from './requirement-words.ts'
import { shownBy } from './text.ts'
import { waiversOf } from './waiver-words.ts'

type Cell = string | number | boolean | undefined

interface Row {
  readonly decision: Decision
  readonly requirement: JudgedRequirement
}

interface Column {
  readonly name: string
  /** One sentence for the reference: what stands in the column. */
  readonly means: string
  readonly of: (row: Row) => Cell
}

const column = (name: string, means: string, of: Column['of']): Column => ({ name, means, of })

/** The columns in their order. Names never change and are never used again for something else; new ones are added at the end. */
export const csvColumns: readonly Column[] = [
  column('launch', 'the id of the launch', ({ decision }) => decision.launch.id),
  column('launch_title', 'what is launched', ({ decision }) => decision.launch.title),
  column('product', 'the product it belongs to', ({ decision }) => decision.launch.product),
  column('version', 'the version that is released', ({ decision }) => decision.launch.version),
  column('tier', 'how big the launch is, 1 being the biggest', ({ decision }) => decision.launch.tier),
  column('launch_owner', 'who answers for the launch', ({ decision }) => decision.launch.owner),
  column('launch_date', 'the day of the launch', ({ decision }) => decision.launch.date),
  column('verdict', 'go, conditional-go, hold, no-go, or not-decided', ({ decision }) => decision.verdict),
  column('blocked', 'true if the launch must not go now', ({ decision }) => decision.blocked),
  column('gate_ready', 'red, amber or green: could it go today?', ({ decision }) => decision.gateReady),
  column('on_plan', 'red, amber, green or grey: is anyone late?', ({ decision }) => decision.onPlan),
  column('requirement', 'the id of the requirement, with its commitment', ({ requirement }) => requirement.id),
  column('only_if', 'the end of the sentence "We go to market only if …"', ({ requirement }) => requirement.title),
  column('stage', 'the stage of the journey', ({ requirement }) => requirement.stage),
  column('competency', 'the customer leadership competency, 1 to 5', ({ requirement }) => requirement.competency),
  column('owner', 'who answers for the requirement', ({ requirement }) => requirement.owner),
  column('enforcement', 'blocking or advisory', ({ requirement }) => requirement.enforcement),
  column('due', 'the day by which it should be met', ({ requirement }) => requirement.due),
  column('overdue', 'true if that day has passed and it is not met', ({ requirement }) => requirement.overdue),
  column('outcome', 'met, unmet, unknown, waived or not-applicable', ({ requirement }) => requirement.outcome),
  column('outcome_without_waivers', 'how it came out without any waiver', ({ requirement }) => requirement.underlying),
  column('reason', 'why it came out like that, in words', ({ decision, requirement }) => reasonParts(requirement, decision).join(' · ')),
  column('to_do', 'what to do when it is not met', ({ requirement }) => adviceOf(requirement)),
  column('waivers', 'the waivers by which it is waived', ({ requirement }) => requirement.waivedBy?.join(' ')),
  column('waiver_ends', 'the day the first of them ends', ({ decision, requirement }) =>
    first(waiversOf(requirement, decision).map((item) => item.expires)),
  ),
  column('evidence_as_of', 'the oldest day that its evidence states', ({ requirement }) => first(evidenceOf(requirement, 'asOf'))),
  column('evidence_links', 'the links of its evidence', ({ requirement }) => [...new Set(evidenceOf(requirement, 'link'))].join(' ')),
  column('honors', 'what keeping it does for customers', ({ requirement }) => requirement.honors),
  column('dishonors', 'what breaking it would do to a customer', ({ requirement }) => requirement.dishonors),
  column('hand_off_from', 'the team that passes something on', ({ requirement }) => requirement.handOff?.from),
  column('hand_off_to', 'the team that receives it', ({ requirement }) => requirement.handOff?.to),
  column('hand_off', 'what is passed on', ({ requirement }) => requirement.handOff?.what),
  column('place', 'where in the manifest to look first', ({ decision, requirement }) => placeOf(requirement, decision)),
  column('judged_at', 'the moment for which it was judged', ({ decision }) => decision.now),
  column('engine', 'the program and version that judged', ({ decision }) => decision.engine),
  column('decision', 'the digest of the decision', ({ decision }) => decision.digest),
]

/** CSV for spreadsheets: UTF-8 with a byte order mark, CRLF, a row for each launch and requirement; a launch without a decision has one, too. */
export function csvReport({ decisions, undecided }: ReportInput, options: ReportOptions): string {
  const isShown = shownBy(options.only)
  const rows = [
    csvColumns.map(({ name }) => name),
    ...decisions.flatMap((decision) => rowsOf(decision, decision.requirements.filter(isShown))),
    ...undecided.map(({ name, file }) =>
      csvColumns.map((item) => ({ launch: name, verdict: 'not-decided', blocked: true, place: file })[item.name]),
    ),
  ]
  // The byte order mark is put before the text last: it must not shield a line from the look for commands.
  return `\ufeff${withoutCommands(rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join(''))}`
}

/** A decision without any requirement still has its launch and verdict to tell. */
function rowsOf(decision: Decision, requirements: readonly JudgedRequirement[]): Cell[][] {
  if (decision.requirements.length > 0) return requirements.map((requirement) => csvColumns.map(({ of }) => of({ decision, requirement })))
  const { launch, verdict, blocked, gateReady, onPlan, now, engine, digest } = decision
  const known: Readonly<Record<string, Cell>> = {
    launch: launch.id,
    launch_title: launch.title,
    launch_owner: launch.owner,
    launch_date: launch.date,
    verdict,
    blocked,
    gate_ready: gateReady,
    on_plan: onPlan,
    judged_at: now,
    engine,
    decision: digest,
  }
  return [csvColumns.map(({ name }) => known[name])]
}

/** Characters, full-width ones among them, by which a spreadsheet takes a cell for a formula. */
const formula = /^[\s']*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u

/** A cell as a spreadsheet reads it back, RFC 4180; a text that looks like a formula gets an apostrophe before it. */
export function csvCell(value: Cell): string {
  if (typeof value === 'number' && value >= 0) return String(value)
  const text = forTerminal(String(value ?? '')).trim()
  // Where the semicolon separates, a spreadsheet starts a new cell there.
  const guarded = (formula.test(text) ? `'${text}` : text).replaceAll(/([;|]\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/gu, "$1'")
  return /[",;\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

function evidenceOf({ findings }: JudgedRequirement, key: 'asOf' | 'link'): string[] {
  return findings.flatMap((finding) => finding.evidence?.[key] ?? [])
}

/** The first of days or times in the order of the calendar, which is that of their letters. */
function first(dates: readonly string[]): string | undefined {
  return [...dates].sort()[0]
}

function placeOf(requirement: JudgedRequirement, decision: Decision): string {
  const finding = openFindings(requirement)[0] ?? requirement.findings[0]
  return finding ? placeWords(finding.manifest) : decision.launch.file
}
