import type { MappingEntry, MappingNode, ScalarNode, SourceNode } from '../source/node.ts'
import { excerpt } from './wording.ts'

// A number with its thousands parted, or with a decimal point or comma, and what stands behind it.
const numberAndRest =
  /^(-?\d{1,3}(?:[\u00a0\u2009\u202f '’_]\d{3})+|-?\d{1,3}(?:(?:,\d{3}){2,4}|(?:\.\d{3}){2,4})|-?\d{1,12}(?:[.,]\d{1,6})?)(?![\d.,:-])\s*(.{0,80})$/

// Words behind a number that plainly multiply it; `m` can be minutes, metres or millions.
const scales: ReadonlyMap<string, number> = new Map([
  ...['k', 'K', 'thousand'].map((word) => [word, 1000] as const),
  ...['M', 'mio', 'Mio', 'million'].map((word) => [word, 1_000_000] as const),
])

// A word with which a number may be another one in the unit of its fact.
const converts =
  /^(?:.|bil.*|bn|doz.*|cents?|crores?|hund.*|lakhs?|mill?.*|m[mn]|mrd|pct|percent|taus.*|thou.*|tril.*|tsd|sec.*|min|mins|minutes?|h(?:ou)?rs?|days?|weeks?|months?|years?)\.?$/i

/** The numbers that a text can mean that is one to people and not to YAML: `4,4`, `1 000`, `10k`, `4.4 points`, `0 // none`. */
export function numbersMeant(text: string, isWhole: boolean): string[] {
  const [, number = '', rest = ''] = numberAndRest.exec(plainly(text).trim()) ?? []
  const isUnit = /^(?:\p{L}{1,40}\.?|(?:#|\/\/)\D*)?$/u.test(rest)
  const scale = scales.get(rest) ?? (isUnit && !converts.test(rest) ? 1 : undefined)
  if (number === '' || scale === undefined) return []
  const isParted = /[^\d.,-]|[,.]\d+[,.]/.test(number)
  const read = isParted ? [number.replaceAll(/[^\d-]/g, '')] : [number.replace(',', '.')]
  if (/^-?[1-9]\d{0,2},\d{3}$/.test(number)) read.unshift(number.replace(',', ''))
  const scaled = scale === 1 ? read : read.map((each) => String(Number((Number(each) * scale).toFixed(3))))
  return scaled.filter((each) => (isWhole ? /^\d{1,15}$/ : /^-?\d{1,15}(?:\.\d{1,6})?$/).test(each))
}

/** A text without what makes its number a vague one: `about 4.4`, `~94%`. A bound such as `< 5` is another thing than its number. */
function plainly(text: string): string {
  return /^(?:about|around|approx(?:\.|imately)?|ca\.?|circa|roughly|[~≈])\s*(-?\d.{0,40})$/i.exec(text.trim())?.[1] ?? text
}

/** How a text that is no number becomes one; a comma before three digits can part thousands as well as decimals. */
export function numberHint({ text }: ScalarNode, isWhole: boolean): string {
  if (/^(?:none|no|nil|zero|nothing)(?![\p{L}\p{N}])/iu.test(text.trim())) return 'write `0` if there are none'
  const [meant, other] = numbersMeant(text, isWhole)
  if (meant !== undefined) {
    const comment = /^[^#/]*?(?:#|\/\/)/.test(text) ? '; a comment begins with a space and `#`' : ''
    return `write \`${meant}\`${other === undefined ? '' : `, or \`${other}\` if the comma is a decimal point`}${comment}`
  }
  // To propose the digits that stand there could make another number of it, of `10m` or `3/10`.
  if (/^\D{0,20}\d[^:.-]*[^\d\s.,:_'’-]/.test(text))
    return 'write the number alone, with all its digits, in the unit of the fact; what else there is to say goes into `note`'
  return isWhole ? 'write a whole number such as `3`' : 'write a number such as `4.2`'
}

/** How a value that is no percentage becomes one; of a part of one nobody knows whether the whole is meant. */
export function percentHint({ text, value }: ScalarNode): string {
  if (typeof value === 'number' && value > 0 && value < 1)
    return `write \`${Number((value * 100).toFixed(6))}%\` if it is that share of all, or \`${text}%\` if it is less than one percent`
  if (typeof value === 'number') return `write \`${text}%\``
  const number = /^(-?\d{1,12}(?:[.,]\d{1,6})?)\s*(?:%|per ?cent|pct)$/i.exec(plainly(text).trim())?.[1]
  return number === undefined ? 'write a percentage as `90%`' : `write \`${number.replace(',', '.')}%\``
}

/** What is wrong where a comma in a number parts it within braces: `{ atLeast: 4,2 }` has the keys `atLeast` and `2`; undefined where none does. */
export function commaIn(node: MappingNode, entry: MappingEntry): { readonly message: string; readonly hint: string } | undefined {
  const { key, value } = entry
  const before = node.entries[node.entries.indexOf(entry) - 1]
  if (!/^\d{1,6}$/.test(key) || value.kind !== 'scalar' || value.value !== null) return undefined
  if (before?.value.kind !== 'scalar' || typeof before.value.value !== 'number') return undefined
  const [whole, name] = [before.value.text, excerpt(before.key)]
  const isParted = key.length === 3 && !whole.includes('.')
  const decimal = `write \`${name}: ${whole}.${key}\` for a decimal`
  const thousands = `write \`${name}: ${whole}${key}\` for thousands`
  return {
    message: `\`${whole},${key}\` is read as \`${name}: ${whole}\` and a further key \`${key}\``,
    hint: isParted ? (key.endsWith('0') ? thousands : `${thousands}; ${decimal}`) : decimal,
  }
}

/** Two bounds that were written as a text, `1-5` or `1 to 5`, as a list. */
export function boundsMeant(node: SourceNode): string | undefined {
  const text = node.kind === 'scalar' ? node.text.trim() : ''
  const [, low, high] = /^(-?\d{1,12}(?:\.\d{1,6})?%?) ?(?:-|–|—|to|\.{2,3}|,|;) ?(-?\d{1,12}(?:\.\d{1,6})?%?)$/.exec(text) ?? []
  return high === undefined ? undefined : `[${low}, ${high}]`
}

/** A list whose brackets are missing within braces, so that its items seem to be keys: `{ includesAll: de, en }`. */
export function bareList({ entries }: MappingNode, entry: MappingEntry, keys: readonly string[]): string[] | undefined {
  if (entry.value.kind !== 'scalar' || entry.value.value === null) return undefined
  const items = [entry.value.text]
  for (const { key, value } of entries.slice(entries.indexOf(entry) + 1)) {
    if (value.start !== value.end || keys.includes(key)) break
    items.push(key)
  }
  return items.length === 1 ? undefined : items
}

/** A value as it stands in a hint, where it is short and plain. */
export function written(node: SourceNode): string {
  if (node.kind === 'scalar') return excerpt(node.text)
  const texts = node.kind === 'list' ? node.items.flatMap((item) => (item.kind === 'scalar' ? [item.text] : [])) : []
  if (texts.length > 0 && texts.join('').length <= 40) return `[${excerpt(texts.join(', '))}]`
  return node.kind === 'list' ? '[..]' : '{ … }'
}

/** What to write for a value in quotes that are none, as `“90%”`. */
export function curlyHint(text: string): string | undefined {
  const bare = /^[“”„‘’‚«»]([^“”„‘’‚«»]*)[“”‘’«»]$/.exec(text.trim())?.[1]
  return bare === undefined ? undefined : `write \`${excerpt(bare)}\`: curly quotes are not quotes`
}
