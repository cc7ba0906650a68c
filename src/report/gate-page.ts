import type { Shift } from '../engine/standing.ts'
import type { Decision } from '../model/generated/types.ts'
import { impactSection } from './impact-markdown.ts'
import type { ImpactReport } from './impact-words.ts'
import { brief, detailParts, folded, frontOf, headingOf, longestTitle, summaryParts, wayParts } from './markdown-parts.ts'
import { markdownCode, markdownSentence, markdownText } from './markdown-text.ts'
import { fitPage, inCharacters, type Measure, type PagePart } from './page-budget.ts'
import type { ReportInput } from './report-input.ts'
import { shortReason } from './requirement-block.ts'
import { isBlockedBy } from './requirement-groups.ts'
import { shiftLine } from './standing-words.ts'
import { worstFirst } from './summary.ts'
import { counted } from './value-words.ts'
import { outcomeMarks, verdictMarks } from './verdict-words.ts'

/** Something that a reader must know before the verdict is believed. Texts are sentences, with names from files in backticks. */
export interface Alert {
  /** `stop` closes the gate, or says why it would; `warn` is for those who review; `note` is good to know. */
  readonly mark: 'stop' | 'warn' | 'note'
  readonly text: string
  readonly items: readonly string[]
}

/** What a gate says of one run. */
export interface GatePage extends ReportInput {
  /** Whether the gate is closed: also where nothing could be decided. */
  readonly isBlocked: boolean
  readonly alerts: readonly Alert[]
  /** What is different from the last run. */
  readonly since: readonly Shift[]
  /** Whom an edit of what judges would judge differently, were it merged. */
  readonly impact?: ImpactReport
  /** What the page rests on, for those who want to look it up: sentences. */
  readonly footing: readonly string[]
  readonly only?: string | undefined
  /** The site that explains requirements. */
  readonly docs?: string | undefined
}

/** How much room a page has. */
export interface PageRoom {
  readonly limit: number
  readonly size?: Measure
  /** Whether everything below the first lines is closed until somebody opens it. */
  readonly isFolded: boolean
}

/** How an alert is marked. */
export const alertMarks = { stop: '✖', warn: '▲', note: '○' } as const
/** So much of the room an impact may take. */
const impactShare = 0.4
/** Kept free for what is there however much else is left out. */
const closingRoom = 300
const longestSentence = 600
const mostItems = 20
/** Launches that get their three lines in front; the others follow. */
const frontLaunches = 20

/** Markdown for a pull request or a job: the verdict, what must be known beside it, three lines a launch, then everything else folded away. */
export function gatePage(page: GatePage, room: PageRoom): string {
  const { limit, size = inCharacters } = room
  const close = closingPart(page)
  const left = limit - closingRoom - size(close)
  const front = [...frontParts(page), ...impactParts(page, left, size), ...overviewParts(page)]
  const full = fitPage([...front, ...restParts(page, room, true)], left, size)
  // Where not everything fits, what is missing and what would help comes first, in a line each.
  const fitted = full.left === 0 ? full : fitPage([...front, ...essentialParts(page), ...restParts(page, room, false)], left, size)
  const more =
    fitted.left === 0 ? '' : `**${counted(fitted.left, 'entry', 'entries')} more do not fit here**; everything is in the decision file.\n\n`
  return `${fitted.text}${more}${close}`
}

function frontParts(page: GatePage): PagePart[] {
  const { decisions, undecided, alerts } = page
  const single = soleDecision(page)
  const blocked = worstFirst(decisions.filter((decision) => decision.blocked))
  return [
    {
      head: single && single.blocked === page.isBlocked ? headingOf(single, 2) : `## ${headline(page)}\n\n`,
      entries: alerts.map(alertText),
      tail: '',
    },
    ...(single
      ? [{ head: `${single.blocked === page.isBlocked ? '' : headingOf(single, 3)}${frontOf(single)}`, entries: [], tail: '' }]
      : blocked
          .slice(0, frontLaunches)
          .map((decision) => ({ head: `${headingOf(decision, 3)}${frontOf(decision)}`, entries: [], tail: '' }))),
    ...(decisions.length + undecided.length === 0 && page.diagnostics.length === 0
      ? [{ head: 'Nothing judged is not a go.\n\n', entries: [], tail: '' }]
      : []),
  ]
}

