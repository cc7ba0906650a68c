import { type Impact, type ImpactChange, type ImpactGroup, impactGroups } from '../authoring/impact.ts'
import {
  asOfWords,
  changedId,
  changeMark,
  changeReason,
  changesIn,
  groupMarks,
  type ImpactReport,
  impactCounts,
  impactSummary,
  lostMark,
  outcomeTurn,
  sameWords,
  tallyWords,
  turnWords,
} from './impact-words.ts'
import { brief, folded } from './markdown-parts.ts'
import { markdownCode, markdownSentence, markdownText } from './markdown-text.ts'
import { type FittedPage, fitPage, inCharacters, type Measure, type PagePart } from './page-budget.ts'
import { placeWords } from './requirement-block.ts'
import { counted } from './value-words.ts'

/** A comment on GitHub holds 65,536 characters; the rest is for what its sender puts around it. */
const longestComment = 61_000

const longestText = 400
const longestName = 100
/** Requirements that are named in the line of a launch where there is no room for more. */
const mostNamed = 3
/** Kept free for how many entries are left out. */
const closingRoom = 200

/** Where an impact is shown, and how much room it has there. */
export interface ImpactRoom {
  readonly limit: number
  readonly size?: Measure
  /** Whether it is a part of a page about something else, to be folded away. */
  readonly isPart: boolean
  /** Where all of it is, for when not everything fits: the end of a sentence, Markdown of ours. */
  readonly whole: string
}

type Frame = Pick<PagePart, 'head' | 'tail'>

/** An impact as a comment on a pull request of its own. */
export function impactMarkdown(report: ImpactReport): string {
  return impactSection(report, { limit: longestComment, isPart: false, whole: 'all are in `--format csv`' })
}

/**
 * An impact as Markdown: how many launches change, then each group folded away, those that are blocked open. Where not everything
 * fits, those that are blocked stay, with a line each.
 */
export function impactSection(report: ImpactReport, { limit, size = inCharacters, isPart, whole }: ImpactRoom): string {
  const { impact, before, after, decisions } = report
  const over = decisions === undefined ? '' : `over the last decisions in ${markdownCode(decisions)}, `
  const judged = counted(impact.launches - impact.lost.length, 'launch', 'launches')
  const frame = isPart ? partFrame(impact) : pageFrame(impact)
  const footing = `From ${markdownCode(brief(before, longestName))} to ${markdownCode(after)}, ${over}${markdownText(asOfWords(report))}; ${judged} judged by both.\n`
  const { text, left } = fitted(report, limit - size(frame.head) - size(footing) - size(frame.tail) - closingRoom, size)
  const more = left === 0 ? '' : `**${counted(left, 'entry', 'entries')} more ${left === 1 ? 'does' : 'do'} not fit here**; ${whole}.\n\n`
  return `${frame.head}${text}${more}${footing}${frame.tail}`
}

function pageFrame(impact: Impact): Frame {
  return { head: `## Impact: ${impact.changes.length === 0 ? sameWords(impact) : impactSummary(impact)}\n\n`, tail: '' }
}

function partFrame(impact: Impact): Frame {
  if (impact.changes.length === 0) return folded('Impact if merged: nothing changes for any launch', false, [])
  return folded(`Impact if merged, of ${counted(impact.launches, 'launch', 'launches')}: ${impactCounts(impact)}`, true, [])
}

/** As much as there is room for; what is blocked in full only where all of that fits. */
function fitted(report: ImpactReport, limit: number, size: Measure): FittedPage {
  const isUrgent = (group: ImpactGroup): boolean => group === 'newly-blocked' || group === 'newly-undecided'
  const urgent = (entry: typeof launchEntry): PagePart[] =>
    impactGroups.filter(isUrgent).flatMap((group) => groupPart(group, report, entry))
  const others = impactGroups.filter((group) => !isUrgent(group)).flatMap((group) => groupPart(group, report, launchEntry))
  const isShort = fitPage(urgent(launchEntry), limit, size).left > 0
  return fitPage([...urgent(isShort ? shortEntry : launchEntry), ...others, ...lostPart(report), ...tallyPart(report)], limit, size)
}

function groupPart(group: ImpactGroup, report: ImpactReport, entry: typeof launchEntry): PagePart[] {
  const changes = changesIn(report.impact, group)
  if (changes.length === 0) return []
  const { symbol, name, note } = groupMarks[group]
  const isOpen = group === 'newly-blocked' || group === 'newly-undecided'
  return [
    folded(
      `${symbol} ${name} (${changes.length}): ${note}`,
      isOpen,
      changes.map((change) => entry(change, report)),
    ),
  ]
}

function launchEntry(change: ImpactChange, report: ImpactReport): string {
  const { launch, requirements, diagnostics } = change
  const title = launch.title === launch.id ? '' : `, ${markdownText(brief(launch.title, longestText))}`
  const rows = requirements.map((item) => {
    const reason = changeReason(item, change, report)
    return `  - ${changeMark(item).symbol} ${markdownCode(changedId(item))}: ${outcomeTurn(item)}${reason === undefined ? '' : `; ${markdownSentence(brief(reason, longestText))}`}\n`
  })
  const wrong = diagnostics.map(
    ({ file, range, message }) =>
      `  - ○ ${markdownCode(range ? placeWords({ file, ...range.start }) : file)} ${markdownSentence(brief(message, longestText))}\n`,
  )
  return `- **${turnWords(change)}** ${markdownCode(launch.id)}${title}\n${[...rows, ...wrong].join('')}`
}

/** One line: what turns, and not why. */
function shortEntry(change: ImpactChange): string {
  const { launch, requirements, diagnostics } = change
  const turning = requirements.filter((item) => item.turns)
  const named = turning.slice(0, mostNamed).map((item) => markdownCode(brief(item.id, longestText)))
  const rest = turning.length - named.length + diagnostics.length
  const because = [...named, ...(rest > 0 ? [named.length > 0 ? `${rest} more` : counted(rest, 'error')] : [])].join(', ')
  return `- **${turnWords(change)}** ${markdownCode(launch.id)}${because === '' ? '' : `: ${because}`}\n`
}

function lostPart({ impact: { lost } }: ImpactReport): PagePart[] {
  if (lost.length === 0) return []
  const { symbol, name, note } = lostMark
  const entries = lost.map(({ id, title, why }) => {
    const told = title === id ? '' : `, ${markdownText(brief(title, longestText))}`
    return `- ${markdownCode(id)}${told}: ${markdownSentence(brief(why, longestText))}\n`
  })
  return [folded(`${symbol} ${name} (${lost.length}): ${note}`, false, entries)]
}

function tallyPart({ impact: { requirements } }: ImpactReport): PagePart[] {
  if (requirements.length === 0) return []
  const rows = requirements.map(
    (item) =>
      `| ${markdownText(changedId(item))} | ${item.change === 'same' ? 'unedited' : item.change} | ${item.launches} | ${tallyWords(item.before)} | ${tallyWords(item.after)} |\n`,
  )
  const head =
    '<details>\n<summary><b>Requirements</b></summary>\n\n| Requirement | Edit | Launches that differ | Before | After |\n| --- | --- | --: | --- | --- |\n'
  return [{ head, entries: rows, tail: '\n</details>\n\n' }]
}
