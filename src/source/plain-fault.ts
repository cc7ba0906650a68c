import { beginning, type Fault, type Reading } from './fault.ts'

/** Spaces that look like one and are none to YAML: they come with text that is copied from a page, a chat or a word processor. */
const oddSpace = /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]/

/** Where an odd space breaks the layout: within the indentation of a line, or behind the colon or dash of its key. */
const oddLayout = new RegExp(`^(?: *(?:- )?|[^'"#]{0,200}?[:-])(${oddSpace.source})`)

const bullet = /^(\s*)([*•·‣▪●–—])[ \t]+(\S.*)$/

/** So many lines above a fault are looked at: a parser that loses its way notices it a little later. */
const linesAbove = 40

/**
 * The fault of a text that is not well-formed, told by the habit that it most likely comes from: a bullet of Markdown, a comment of
 * another language, a space that is none, a comparison in signs. Any other fault as it is.
 */
export function plainFault(reading: Reading, fault: Fault): Fault {
  if (fault.code !== 'yaml/syntax' && fault.code !== 'yaml/complex-key' && fault.code !== 'yaml/unknown-alias') return fault
  const { text } = reading
  const start = text.lastIndexOf('\n', fault.start - 1) + 1
  const next = text.indexOf('\n', fault.start)
  const line = text.slice(start, next === -1 ? text.length : next).slice(0, 400)
  return oddSpaceAbove(text, start, line) ?? listItem(fault, start, line) ?? foreign(fault, start, line) ?? withComment(fault, line)
}

function oddSpaceAbove(text: string, start: number, line: string): Fault | undefined {
  let found = spaceIn(line, start)
  let end = start - 1
  for (let count = 0; count < linesAbove && end > 0; count++) {
    const from = text.lastIndexOf('\n', end - 1) + 1
    found = spaceIn(text.slice(from, end).slice(0, 400), from) ?? found
    end = from - 1
  }
  return found
}

function spaceIn(line: string, start: number): Fault | undefined {
  const match = oddLayout.exec(line)
  if (!match) return undefined
  const at = start + match[0].length - 1
  return {
    code: 'yaml/syntax',
    start: at,
    end: at + 1,
    message: `\`${beginning(line)}\` holds a space that is not an ordinary one`,
    hint: 'type the spaces of this line anew: such a space looks alike and comes with copied text',
  }
}

function listItem(fault: Fault, start: number, line: string): Fault | undefined {
  const [, indent = '', sign = '', rest = ''] = bullet.exec(line) ?? []
  const begin = start + indent.length
  if (sign !== '' && rest !== '') {
    const hint = `write \`- ${beginning(rest)}\``
    return {
      ...fault,
      code: 'yaml/syntax',
      start: begin,
      end: begin + sign.length,
      message: `\`${sign}\` begins no item of a list; \`-\` does`,
      hint,
    }
  }
  const [, before = '', glued = ''] = /^( *)-([A-Za-z][\w-]*: .*)$/.exec(line) ?? []
  if (glued === '' || fault.start > start + before.length) return undefined
  const at = start + before.length
  return {
    ...fault,
    start: at,
    end: start + line.trimEnd().length,
    message: `\`${beginning(line)}\` has no space behind its \`-\``,
    hint: `write \`- ${beginning(glued)}\``,
  }
}

function foreign(fault: Fault, start: number, line: string): Fault | undefined {
  const [, indent = '', comment = ''] = /^(\s*)\/\/\s*(.*)$/.exec(line) ?? []
  if (line.trimStart().startsWith('//')) {
    const at = start + indent.length
    const message = `\`${beginning(line)}\` is not a comment`
    return { ...fault, start: at, end: start + line.trimEnd().length, message, hint: `write \`# ${beginning(comment)}\`` }
  }
  const words = /^\s*([A-Za-z]\w*(?:\.\w+)+) ([a-z]+[A-Z]\w*) (\S+)\s*$/.exec(line)
  if (words) return { ...fault, hint: `write \`${words[1]}: { ${words[2]}: ${words[3]} }\`` }
  const sign = /^(?:>=|=>|>|<=|=<|<)/.exec(line.slice(fault.start - start))?.[0] ?? ''
  const word = signWords.get(sign)
  return word === undefined || !fault.message.includes(`\`${sign.charAt(0)}`)
    ? undefined
    : { ...fault, hint: `write \`${word}\` for the sign: \`{ ${word}: 4.2 }\`` }
}

// What a sign of comparison is called here; the operators themselves are of the model.
const signWords: ReadonlyMap<string, string> = new Map([
  ['>=', 'atLeast'],
  ['=>', 'atLeast'],
  ['<=', 'atMost'],
  ['=<', 'atMost'],
])

/** A bracket that a comment leaves open. */
function withComment(fault: Fault, line: string): Fault {
  if (!fault.message.endsWith('is not closed') || !/\s#.*[\]}]/.test(line)) return fault
  return { ...fault, hint: 'what stands behind ` #` is a comment: close the bracket before it' }
}
