import type { Decision, JudgedWaiver } from '../model/generated/types.ts'
import { launchWords } from './launch-header.ts'
import { requirementEntry } from './markdown-requirement.ts'
import { markdownCode, markdownSentence, markdownText } from './markdown-text.ts'
import { reasonSentence, threeLines, wayToGo } from './next-steps.ts'
import { fitPage, type PagePart } from './page-budget.ts'
import type { ReportInput, ReportOptions } from './report-input.ts'
import { groupsOf, type RequirementGroup } from './requirement-groups.ts'
import { localId } from './requirement-words.ts'
import { worstFirst } from './summary.ts'
import { shownBy } from './text.ts'
import { counted } from './value-words.ts'
import { countWords, outcomeMarks, ragWords, verdictMarks } from './verdict-words.ts'
import { clockWords, stateWords } from './waiver-words.ts'

/** A comment on GitHub holds 65,536 characters; the rest is for what its sender puts around it. */
const longestComment = 65_000

/** Kept free for what is there however much else is left out. */
const closingRoom = 4_000

/** Texts at the top are cut, so that none of them pushes the verdict out. */
const longestTitle = 160
const longestLine = 700

/** GitHub-flavoured Markdown for pull requests and chat: the verdict first, then three lines, then everything else folded away. */
export function markdownReport(input: ReportInput, options: ReportOptions): string {
  const { decisions, undecided } = input
  const [single] = decisions
  const isSingle = decisions.length === 1 && undecided.length === 0
  const parts = isSingle && single ? decisionParts(single, 2, options) : [...summaryParts(input), ...manyParts(input, options)]
  const note =
    options.only === undefined
      ? ''
      : `Only ${markdownCode(brief(options.only, longestTitle))} is shown; the verdict is over everything.\n\n`
  const { text, left } = fitPage(parts, longestComment - closingRoom - note.length)
  const more =
    left === 0
      ? ''
      : `**${counted(left, 'entry', 'entries')} more ${left === 1 ? 'does' : 'do'} not fit here**; all are in the decision (\`--format json\`).\n\n`
  return `${note}${text}${more}${isSingle && single ? closingLine(single) : ''}`
}

function summaryParts({ decisions, undecided, diagnostics }: ReportInput): PagePart[] {
  const blocked = decisions.filter((decision) => decision.blocked).length
  const total = decisions.length + undecided.length
  const count = [
    counted(total, 'launch', 'launches'),
    `${blocked} blocked`,
    ...(undecided.length > 0 ? [`${undecided.length} not decided`] : []),
  ].join(', ')
  const rows = [
    ...undecided.map((item) => `| ○ NOT DECIDED | ${markdownText(item.name)} | | | | | |\n`),
    ...worstFirst(decisions).map(summaryRow),
  ]
  const errors = diagnostics.filter((item) => item.severity === 'error')
  return [
    {
      head: `## ${count}\n\n| Verdict | Launch | Date | Fix | Find out | Waived | On plan |\n| --- | --- | --- | --: | --: | --: | --- |\n`,
      entries: rows,
      tail: '\n',
    },
    ...(errors.length === 0
      ? []
      : [
          folded(
            `○ Not decided: ${counted(errors.length, 'error')} in files`,
            true,
            errors.map(
              ({ file, range, message }) =>
                `- ${markdownCode(range ? `${file}:${range.start.line}:${range.start.column}` : file)} ${markdownSentence(message)}\n`,
            ),
          ),
        ]),
  ]
}

function summaryRow(decision: Decision): string {
  const { launch, counts, verdict, blocked } = decision
  const { symbol, word } = verdictMarks[verdict]
  const { unmet, unknown, waived } = counts.blocking
  const cells = [
    `${symbol} ${word}${blocked && verdict === 'conditional-go' ? ', blocked' : ''}`,
    `${markdownText(brief(launch.title, longestTitle))} (${markdownText(brief(launch.id, longestTitle))})`,
    launch.date === undefined ? '' : markdownText(brief(launch.date, longestTitle)),
    unmet,
    unknown,
    waived,
    ragWords(decision).plan,
  ]
  return `| ${cells.join(' | ')} |\n`
}

