import type { FindingLookup, UnlistedValue } from '../model/generated/types.ts'
import { excerpt, quoted, sequence } from '../model/wording.ts'
import { nameOf, type Subject } from './naming.ts'
import { reasonWords } from './reason-words.ts'
import { valueWords } from './value-words.ts'

/** As many rows as a sentence bears; the table itself is named. */
const rowsNamed = 6
const valuesNamed = 6

/**
 * How a fact is looked up, and what the table lacks where it lacks something, with what to do about it: "looked up by the markets
 * in catalog.yaml:12, which has no row for `BR` (it has `DE` and `FR`): add the row, or correct the markets in launch.yaml:7".
 */
export function lookedUpWords(lookup: FindingLookup, subject: Subject): string {
  const { from, reason, unlisted = [], actual, table } = lookup
  const name = nameOf(from, subject)
  if (reason !== undefined) return `looked up by ${name}, ${sourceWords(lookup)}`
  const place = placeOf(table)
  const by = `looked up by ${name}`
  if (unlisted.length === 0) return `${by}${actual === undefined ? '' : ` (${valueWords(actual)})`} in ${place}`
  const lacks = [absentWords(lookup), emptyWords(unlisted)].filter((words) => words !== undefined)
  return `${by} in ${place}, which has ${lacks.join(', and ')}: ${remedyWords(lookup, name)}`
}

/** "no row for `Br` (did you mean `BR`?); it has `DE` and `FR`". */
function absentWords({ unlisted = [], rows, rowCount = rows.length }: FindingLookup): string | undefined {
  const absent = unlisted.filter(({ empty }) => !empty)
  if (absent.length === 0) return undefined
  const hint = sequence(
    absent.slice(0, valuesNamed).flatMap(({ nearest }) => (nearest === undefined ? [] : [rowWords(nearest)])),
    'and',
  )
  const has = rows.slice(0, rowsNamed).map(rowWords)
  const rest = rowCount - has.length
  const rowsThere = has.length === 0 ? 'it has none' : `it has ${rest > 0 ? `${has.join(', ')} and ${rest} more` : sequence(has, 'and')}`
  return `no row for ${valuesWords(absent)} (${hint === '' ? '' : `did you mean ${hint}? `}${rowsThere})`
}

function emptyWords(unlisted: readonly UnlistedValue[]): string | undefined {
  const empty = unlisted.filter((item) => item.empty)
  return empty.length === 0 ? undefined : `nothing in the row for ${valuesWords(empty)}`
}

function remedyWords({ unlisted = [], given }: FindingLookup, name: string): string {
  const absent = unlisted.filter(({ empty }) => !empty)
  if (absent.length === 0) return `fill ${unlisted.length === 1 ? 'it' : 'them'} in`
  return `add the ${absent.length === 1 ? 'row' : 'rows'}, or correct ${name} in ${placeOf(given)}`
}

/** Why nothing could be looked up. */
function sourceWords({ from, reason = 'missing', given }: FindingLookup): string {
  const place = placeOf(given)
  if (reason !== 'missing') return `of which ${reasonWords[reason]}: correct that in ${place}`
  return from.startsWith('launch.') ? `which the launch does not say: say so in ${place}` : `which nobody supplied: supply it in ${place}`
}

function valuesWords(values: readonly UnlistedValue[]): string {
  const shown = values.slice(0, valuesNamed).map(({ value }) => rowWords(value))
  const rest = values.length - shown.length
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : sequence(shown, 'and')
}

/** A row as the table names it, whatever it looks like. */
function rowWords(row: string): string {
  return row.trim() === '' ? 'empty text' : quoted(excerpt(row))
}

/** A place as a sentence says it: a line is enough to find it. */
export function placeOf({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${file}:${line}`
}
