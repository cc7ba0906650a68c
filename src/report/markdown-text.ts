import { forTerminal } from './escape.ts'

/** Parts an otherwise active text, where a backslash is not enough: GitHub looks for mentions and links after Markdown is done. */
const gap = '&#8203;'

/** Texts that may stand in backticks as they are: no character in them means anything to Markdown, HTML or GitHub. */
const harmless = /^[A-Za-z0-9](?:[A-Za-z0-9 ._/:+=%,-]*[A-Za-z0-9])?$/
const active = /:\/\/|\bwww\.|gh-\d/i

/**
 * A text from anywhere as one line of Markdown that says it and does nothing: no mark-up, HTML, mention, reference, link,
 * image, emoji, formula or table cell comes of it, on GitHub or elsewhere. It stands within a line, never starts one.
 */
export function markdownText(text: string): string {
  return (
    forTerminal(text)
      .trim()
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('$', '&#36;')
      .replaceAll('|', '&#124;')
      .replaceAll(/[\\`*_~[\]]/g, '\\$&')
      // The lookbehind spares the entities just made.
      .replaceAll(/(?<!&)#(\w?)/g, (_, next: string) => (next === '' ? '\\#' : `\\#${gap}${next}`))
      .replaceAll('@', `@${gap}`)
      .replaceAll(/:\/\//g, `:${gap}//`)
      .replaceAll(/www\./gi, (word) => `${word.slice(0, 3)}${gap}.`)
      .replaceAll(/(GH-)(?=\d)/gi, `$1${gap}`)
      // `09:00:00` is a time and no emoji; the colon that makes one may be what comes after the text.
      .replaceAll(/:(?!\d\d(?::|Z?$))(?=[\w+-]+(?::|$))/g, `:${gap}`)
      .replaceAll(/\b(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{7,40}\b/gi, (hash) => `${hash.slice(0, 1)}${gap}${hash.slice(1)}`)
      .replace(/^[-+=](?=[\s=-]|$)/, '\\$&')
      .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
  )
}

/** As `markdownText`, but what a sentence has in backticks is set as code where that is safe. */
export function markdownSentence(text: string): string {
  return forTerminal(text)
    .split(/(`[^`]+`)/)
    .map((part, i) => (i % 2 === 1 && isCode(part.slice(1, -1)) ? part : keepEnds(part)))
    .join('')
}

/** A name or place as code, where every character of it is harmless; else as plain text. */
export function markdownCode(text: string): string {
  return isCode(text) ? `\`${text}\`` : markdownText(text)
}

function isCode(text: string): boolean {
  return harmless.test(text) && !active.test(text)
}

/** Spaces at the ends of a part of a sentence belong to the sentence. */
function keepEnds(part: string): string {
  const start = /^\s/.test(part) ? ' ' : ''
  const end = /\S\s+$/.test(part) ? ' ' : ''
  return `${start}${markdownText(part)}${end}`
}