/** Set aside in front of the rest, which it must not be pushed out by; cut to its share by itself. */
function impactParts({ impact }: GatePage, left: number, size: Measure): PagePart[] {
  if (!impact) return []
  const whole = 'all are in `onlyif impact --format csv` with that branch as its `--base`'
  const text = impactSection(impact, { limit: Math.floor(left * impactShare), size, isPart: true, whole })
  return [{ head: text, entries: [], tail: '', isKept: true }]
}

function overviewParts(page: GatePage): PagePart[] {
  const { since } = page
  return [
    ...(since.length === 0
      ? []
      : [
          folded(
            'Since the last run',
            true,
            since.map((shift) => `- ${markdownSentence(shiftLine(shift))}\n`),
          ),
        ]),
    ...(soleDecision(page) ? [] : tableParts(page)),
  ]
}

function tableParts(page: GatePage): PagePart[] {
  const [table, ...others] = summaryParts(page)
  if (page.decisions.length + page.undecided.length === 0) return others
  if (!table) return others
  const head = table.head.replace(/^## [^\n]*\n\n/, '')
  const closed = folded('The launches', page.isBlocked, [])
  return [{ ...table, head: `${closed.head}${head}`, tail: `${table.tail}${closed.tail.trimStart()}` }, ...others]
}

function headline({ decisions, undecided, diagnostics, isBlocked }: GatePage): string {
  const total = decisions.length + undecided.length
  const blocked = decisions.filter((decision) => decision.blocked).length + undecided.length
  if (decisions.length === 0) return '○ NOTHING WAS DECIDED'
  if (blocked > 0) return `✖ ${blocked} of ${counted(total, 'launch', 'launches')} ${blocked === 1 ? 'is' : 'are'} blocked`
  if (isBlocked) return diagnostics.some((item) => item.severity === 'error') ? '✖ BLOCKED: files have errors' : '✖ BLOCKED'
  const isPlain = decisions.every((decision) => decision.verdict === 'go')
  const { symbol } = verdictMarks[isPlain ? 'go' : 'conditional-go']
  return `${symbol} ${total === 1 ? 'The launch' : `All ${total} launches`} may go${isPlain ? '' : ', some with waivers'}`
}

function alertText({ mark, text, items }: Alert): string {
  const sentences = items.map((item) => markdownSentence(brief(item, longestSentence))).filter((item) => item.trim() !== '')
  const shown = sentences.slice(0, mostItems).map((item) => `- ${item}\n`)
  const rest = sentences.length - shown.length
  const list = shown.length === 0 ? '' : `\n${shown.join('')}${rest > 0 ? `- and ${rest} more\n` : ''}`
  return `${alertMarks[mark]} **${markdownSentence(brief(text, longestSentence))}**\n${list}\n`
}

/** What is missing and what would help, a line each, of every launch that is blocked. */
function essentialParts({ decisions }: GatePage): PagePart[] {
  return worstFirst(decisions.filter((decision) => decision.blocked)).flatMap((decision) => [
    folded(
      'What blocks, in short',
      true,
      decision.requirements
        .filter((item) => isBlockedBy(item, decision))
        .map(
          (item) =>
            `- ${outcomeMarks[item.outcome].symbol} ${markdownCode(brief(item.id, longestTitle))} (${markdownText(brief(item.owner, longestTitle))}): ${markdownSentence(brief(shortReason(item, decision), longestSentence))}\n`,
        ),
    ),
    ...wayParts(decision),
  ])
}

function restParts(page: GatePage, { isFolded }: PageRoom, hasWay: boolean): PagePart[] {
  const single = soleDecision(page)
  const options = { only: page.only, docs: page.docs }
  if (single) return detailParts(single, options, { isOpen: !isFolded, hasWay })
  return worstFirst(page.decisions).flatMap((decision, i) => [
    {
      head: decision.blocked && i < frontLaunches ? headingOf(decision, 3) : `${headingOf(decision, 3)}${frontOf(decision)}`,
      entries: [],
      tail: '',
    },
    ...detailParts(decision, options, { hasWay }),
  ])
}

function closingPart({ footing, only }: GatePage): string {
  const lines = footing.map((line) => markdownSentence(brief(line, longestSentence)))
  const note = only === undefined ? [] : [`Only ${markdownCode(brief(only, longestTitle))} is shown; the verdict is over everything.`]
  return [...note, ...lines].length === 0 ? '' : `${[...note, ...lines].join('<br>')}\n`
}

function soleDecision({ decisions, undecided }: GatePage): Decision | undefined {
  return decisions.length === 1 && undecided.length === 0 ? decisions[0] : undefined
}
