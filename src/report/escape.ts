/**
 * Characters that a terminal obeys, hides or reorders text by: controls, format characters (bidirectional overrides and
 * isolates among them), tags and what is kept free for them, line and paragraph separators, halves of surrogate pairs. The joiners that scripts and emoji need stay.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u{e0000}-\u{e007f}]/gu

// Letters, digits and signs of Latin scripts, dashes, quotes, arrows, boxes and the marks of reports; no pictograph that is drawn wide.
const plain = /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2500-\u25fc\u2713-\u2718]*$/

const joiners: ReadonlySet<string> = new Set(['\u200c', '\u200d'])

/** Whether every character of a text is to be seen, stands by itself and takes one column. Most texts are of that kind. */
export function isPlain(text: string): boolean {
  return plain.test(text)
}

/** A text from a file as one line that a terminal only prints: line breaks and tabs become spaces, what cannot be seen a visible escape. */
export function forTerminal(text: string): string {
  return isPlain(text) ? text : escapeUnseen(text.replaceAll(/[\t\n\r\u0085\u2028\u2029]+/g, ' '))
}

/** As `forTerminal`, but each character keeps its place, for source lines under which carets stand. Tabs are for the caller to expand. */
export function escapeUnseen(text: string): string {
  return text.replaceAll(unseen, (character) => (joiners.has(character) ? character : visible(character)))
}

/** The message of a workflow command: nothing in it ends the command. */
export function forCommandMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

/** A property of a workflow command, such as `file` or `title`: nothing in it ends the property or starts another. */
export function forCommandProperty(text: string): string {
  return forCommandMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

/**
 * Lines of text that no runner takes for commands: GitHub obeys a line that starts with `::` after spaces, and `##[…]`
 * anywhere in a line, as Azure does `##vso[…]`. Colours do not hide a command, so they are looked through.
 */
export function withoutCommands(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replaceAll(/##(?=\[|vso\[)/gi, '#\\u{23}').replace(leadingColons, '$1:\\u{3a}'))
    .join('\n')
}

const leadingColons = /^((?:\s|\u001b\[[0-9;]*m)*):(?:\u001b\[[0-9;]*m)*:/

function visible(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}
