import type { ScalarNode, SourceNode } from '../source/node.ts'

const formatWords: ReadonlyMap<string, { readonly noun: string; readonly example: string }> = new Map([
  ['onlyif-date', { noun: 'a date', example: '2026-10-15' }],
  ['onlyif-day', { noun: 'a day', example: '2026-10-15' }],
  ['onlyif-due', { noun: 'a day, or days before the launch', example: 'T-14d' }],
  ['onlyif-duration', { noun: 'a duration', example: '14d' }],
])

const typeWords: ReadonlyMap<string, string> = new Map([
  ['string', 'text'],
  ['integer', 'a whole number'],
  ['number', 'a number'],
  ['boolean', '`true` or `false`'],
  ['array', 'a list'],
  ['object', '`key: value` pairs'],
])

/** What a value must be, in words: ``text``, ``a whole number``, ``a duration``. */
export function expectedWords(types: readonly string[], format: string): string {
  const words = types.flatMap((type) =>
    type === 'string' && format !== '' ? (formatWords.get(format)?.noun ?? 'text') : (typeWords.get(type) ?? []),
  )
  return sequence(words, 'or')
}

/** What stands there instead, in words. */
export function foundWords(node: SourceNode): string {
  if (node.kind !== 'scalar') return node.kind === 'list' ? 'a list' : '`key: value` pairs'
  switch (typeof node.value) {
    case 'number':
      return `the number \`${excerpt(node.text)}\``
    case 'boolean':
      return `\`${node.text}\``
    case 'string':
      return `the text \`${excerpt(node.text)}\``
    default:
      return 'nothing'
  }
}

/** How a value of the wrong type becomes one of the right type, where that can be told. */
export function typeHint(node: SourceNode, types: readonly string[], format: string): string | undefined {
  const expected = formatWords.get(format)
  if (types.includes('string')) {
    if (expected) return `write it as \`${formatExample(node, format) ?? expected.example}\``
    if (node.kind === 'scalar' && node.value !== null) return `put it in quotes: \`"${excerpt(node.text)}"\``
    if (node.kind === 'list' && !types.includes('array')) return 'write a single text, without brackets or dashes'
    return node.kind === 'scalar' ? 'write it, or remove the item' : 'write a single text'
  }
  if (types.includes('array') && node.kind === 'scalar' && node.value !== null) return `write it as a list: \`[${excerpt(node.text)}]\``
  if (node.kind === 'list' && types.includes('object')) return 'write `key: value` pairs, without brackets or dashes'
  if (node.kind !== 'scalar') return types.includes('array') ? 'write a list, each item after a dash' : 'write a single value'
  if (types.includes('boolean')) return booleanHint(node)
  const isWholeNumber = /^[0-9]+$/.test(node.text)
  if (types.includes('integer') && node.quoted && isWholeNumber) return `leave out the quotes: \`${node.text}\``
  if (types.includes('integer')) return wholeNumberHint(node.text)
  if (types.includes('object')) return 'write `key: value` pairs'
  return undefined
}

/** A number as the format that was most likely meant: days, mostly. */
function formatExample(node: SourceNode, format: string): string | undefined {
  const digits = node.kind === 'scalar' && /^\d{1,8}$/.test(node.text) ? node.text : ''
  const [, year, month, day] = /^(\d{4})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.exec(digits) ?? []
  if (day !== undefined) return format === 'onlyif-date' || format === 'onlyif-day' ? `${year}-${month}-${day}` : undefined
  if (digits === '' || digits.length > 4) return undefined
  return format === 'onlyif-duration' ? `${digits}d` : format === 'onlyif-due' ? `T-${digits}d` : undefined
}

function wholeNumberHint(text: string): string {
  const count = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'].indexOf(text.trim().toLowerCase())
  const days = /^(\d{1,6}) ?(?:d|days?)$/i.exec(text.trim())?.[1]
  if (days !== undefined) return `write \`${days}\`: it counts days`
  return count === -1 ? 'write a whole number, such as `3`' : `write \`${count}\``
}

/** What to write where an answer in words stands instead of `true` or `false`. */
export function booleanHint({ text, quoted: inQuotes }: ScalarNode): string {
  const lower = text.trim().toLowerCase()
  if (inQuotes && ['true', 'false'].includes(lower)) return `leave out the quotes: \`${lower}\``
  if (['yes', 'y', 'on', 'true'].includes(lower)) return 'write `true`'
  if (['no', 'n', 'off', 'false'].includes(lower)) return 'write `false`'
  return 'write `true` or `false`'
}

/** Words joined as a sentence joins them: `a`, `b` or `c`. */
export function sequence(words: readonly string[], joint: 'or' | 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1) ?? ''}`
}

/** Words in backticks, joined as a sentence joins them. */
export function listed(words: Iterable<string>, joint: 'or' | 'and'): string {
  return sequence([...words].map(quoted), joint)
}

/** A word in backticks, as user text stands in messages. */
export function quoted(word: string): string {
  return `\`${word}\``
}

/** A text short enough for a sentence, on one line. */
export function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 57)}…` : line
}
