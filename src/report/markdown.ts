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

/** Kept free for the last lines, which are there however much else is left out. */
const closingRoom = 1_000

/** GitHub-flavoured Markdown for pull requests and chat: the verdict first, then three lines, then everything else folded away. */
export function markdownReport(input: ReportInput, options: ReportOptions): string {
  const { decisions, undecided } = input
  const [single] = decisions
  const isSingle = decisions.length === 1 && undecided.length === 0
  const parts = isSingle && single ? decisionParts(single, 2, options) : [...summaryParts(input), ...manyParts(input, options)]
  const note = options.only === undefined ? '' : `Only ${markdownCode(options.only)} is shown; the verdict is over everything.\n\n`
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
  const { launch, counts, verdict } = decision
  const { symbol, word } = verdictMarks[verdict]
  const { unmet, unknown, waived } = counts.blocking
  const cells = [
    `${symbol} ${word}`,
    `${markdownText(launch.title)} (${markdownText(launch.id)})`,
    launch.date === undefined ? '' : markdownText(launch.date),
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
  const lines = threeLines(decision).map(({ label, text }) => `- **${label}:** ${markdownSentence(text)}\n`)
  const front: PagePart = {
    head: [
      `${'#'.repeat(level)} ${symbol} ${word}: ${markdownText(decision.launch.title)}\n\n`,
      `${markdownSentence(reasonSentence(decision))}\n\n`,
      lines.length > 0 ? `${lines.join('')}\n` : '',
      `${countWords(decision)}<br>Gate ${rag.gate} · Plan ${rag.plan}<br>${launchWords(decision).map(markdownText).join(' · ')}\n\n`,
    ].join(''),
    entries: [],
    tail: '',
  }
  if (options.quiet) return [front]
  const shown = decision.requirements.filter(isShown)
  const others = decision.waivers.filter((item) => item.state !== 'in-force' && shown.some(({ id }) => id === item.requirement))
  const groups = groupsOf(shown).map((group) => groupPart(group, decision))
  const afterOpen = groups.filter((_, i) => !isOpenGroup(groupsOf(shown)[i]))
  return [
    front,
    ...groups.filter((part) => !afterOpen.includes(part)),
    ...wayParts(decision),
    ...afterOpen,
    ...waiverParts(others, decision),
  ]
}

function isOpenGroup(group: RequirementGroup | undefined): boolean {
  return group?.key === 'fix' || group?.key === 'find-out'
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
  return [folded(`→ ${title} …${count}`, false, [...(note === '' ? [] : [`${markdownSentence(note)}\n\n`]), ...rows])]
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
  return `As of ${markdownText(now)}, judged by ${markdownText(engine)}; decision ${markdownCode(digest)}\n`
}
