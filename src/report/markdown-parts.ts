import type { Decision, JudgedWaiver } from '../model/generated/types.ts'
import { launchWords } from './launch-header.ts'
import { requirementEntry } from './markdown-requirement.ts'
import { markdownCode, markdownSentence, markdownText } from './markdown-text.ts'
import { besidesWords, reasonSentence, threeLines, wayToGo } from './next-steps.ts'
import type { Change } from './obstacle-words.ts'
import type { PagePart } from './page-budget.ts'
import type { ReportInput, ReportOptions } from './report-input.ts'
import { groupsOf, type RequirementGroup } from './requirement-groups.ts'
import { localId } from './requirement-words.ts'
import { worstFirst } from './summary.ts'
import { shownBy } from './text.ts'
import { counted } from './value-words.ts'
import { countWords, outcomeMarks, ragWords, verdictMarks } from './verdict-words.ts'
import { stateClock, stateWords } from './waiver-words.ts'

/** Texts at the top are cut, so that none of them pushes the verdict out. */
export const longestTitle = 160
const longestLine = 700

/** Many launches in one table, with what is wrong with files. */
export function summaryParts({ decisions, undecided, diagnostics }: ReportInput): PagePart[] {
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

/** Every launch of several, those to look at first before the others. */
export function manyParts({ decisions }: ReportInput, options: ReportOptions): PagePart[] {
  return worstFirst(decisions).flatMap((decision) => decisionParts(decision, 3, options))
}

/** One launch: its verdict, then what it rests on. */
export function decisionParts(decision: Decision, level: 2 | 3, options: ReportOptions): PagePart[] {
  const front: PagePart = { head: `${headingOf(decision, level)}${frontOf(decision)}`, entries: [], tail: '' }
  return options.quiet ? [front] : [front, ...detailParts(decision, options, { isOpen: true })]
}

/** "## ✖ NO-GO: Saved baskets". */
export function headingOf({ verdict, launch }: Decision, level: 2 | 3): string {
  const { symbol, word } = verdictMarks[verdict]
  return `${'#'.repeat(level)} ${symbol} ${word}: ${markdownText(brief(launch.title, longestTitle))}\n\n`
}

/** The reason in a sentence, what is missing, who owns it and what would make it a go in a line each, and the numbers. */
export function frontOf(decision: Decision): string {
  const rag = ragWords(decision)
  const lines = threeLines(decision).map(({ label, text }) => `- **${label}:** ${markdownSentence(brief(text, longestLine))}\n`)
  return [
    `${markdownSentence(reasonSentence(decision))}\n\n`,
    lines.length > 0 ? `${lines.join('')}\n` : '',
    `${countWords(decision)}<br>Gate ${rag.gate} · Plan ${rag.plan}<br>${markdownText(brief(launchWords(decision).join(' · '), longestLine))}\n\n`,
  ].join('')
}

/** Everything that a decision rests on, folded away; what is to be fixed may stand open, and the way to a go be left out. */
export function detailParts(decision: Decision, options: ReportOptions, { isOpen = false, hasWay = true }): PagePart[] {
  const shown = decision.requirements.filter(shownBy(options.only))
  const others = decision.waivers.filter((item) => item.state !== 'in-force' && shown.some(({ id }) => id === item.requirement))
  const groups = groupsOf(shown)
  const isUrgent = ({ key }: RequirementGroup): boolean => key === 'fix' || key === 'find-out'
  return [
    ...groups.filter(isUrgent).map((group) => groupPart(group, decision, { isOpen: isOpen && group.key === 'fix', docs: options.docs })),
    ...(hasWay ? wayParts(decision) : []),
    ...groups.filter((group) => !isUrgent(group)).map((group) => groupPart(group, decision, { isOpen: false, docs: options.docs })),
    ...waiverParts(others, decision),
  ]
}

function groupPart(
  group: RequirementGroup,
  decision: Decision,
  { isOpen, docs }: { readonly isOpen: boolean; readonly docs: string | undefined },
): PagePart {
  const { symbol } = outcomeMarks[group.mark]
  const told = new Set<string>()
  const title = `${symbol} ${group.name} (${group.items.length}): ${group.note}`
  return folded(
    title,
    isOpen,
    group.items.map((item) => requirementEntry(item, decision, { docs, told })),
  )
}

/** What would make a blocked launch go. */
export function wayParts(decision: Decision): PagePart[] {
  const { title, note, obstacles, changes } = wayToGo(decision)
  if (note === '' && changes.length === 0) return []
  const counts = [
    ...(obstacles.length > 0 ? [counted(obstacles.length, 'obstacle')] : []),
    ...(changes.length > 0 ? [counted(changes.length, 'change')] : []),
  ]
  const isListed = obstacles.length + changes.length > 0
  const first = note === '' ? [] : [`${markdownSentence(note)}\n${isListed ? '\n' : ''}`]
  const between = obstacles.length > 0 && changes.length > 0 ? [`\n${markdownSentence(besidesWords(changes.length))}\n\n`] : []
  const count = isListed ? ` (${counts.join(', ')})` : ''
  return [folded(`→ ${title}${count}`, false, [...first, ...obstacles.map(changeRow), ...between, ...changes.map(changeRow)])]
}

function changeRow({ owner, text, requirements }: Change): string {
  return `- **${markdownText(owner)}**: ${markdownSentence(text)} (${requirements.map((id) => markdownCode(localId(id))).join(', ')})\n`
}

function waiverParts(waivers: readonly JudgedWaiver[], { now }: Decision): PagePart[] {
  if (waivers.length === 0) return []
  const entries = waivers.map(
    (waiver) =>
      `- ${markdownCode(waiver.id)} for ${markdownCode(waiver.requirement)}: ${[markdownSentence(stateWords(waiver)), ...[stateClock(waiver, waiver.state, now) ?? []].flat().map(markdownText)].join('; ')}\n`,
  )
  return [folded(`▲ Waivers that do not count (${waivers.length})`, false, entries)]
}

/** A part that a reader opens; Markdown within it begins after an empty line. The title is ours and holds nothing from files. */
export function folded(title: string, isOpen: boolean, entries: readonly string[]): PagePart {
  return { head: `<details${isOpen ? ' open' : ''}>\n<summary><b>${title}</b></summary>\n\n`, entries, tail: '\n</details>\n\n' }
}

/** What a decision rests on, for those who want to look it up. */
export function closingLine({ digest, now, engine }: Decision): string {
  const [when, by, which] = [now, engine.replace('@', ' '), digest].map((text) => brief(text, longestTitle))
  return `As of ${markdownText(when ?? '')}, judged by ${markdownText(by ?? '')}; decision ${markdownCode(which ?? '')}\n`
}

/** The beginning of a text. */
export function brief(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text
}