function manyParts({ decisions }: ReportInput, options: ReportOptions): PagePart[] {
  return worstFirst(decisions).flatMap((decision) => decisionParts(decision, 3, options))
}

function decisionParts(decision: Decision, level: 2 | 3, options: ReportOptions): PagePart[] {
  const isShown = shownBy(options.only)
  const rag = ragWords(decision)
  const { symbol, word } = verdictMarks[decision.verdict]
  const lines = threeLines(decision).map(({ label, text }) => `- **${label}:** ${markdownSentence(brief(text, longestLine))}\n`)
  const front: PagePart = {
    head: [
      `${'#'.repeat(level)} ${symbol} ${word}: ${markdownText(brief(decision.launch.title, longestTitle))}\n\n`,
      `${markdownSentence(reasonSentence(decision))}\n\n`,
      lines.length > 0 ? `${lines.join('')}\n` : '',
      `${countWords(decision)}<br>Gate ${rag.gate} · Plan ${rag.plan}<br>${markdownText(brief(launchWords(decision).join(' · '), longestLine))}\n\n`,
    ].join(''),
    entries: [],
    tail: '',
  }
  if (options.quiet) return [front]
  const shown = decision.requirements.filter(isShown)
  const others = decision.waivers.filter((item) => item.state !== 'in-force' && shown.some(({ id }) => id === item.requirement))
  const groups = groupsOf(shown)
  const isUrgent = ({ key }: RequirementGroup): boolean => key === 'fix' || key === 'find-out'
  return [
    front,
    ...groups.filter(isUrgent).map((group) => groupPart(group, decision)),
    ...wayParts(decision),
    ...groups.filter((group) => !isUrgent(group)).map((group) => groupPart(group, decision)),
    ...waiverParts(others, decision),
  ]
}

function groupPart(group: RequirementGroup, decision: Decision): PagePart {
  const { symbol } = outcomeMarks[group.mark]
  const title = `${symbol} ${group.name} (${group.items.length}): ${group.note}`
  return folded(
    title,
    group.key === 'fix',
    group.items.map((item) => requirementEntry(item, decision)),
  )
}

function wayParts(decision: Decision): PagePart[] {
  const { title, note, changes } = wayToGo(decision)
  if (note === '' && changes.length === 0) return []
  const rows = changes.map(
    ({ owner, text, requirements }) =>
      `- **${markdownText(owner)}**: ${markdownSentence(text)} (${requirements.map((id) => markdownCode(localId(id))).join(', ')})\n`,
  )
  const count = changes.length === 0 ? '' : ` (${counted(changes.length, decision.toGo.possible ? 'change' : 'obstacle')})`
  const first = note === '' ? [] : [`${markdownSentence(note)}\n${rows.length > 0 ? '\n' : ''}`]
  return [folded(`→ ${title}${count}`, false, [...first, ...rows])]
}

function waiverParts(waivers: readonly JudgedWaiver[], { now }: Decision): PagePart[] {
  if (waivers.length === 0) return []
  const entries = waivers.map(
    (waiver) =>
      `- ${markdownCode(waiver.id)} for ${markdownCode(waiver.requirement)}: ${markdownSentence(stateWords(waiver))}; ${markdownText(clockWords(waiver, now))}\n`,
  )
  return [folded(`▲ Waivers that do not count (${waivers.length})`, false, entries)]
}

/** A part that a reader opens; Markdown within it begins after an empty line. The title is ours and holds nothing from files. */
function folded(title: string, isOpen: boolean, entries: readonly string[]): PagePart {
  return { head: `<details${isOpen ? ' open' : ''}>\n<summary><b>${title}</b></summary>\n\n`, entries, tail: '\n</details>\n\n' }
}

function closingLine({ digest, now, engine }: Decision): string {
  const [when, by, which] = [now, engine.replace('@', ' '), digest].map((text) => brief(text, longestTitle))
  return `As of ${markdownText(when ?? '')}, judged by ${markdownText(by ?? '')}; decision ${markdownCode(which ?? '')}\n`
}

function brief(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text
}
