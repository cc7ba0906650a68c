import { type ImpactChange, impactGroups } from '../authoring/impact.ts'
import {
  asOfWords,
  changedId,
  changeMark,
  changeReason,
  changesIn,
  groupMarks,
  type ImpactReport,
  impactSummary,
  lostMark,
  outcomeTurn,
  tallyWords,
  turnWords,
} from './impact-words.ts'
import { markdownCode, markdownSentence, markdownText } from './markdown-text.ts'
import { fitPage, type PagePart } from './page-budget.ts'
import { placeWords } from './requirement-block.ts'
import { counted } from './value-words.ts'

/** A comment on GitHub holds 65,536 characters; the rest is for what its sender puts around it. */
const longestComment = 61_000

const longestText = 400

/** An impact as a comment on a pull request: how many launches change, then each group folded away, those that are blocked open. */
export function impactMarkdown(report: ImpactReport): string {
  const { impact, before, after, decisions } = report
  const parts = [...impactGroups.flatMap((group) => groupPart(group, report)), ...lostPart(report), ...tallyPart(report)]
  const { text, left } = fitPage(parts, longestComment)
  const more =
    left === 0
      ? ''
      : `**${counted(left, 'entry', 'entries')} more ${left === 1 ? 'does' : 'do'} not fit here**; all are in \`--format csv\`.\n\n`
  const headline = impact.changes.length === 0 ? 'Nothing changes for any launch' : impactSummary(impact)
  const over = decisions === undefined ? '' : `over the last decisions in ${markdownCode(decisions)}, `
  const judged = counted(impact.launches - impact.lost.length, 'launch', 'launches')
  return `## Impact: ${headline}\n\n${text}${more}From ${markdownCode(before)} to ${markdownCode(after)}, ${over}${markdownText(asOfWords(report))}; ${judged} judged by both.\n`
}

function groupPart(group: ImpactChange['group'], report: ImpactReport): PagePart[] {
  const changes = changesIn(report.impact, group)
  if (changes.length === 0) return []
  const { symbol, name, note } = groupMarks[group]
  const isOpen = group === 'newly-blocked' || group === 'newly-undecided'
  return [
    folded(
      `${symbol} ${name} (${changes.length}): ${note}`,
      isOpen,
      changes.map((change) => launchEntry(change, report)),
    ),
  ]
}

function launchEntry(change: ImpactChange, report: ImpactReport): string {
  const { launch, requirements, diagnostics } = change
  const title = launch.title === launch.id ? '' : `, ${markdownText(brief(launch.title))}`
  const rows = requirements.map((item) => {
    const reason = changeReason(item, change, report)
    return `  - ${changeMark(item).symbol} ${markdownCode(changedId(item))}: ${outcomeTurn(item)}${reason === undefined ? '' : `; ${markdownSentence(brief(reason))}`}\n`
  })
  const wrong = diagnostics.map(
    ({ file, range, message }) =>
      `  - ○ ${markdownCode(range ? placeWords({ file, ...range.start }) : file)} ${markdownSentence(brief(message))}\n`,
  )
  return `- **${turnWords(change)}** ${markdownCode(launch.id)}${title}\n${[...rows, ...wrong].join('')}`
}

function lostPart({ impact: { lost } }: ImpactReport): PagePart[] {
  if (lost.length === 0) return []
  const { symbol, name, note } = lostMark
  const entries = lost.map(({ id, title, why }) => {
    const told = title === id ? '' : `, ${markdownText(brief(title))}`
    return `- ${markdownCode(id)}${told}: ${markdownSentence(brief(why))}\n`
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

/** The title is ours and holds nothing from files. */
function folded(title: string, isOpen: boolean, entries: readonly string[]): PagePart {
  return { head: `<details${isOpen ? ' open' : ''}>\n<summary><b>${title}</b></summary>\n\n`, entries, tail: '\n</details>\n\n' }
}

function brief(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text
}
