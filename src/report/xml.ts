import { forTerminal } from './escape.ts'

/** Noncharacters, which XML 1.0 forbids besides the controls and surrogates that `forTerminal` makes visible. */
const forbidden = /[\ufffe\uffff]/g

/** A text as XML 1.0 holds it, in content and in quoted attributes alike; lines stay lines only in `xmlLines`. */
export function xmlText(text: string): string {
  return (
    forTerminal(text)
      .replaceAll(forbidden, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&apos;')
      // A build log obeys `##[…]` anywhere in a line.
      .replaceAll('##', '&#35;&#35;')
  )
}

/** Several lines of text as the content of an element; no line starts as a command to a build log would. */
export function xmlLines(lines: readonly string[]): string {
  return lines.map((line) => xmlText(line.replace(/^\s*:(?=:)/, '\\u{3a}'))).join('\n')
}

/** Attributes in the order given; those without a value are left out. */
export function xmlAttributes(attributes: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(attributes)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${xmlText(String(value))}"`]))
    .join('')
}
