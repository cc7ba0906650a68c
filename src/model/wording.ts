import type { SourceNode } from '../source/node.ts'

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
  ['object', 'a mapping'],
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
  if (node.kind !== 'scalar') return node.kind === 'list' ? 'a list' : 'a mapping'
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
    if (expected) return `write it as \`${expected.example}\``
    if (node.kind === 'scalar' && node.value !== null) return `put it in quotes: \`"${excerpt(node.text)}"\``
    if (node.kind === 'list' && !types.includes('array')) return 'write a single text, without brackets or dashes'
    return undefined
  }
  if (types.includes('array') && node.kind === 'scalar' && node.value !== null) return `write it as a list: \`[${excerpt(node.text)}]\``
  if (node.kind !== 'scalar') return undefined
  if (types.includes('boolean') && typeof node.value === 'string') return booleanHint(node.value)
  const isWholeNumber = /^[0-9]+$/.test(node.text)
  if (types.includes('integer') && node.quoted && isWholeNumber) return `leave out the quotes: \`${node.text}\``
  if (types.includes('integer')) return 'write a whole number, such as `30`'
  if (types.includes('object')) return 'write `key: value` pairs'
  return undefined
}

function booleanHint(text: string): string {
  const lower = text.trim().toLowerCase()
  if (['yes', 'y', 'on', 'true'].includes(lower)) return 'write `true`'
  if (['no', 'n', 'off', 'false'].includes(lower)) return 'write `false`'
  return 'write `true` or `false`'
}

/** Words joined as a sentence joins them: `a`, `b` or `c`. */
export function sequence(words: readonly string[], joint: 'or' | 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1) ?? ''}`
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
