import { forTerminal } from '../../report/escape.ts'
import { cutTo } from '../../report/measure.ts'

/** A piece of a line: prose, or a name that is set as code. */
export interface Piece {
  readonly text: string
  readonly isCode: boolean
}

/** Longer lines are cut: channels refuse a message as a whole where one text is too long. */
const longestLine = 300

/** Names that may be set as code: no character in them means anything to a channel. */
const harmless = /^[A-Za-z0-9][A-Za-z0-9._/-]*$/

/** A text from anywhere as one line that can be seen as it is, cut, in pieces: what stands in backticks and is harmless is code. */
export function piecesOf(text: string, longest = longestLine): Piece[] {
  return cutTo(forTerminal(text).trim(), longest)
    .split(/(`[^`]+`)/)
    .filter((part) => part !== '')
    .map((part, i, all) => {
      const inner = part.slice(1, -1)
      const isCode = part.startsWith('`') && part.endsWith('`') && harmless.test(inner) && !isGlued(all[i - 1], all[i + 1])
      return { text: isCode ? inner : part, isCode }
    })
}

/** Code begins and ends beside letters only where somebody wants to confuse a channel. */
function isGlued(before = '', after = ''): boolean {
  return /[\p{L}\p{N}`]$/u.test(before) || /^[\p{L}\p{N}`]/u.test(after)
}
