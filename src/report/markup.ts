import { forTerminal } from './escape.ts'

/** A piece of HTML that is safe as it is: made by the tag below, of its own text and escaped values. */
export interface Markup {
  readonly markup: string
}

export type Insert = string | number | Markup | readonly Markup[] | undefined

/** The only way to HTML: what stands in the template is mark-up, every string put in is text. */
export function html(template: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  let markup = template[0] ?? ''
  for (const [i, insert] of inserts.entries()) markup += textOf(insert) + (template[i + 1] ?? '')
  return { markup }
}

/** A text as it stands in HTML, in content and in quoted attributes alike. */
export function escapeHtml(text: string): string {
  return (
    forTerminal(text)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;')
      // A build log obeys `##[…]` anywhere in a line.
      .replaceAll('##', '&#35;&#35;')
  )
}

/** A text that people wrote, in whatever script, set apart so that its direction does not disturb what is around it. */
export function said(text: string): Markup {
  return html`<bdi>${text}</bdi>`
}

/** A sentence of a report: what it has in backticks is set as code, and no line breaks within a day. */
export function sentence(text: string): Markup {
  const parts = forTerminal(text).split(/(`[^`]+`|\b\d{4}-\d{2}-\d{2}(?:T[\d:.]{5,12}Z?)?\b)/)
  return join(
    parts.map((part, i) => (i % 2 === 0 ? html`${part}` : part.startsWith('`') ? html`<code>${part.slice(1, -1)}</code>` : day(part))),
  )
}

/** A day that stays on one line. */
export function day(text: string): Markup {
  return html`<span class="day">${text}</span>`
}

/** A symbol and its word, which stay on one line; only the words after the first may go on to the next. */
export function marked({ symbol, word }: { readonly symbol: string; readonly word: string }): Markup {
  const [first = '', ...more] = word.split(' ')
  return html`<span class="mark"><span class="symbol">${symbol}</span> ${first}</span>${more.map((part) => html` ${part}`)}`
}

/** Pieces one after the other, with something between them. */
export function join(parts: readonly Markup[], between = ''): Markup {
  return { markup: parts.map((part) => part.markup).join(escapeHtml(between)) }
}

/** A link as people may follow it, its address in full so that paper shows it; any other scheme stays text. */
export function link(address: string): Markup {
  const url = webAddress(address)
  return url === undefined
    ? html`<span class="address">${address}</span>`
    : html`<a class="address" href="${url}" rel="noopener noreferrer">${url}</a>`
}

/** The normal form of an `http` or `https` address without a user name; undefined for anything else. */
export function webAddress(address: string): string | undefined {
  if (!/^https?:\/\/[^\s\\]+$/i.test(address) || !URL.canParse(address)) return undefined
  const url = new URL(address)
  const isWeb = (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === ''
  return isWeb ? url.href : undefined
}

function textOf(insert: Insert): string {
  if (insert === undefined) return ''
  if (typeof insert === 'string') return escapeHtml(insert)
  if (typeof insert === 'number') return String(insert)
  return 'markup' in insert ? insert.markup : insert.map((item) => item.markup).join('')
}
