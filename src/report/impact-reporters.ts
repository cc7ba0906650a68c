import type { ImpactChange, RequirementChange } from '../authoring/impact.ts'
import { canonicalJson } from '../source/digest.ts'
import { csvCell } from './csv.ts'
import { withoutCommands } from './escape.ts'
import type { ImpactFormat } from './impact-formats.ts'
import { impactHtml } from './impact-html.ts'
import { impactMarkdown } from './impact-markdown.ts'
import { impactText } from './impact-text.ts'
import { changeReason, type ImpactReport } from './impact-words.ts'
import type { ReportOptions } from './report-input.ts'
import { placeWords } from './requirement-block.ts'

/** Every format of an impact, by the name that `--format` takes. */
export const impactReporters: Readonly<Record<ImpactFormat, (report: ImpactReport, options: ReportOptions) => string>> = {
  text: impactText,
  markdown: impactMarkdown,
  json: impactJson,
  csv: impactCsv,
  html: impactHtml,
}

/** An impact as canonical JSON; its shape is in `docs/impact.md`. */
function impactJson({ impact, now, decisions, before, after }: ImpactReport): string {
  const { facts: _, ...rest } = impact
  const asked = { ...(now !== undefined && { now }), ...(decisions !== undefined && { decisions }) }
  return `${canonicalJson({ apiVersion: 'onlyif/v1', kind: 'Impact', ...asked, before, after, ...rest })}\n`
}

type Cell = string | number | boolean | undefined

const columns: readonly (readonly [
  name: string,
  of: (change: ImpactChange, item: RequirementChange | undefined, report: ImpactReport) => Cell,
])[] = [
  ['launch', ({ launch }) => launch.id],
  ['launch_title', ({ launch }) => launch.title],
  ['launch_owner', ({ launch }) => launch.owner],
  ['launch_date', ({ launch }) => launch.date],
  ['group', ({ group }) => group],
  ['verdict_before', ({ before }) => before],
  ['verdict_after', ({ after }) => after],
  ['requirement', (_, item) => item?.id],
  ['requirement_before', (_, item) => item && (item.was ?? (item.before ? item.id : undefined))],
  ['only_if', (_, item) => item?.title],
  ['outcome_before', (_, item) => item?.before?.outcome],
  ['outcome_after', (_, item) => item?.after?.outcome],
  ['enforcement_before', (_, item) => item?.before?.enforcement],
  ['enforcement_after', (_, item) => item?.after?.enforcement],
  ['turns_verdict', (_, item) => item?.turns],
  ['reason', (change, item, report) => (item ? changeReason(item, change, report) : change.diagnostics[0]?.message)],
  [
    'place',
    ({ diagnostics: [first] }, item) => {
      const finding = item?.after?.finding ?? item?.before?.finding
      if (finding) return placeWords(finding.commitment)
      return first?.range ? placeWords({ file: first.file, ...first.range.start }) : first?.file
    },
  ],
]

/** CSV for spreadsheets: a row for each launch and requirement that differ; a launch without a decision has one, too. */
function impactCsv(report: ImpactReport): string {
  const rows = report.impact.changes.flatMap((change) =>
    (change.requirements.length > 0 ? change.requirements : [undefined]).map((item) => columns.map(([, of]) => of(change, item, report))),
  )
  const lost = report.impact.lost.map(({ id, title, owner, date, why }): Cell[] => {
    const known: Readonly<Record<string, Cell>> = {
      launch: id,
      launch_title: title,
      launch_owner: owner,
      launch_date: date,
      group: 'lost',
      reason: why,
    }
    return columns.map(([name]) => known[name])
  })
  const lines = [columns.map(([name]): Cell => name), ...rows, ...lost].map((cells) => `${cells.map(csvCell).join(',')}\r\n`)
  return `\ufeff${withoutCommands(lines.join(''))}`
}
