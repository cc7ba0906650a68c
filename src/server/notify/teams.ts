import { piecesOf } from './channel-text.ts'
import type { Message, MessagePart } from './message.ts'

/** A message as a workflow of Teams takes it that posts what its webhook receives: an adaptive card in an envelope. */
export interface TeamsMessage {
  readonly type: 'message'
  readonly attachments: readonly [
    { readonly contentType: 'application/vnd.microsoft.card.adaptive'; readonly contentUrl: null; readonly content: object },
  ]
}

const mostLines = 12
const colors = { good: 'Good', caution: 'Warning', bad: 'Attention', plain: 'Default' } as const

/** A message for Teams. All texts stand in text runs, which are shown as they are: in text blocks, Markdown would be read in them. */
export function teamsMessage({ headline, tone, about, parts, link }: Message): TeamsMessage {
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          msteams: { width: 'Full' },
          body: [
            line(runs(headline, { size: 'Large', weight: 'Bolder', color: colors[tone] }, 200)),
            ...(about.length === 0 ? [] : [line(runs(about.join(' · '), { size: 'Small', isSubtle: true }), 'None')]),
            ...parts.flatMap(partLines),
          ],
          ...(link && { actions: [{ type: 'Action.OpenUrl', title: link.text, url: link.url }] }),
        },
      },
    ],
  }
}

type Style = Readonly<Record<string, string | boolean>>

function partLines({ label, lines, isList = false }: MessagePart): object[] {
  const shown = lines.slice(0, mostLines)
  const rest = lines.length - shown.length
  const title = label === undefined ? [] : [run(isList ? label : `${label}: `, { weight: 'Bolder' })]
  if (!isList) return [line([...title, ...shown.flatMap((text) => runs(text))])]
  return [
    ...(title.length > 0 ? [line(title)] : []),
    ...shown.map((text) => line(runs(text), 'None')),
    ...(rest > 0 ? [line([run(`… and ${rest} more`)], 'None')] : []),
  ]
}

function line(inlines: readonly object[], spacing?: 'None'): object {
  return { type: 'RichTextBlock', inlines, ...(spacing && { spacing }) }
}

function runs(text: string, style: Style = {}, longest?: number): object[] {
  return piecesOf(text, longest).map((piece) => run(piece.text, piece.isCode ? { ...style, fontType: 'Monospace' } : style))
}

/** Cards put dates in the place of `{{DATE(…)}}`, and data in that of `${…}`. */
function run(text: string, style: Style = {}): object {
  return { type: 'TextRun', text: text.replaceAll(/([{$])(?=\{)/g, '$1\u200b'), ...style }
}
