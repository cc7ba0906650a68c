import { plainValue, spellingFault } from './core-schema.ts'
import { Abandoned, beginning, inQuotes, note, type Reading, stop, tabFault } from './fault.ts'
import type { ScalarNode } from './node.ts'
import { checkEnd } from './props.ts'
import type { BlockScalarToken, ScalarToken } from './token.ts'

/** Resolves the quotes, escapes and folding of a scalar; says what is wrong with it instead of throwing. */
export type ScalarResolver = (
  token: ScalarToken | BlockScalarToken,
  wrong: (offset: number, code: string, message: string) => void,
) => { readonly value: string; readonly end: number }

export interface ScalarPlace {
  readonly isKey: boolean
  readonly isRoot: boolean
}

/** The node of a scalar token; gives up the document when the scalar is not well-formed. */
export function readScalar(
  reading: Reading,
  resolve: ScalarResolver,
  token: ScalarToken | BlockScalarToken,
  place: ScalarPlace,
): ScalarNode {
  const { offset } = token
  if (token.type !== 'block-scalar') checkEnd(reading, token.end, true)
  const { value: text, end } = resolve(token, (at, code, message) => {
    // The resolver does not know that the root of a document needs no indentation.
    if (place.isRoot && code === 'BAD_INDENT' && message.includes('in collections')) return
    wrongScalar(reading, token, { at, code, message })
  })
  if (token.type === 'double-quoted-scalar' && token.source.includes('\\') && /\p{Surrogate}/u.test(text)) {
    note(reading, {
      code: 'yaml/bad-character',
      start: offset,
      end,
      message: `\`${beginning(token.source)}\` holds half of a surrogate pair`,
      hint: 'write both halves, such as `\\ud83d\\ude00`, or the character itself',
    })
  }
  if (token.type !== 'scalar') return { kind: 'scalar', value: text, text, quoted: true, start: offset, end }
  const value = plainValue(text)
  const fault = place.isKey ? undefined : spellingFault(text, value)
  if (fault) note(reading, { ...fault, start: offset, end })
  return { kind: 'scalar', value, text, quoted: false, start: offset, end }
}

/** What stands where no value is written. */
export function emptyScalar(at: number): ScalarNode {
  return { kind: 'scalar', value: null, text: '', quoted: false, start: at, end: at }
}

function wrongScalar(reading: Reading, token: ScalarToken | BlockScalarToken, wrong: { at: number; code: string; message: string }): never {
  const { offset, source } = token
  const { at, code } = wrong
  if (token.type === 'block-scalar') return wrongBlock(reading, token, wrong)
  if (code === 'BAD_DQ_ESCAPE') {
    const length = /^\\(?:x[\dA-Fa-f]{0,2}|u[\dA-Fa-f]{0,4}|U[\dA-Fa-f]{0,8}|.)/s.exec(reading.text.slice(at, at + 10))?.[0].length ?? 2
    const wrongEscape = reading.text.slice(at, at + length)
    return stop(
      at,
      at + length,
      `\`${wrongEscape}\` means nothing within double quotes`,
      'write `\\\\` for a backslash, or use single quotes',
    )
  }
  if (token.type !== 'scalar') {
    const mark = source.slice(0, 1)
    return stop(offset, offset + 1, `the text that begins with \`${beginning(source)}\` has no closing quote`, `close it with \`${mark}\``)
  }
  const first = source.slice(0, 1)
  if (first === '\t') throw new Abandoned(tabFault(offset, source))
  if (first === ',') return stop(offset, offset + 1, 'a `,` stands where a value is due', 'remove the extra comma, or quote the text')
  const name = first === '`' ? 'a backtick' : `\`${first}\``
  return stop(offset, offset + source.length, `a text without quotes cannot begin with ${name}`, `quote it: \`${inQuotes(source)}\``)
}

function wrongBlock(reading: Reading, token: BlockScalarToken, wrong: { at: number; code: string; message: string }): never {
  const { at, code, message } = wrong
  const [header] = token.props
  const mark = reading.text.slice(token.offset, token.offset + 1)
  if (code === 'UNEXPECTED_TOKEN' && header && 'source' in header) {
    const hint = `write the text on the lines below \`${mark}\`, or quote it`
    return stop(token.offset, token.offset + header.source.length, `\`${beginning(header.source)}\` is not the head of a text block`, hint)
  }
  if (message.startsWith('Comments')) return stop(at, at + 1, 'a comment begins without a space before its `#`', 'put a space before `#`')
  if (reading.text[at] === '\t') throw new Abandoned(tabFault(at, '\t'))
  const hint = 'indent all lines of the text block alike'
  return stop(at, at + 1, `a line of the text block below \`${mark}\` is not indented like its first line`, hint)
}
