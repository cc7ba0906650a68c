import { forTerminal } from '../../report/escape.ts'
import { dueWords, localId } from '../../report/requirement-words.ts'
import { counted } from '../../report/value-words.ts'
import { awayWords, type Outcome, outcomeMarks, verdictMarks } from '../../report/verdict-words.ts'
import type { Event, LaunchBrief, Turned, VerdictChanged, WaiverBrief, WaiverExpiring, WeeklyDigest } from './events.ts'

/** A message for people, before it is put into the form of a channel: texts as they are, nothing escaped. */
export interface Message {
  readonly headline: string
  readonly tone: 'good' | 'caution' | 'bad' | 'plain'
  /** What it is about, in small print. */
  readonly about: readonly string[]
  readonly parts: readonly MessagePart[]
  readonly link?: { readonly text: string; readonly url: string }
}

/** Lines under a label. Those that are too many are counted by the channel. */
export interface MessagePart {
  readonly label?: string
  readonly lines: readonly string[]
  readonly isList?: boolean
}

/** Channels refuse what is longer. */
const longestLink = 2000

/** What people are told of an event. */
export function messageOf(event: Event, dashboard?: string): Message {
  const message = wordsOf(event, dashboard)
  const parts = message.parts.map((part) => ({ ...part, lines: part.lines.filter(isSeen) })).filter(({ lines }) => lines.length > 0)
  return { ...message, about: message.about.filter(isSeen), parts }
}

/** Channels refuse texts in which nothing is. */
function isSeen(text: string): boolean {
  return forTerminal(text).trim() !== ''
}

function wordsOf(event: Event, dashboard: string | undefined): Message {
  switch (event.type) {
    case 'verdict.changed':
      return verdictMessage(event.data, dashboard)
    case 'waiver.expiring':
      return waiverMessage(event.data, dashboard)
    case 'digest.weekly':
      return digestMessage(event.data, dashboard)
  }
}

const tones = { go: 'good', 'conditional-go': 'caution', hold: 'bad', 'no-go': 'bad' } as const

function verdictMessage(data: VerdictChanged, dashboard?: string): Message {
  const { launch, verdict, was, blocked, reason, next, turned } = data
  const mark = verdictMarks[verdict]
  return {
    headline: `${mark.symbol} ${launch.title}: ${mark.word}, was ${verdictMarks[was].word}`,
    tone: blocked ? 'bad' : tones[verdict],
    about: aboutLaunch(launch),
    parts: [
      { lines: [reason] },
      ...(turned.length > 0 ? [{ label: 'What turned', lines: turned.map(turnedWords), isList: true }] : []),
      ...next.map(({ label, text }) => ({ label, lines: [text] })),
    ],
    ...linkTo(dashboard, launch.id),
  }
}

function turnedWords({ title, owner, was, outcome }: Turned): string {
  const before = was === undefined ? 'new' : `was ${outcomeMarks[was].word}`
  const now = outcome === undefined ? { symbol: '○', word: 'no longer asked' } : outcomeMarks[outcome]
  return `${now.symbol} ${title}: ${now.word}, ${before} (${owner})`
}

function waiverMessage({ launch, waiver }: WaiverExpiring, dashboard?: string): Message {
  return {
    headline: `▲ ${launch.title}: a waiver ends ${waiver.daysLeft === 0 ? 'today' : awayWords(waiver.daysLeft)}`,
    tone: 'caution',
    about: aboutLaunch(launch),
    parts: [
      {
        lines: [
          `Until ${waiver.expires} a lower bar is accepted for: ${waiver.title}. From the day after, what was promised counts again.`,
        ],
      },
      { label: 'Waiver', lines: [`${waiver.id}: ${waiver.reason}`] },
      ...(waiver.followUp === undefined ? [] : [{ label: 'Still to do', lines: [waiver.followUp] }]),
      { label: 'Owned by', lines: [waiver.owner || launch.owner] },
    ],
    ...linkTo(dashboard, launch.id),
  }
}

function digestMessage({ owner, day, launches, toDo, waivers }: WeeklyDigest, dashboard?: string): Message {
  const blocked = launches.filter((launch) => launch.blocked).length
  const counts = [
    ...(launches.length > 0 ? [`${counted(launches.length, 'open launch', 'open launches')}, ${blocked} blocked`] : []),
    ...(toDo.length > 0 ? [`${toDo.length} to do`] : []),
    ...(waivers.length > 0 ? [counted(waivers.length, 'waiver')] : []),
  ]
  return {
    headline: `The week of ${owner}`,
    tone: 'plain',
    about: [day, ...counts],
    parts: [
      ...listed('Your launches', launches.map(launchWords)),
      ...listed(
        'Yours to do',
        toDo.map((item) => toDoWords(item, day)),
      ),
      ...listed('Waivers that end', waivers.map(waiverWords)),
    ],
    ...(dashboard !== undefined && { link: { text: 'Open the dashboard', url: new URL(dashboard).href } }),
  }
}

function listed(label: string, lines: readonly string[]): MessagePart[] {
  return lines.length === 0 ? [] : [{ label, lines, isList: true }]
}

function launchWords({ title, date, verdict, next }: WeeklyDigest['launches'][number]): string {
  const { symbol, word } = verdictMarks[verdict]
  return `${symbol} ${title}: ${word}, ${next}${date === undefined ? '' : ` · launch on ${date}`}`
}

function toDoWords(item: WeeklyDigest['toDo'][number], day: string): string {
  const { symbol, word } = outcomeMarks[item.outcome satisfies Outcome]
  const due = dueWords(item, { now: day })
  return `${symbol} ${item.title}: ${word}, for ${item.launchTitle}${due === undefined ? '' : ` · ${due}`}`
}

function waiverWords({ requirement, launch, expires, daysLeft }: WaiverBrief & { readonly launch: string }): string {
  return `▲ ${localId(requirement)} of ${launch} ends ${expires}, ${awayWords(daysLeft)}`
}

function aboutLaunch({ id, owner, product, version, date }: LaunchBrief): string[] {
  return [
    version === undefined ? id : `${id} ${version}`,
    ...(product === undefined ? [] : [product]),
    owner,
    ...(date === undefined ? [] : [`launch on ${date}`]),
  ]
}

function linkTo(dashboard: string | undefined, launch: string): Pick<Message, 'link'> {
  if (dashboard === undefined) return {}
  const base = dashboard.endsWith('/') ? dashboard : `${dashboard}/`
  const { href } = new URL(`launches/${encodeURIComponent(launch.replaceAll(/\p{Cs}/gu, '\ufffd'))}`, base)
  return href.length > longestLink ? {} : { link: { text: 'Open the launch', url: href } }
}
