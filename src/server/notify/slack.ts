import { piecesOf } from './channel-text.ts'
import type { Message, MessagePart } from './message.ts'

/** A message as Slack's incoming webhooks take it, and those of others that are compatible. `text` is for notices and for who knows no blocks. */
export interface SlackMessage {
  readonly text: string
  readonly blocks: readonly object[]
  readonly unfurl_links: false
  readonly unfurl_media: false
}

/** Slack refuses a section with more characters than 3,000. */
const longestSection = 2800
const mostLines = 12
/** Parts an otherwise active text: Slack has no way to escape what is no `&`, `<` or `>`. */
const gap = '\u200b'
const lookAlikes: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼' }

/** A text from anywhere in mrkdwn, as one line that says it and does nothing: no mention, link, mark-up or emoji comes of it. */
export function slackText(text: string, longest?: number): string {
  return piecesOf(text, longest)
    .map((piece) => (piece.isCode ? `\`${piece.text}\`` : escaped(piece.text)))
    .join('')
}

function escaped(text: string): string {
  return (
    text
      // Between letters these mean nothing, and names have underscores.
      .replaceAll(/(?<![A-Za-z0-9])[*_~]|[*_~](?![A-Za-z0-9])/g, (mark) => lookAlikes[mark] ?? mark)
      .replaceAll('`', 'ˋ')
      .replaceAll(/:(?!\d\d(?::|Z?$|\D))(?=[\w+'-]+:)/g, `:${gap}`)
      // What follows is for others that read `text` as Markdown and look for mentions.
      .replaceAll(/@(?=\S)/g, `@${gap}`)
      .replaceAll('://', `:${gap}//`)
      .replaceAll(/\bwww\./gi, (word) => `${word.slice(0, 3)}${gap}.`)
      .replaceAll('](', `]${gap}(`)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
  )
}

/** A message for Slack. */
export function slackMessage({ headline, about, parts, link }: Message): SlackMessage {
  const title = slackText(headline, 200)
  const context = about.map((text) => slackText(text, 100)).join(' · ')
  return {
    text: [title, context, ...parts.filter((part) => part.label === undefined).map(partText)].join('\n'),
    blocks: [
      section(`*${title}*`),
      ...(context === '' ? [] : [{ type: 'context', elements: [mrkdwn(context)] }]),
      ...parts.map((part) => section(partText(part))),
      ...(link ? [section(`<${link.url}|${slackText(link.text)}>`)] : []),
    ],
    unfurl_links: false,
    unfurl_media: false,
  }
}

function partText({ label, lines, isList = false }: MessagePart): string {
  const shown: string[] = []
  let size = 0
  for (const line of lines.slice(0, mostLines)) {
    const text = slackText(line)
    size += text.length + 1
    if (size > longestSection) break
    shown.push(text)
  }
  const rest = lines.length - shown.length
  const all = rest > 0 ? [...shown, `… and ${rest} more`] : shown
  return label === undefined ? all.join('\n') : `*${slackText(label)}*${isList ? '\n' : ': '}${all.join('\n')}`
}

function section(text: string): object {
  return { type: 'section', text: mrkdwn(text) }
}

/** Verbatim: Slack makes no links of what looks like an address, a channel or a name. */
function mrkdwn(text: string): object {
  return { type: 'mrkdwn', text, verbatim: true }
}
