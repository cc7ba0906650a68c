import type { MappingEntry, MappingNode, ScalarNode, SourceNode } from '../source/node.ts'
import { excerpt } from './wording.ts'

/** A number as people write it and YAML does not, as YAML does: `4,4`, `1,000`, `1 000`, `4.4 points`, `0 // none`; undefined where none is meant. */
export function numberMeant(text: string): string | undefined {
  const plain = text.trim()
  const [, whole = '', tail] = /^(-?\d{1,12}(?:[.,]\d{1,6})?)(?:\s*[#/]|\s+\D|[^\d\s.,:-]).{0,80}$/.exec(plain) ?? []
  if (tail === undefined && whole !== '') return numberMeant(whole) ?? whole.replace(',', '')
  if (/^-?\d{1,3}(?:[,.\u00a0\u2009\u202f '’_]\d{3}){2,}$/.test(plain) || /^-?\d{1,3}[\u00a0\u2009\u202f '’_]\d{3}$/.test(plain))
    return plain.replaceAll(/[^\d-]/g, '')
  return /^-?\d{1,12},\d{1,6}$/.test(plain) && !/^-?[1-9]\d{0,2},\d{3}$/.test(plain) ? plain.replace(',', '.') : undefined
}

/** A text without what makes its number a vague one: `about 4.4`, `~94%`. A bound such as `< 5` is another thing than its number. */
function plainly(text: string): string {
  return /^(?:about|around|approx(?:\.|imately)?|ca\.?|circa|roughly|[~≈])\s*(-?\d.{0,40})$/i.exec(text.trim())?.[1] ?? text
}

/** How a text that is no number becomes one; a comma before three digits can part thousands as well as decimals. */
export function numberHint({ text }: ScalarNode, isWhole: boolean): string {
  const parted = /^-?[1-9]\d{0,2},\d{3}$/.test(text.trim())
  if (parted && isWhole) return `write \`${text.trim().replace(',', '')}\``
  if (parted) return `write \`${text.trim().replace(',', '')}\`, or \`${text.trim().replace(',', '.')}\` if the comma is a decimal point`
  if (/^(?:none|no|nil|zero|nothing)(?![\p{L}\p{N}])/iu.test(text.trim())) return 'write `0` if there are none'
  const plain = plainly(text)
  const meant = numberMeant(plain) ?? (plain !== text && /^-?\d{1,12}(?:\.\d{1,6})?$/.test(plain) ? plain : undefined)
  if (meant === undefined) return isWhole ? 'write a whole number such as `3`' : 'write a number such as `4.2`'
  const comment = /^[^#/]*?(?:#|\/\/)/.test(text) ? '; a comment begins with a space and `#`' : ''
  return `write \`${meant}\`${comment}`
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

/** What to write for a value in quotes that are none, as `“90%”`. */
export function curlyHint(text: string): string | undefined {
  const bare = /^[“”„‘’‚«»]([^“”„‘’‚«»]*)[“”‘’«»]$/.exec(text.trim())?.[1]
  return bare === undefined ? undefined : `write \`${excerpt(bare)}\`: curly quotes are not quotes`
}
