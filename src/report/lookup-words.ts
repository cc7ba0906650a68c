import type { FindingLookup, UnlistedValue } from '../model/generated/types.ts'
import { excerpt, quoted, sequence } from '../model/wording.ts'
import { nameOf, type Subject } from './naming.ts'
import { reasonWords } from './reason-words.ts'

/** As many values as a sentence bears; of rows all are named, as whoever is to write another one must know them. */
const mostNamed = 6

/**
 * How a fact is looked up, and what the table lacks where it lacks something, with what to do about it: "looked up by the markets
 * in catalog.yaml:12, which has no row for `BR` (it has `DE` and `FR`): add the row, or correct the markets in launch.yaml:7".
 */
export function lookedUpWords(lookup: FindingLookup, subject: Subject): string {
  const { from, reason, unlisted = [], values = [], valueCount, table } = lookup
  const name = nameOf(from, subject)
  if (reason !== undefined) return `looked up by ${name}, ${sourceWords(lookup)}`
  const place = placeOf(table)
  const by = `looked up by ${name}`
  if (unlisted.length === 0) return `${by}${values.length === 0 ? '' : ` (${namedWords(values, valueCount)})`} in ${place}`
  const lacks = [absentWords(lookup), emptyWords(unlisted)].filter((words) => words !== undefined)
  return `${by} in ${place}, which has ${lacks.join(', and ')}: ${remedyWords(lookup, name)}`
}

/** "no row for `Br` (did you mean `BR`? it has `DE` and `FR`)". */
function absentWords({ unlisted = [], unlistedCount = unlisted.length, rows, rowCount }: FindingLookup): string | undefined {
  const empty = unlisted.filter((item) => item.empty)
  const absent = unlisted.filter((item) => !item.empty)
  if (absent.length === 0) return undefined
  const meant = absent.flatMap(({ nearest }) => nearest ?? [])
  const has = rows.length === 0 ? 'it has none' : `it has ${namedWords(rows, rowCount, rows.length)}`
  const values = namedWords(
    absent.map(({ value }) => value),
    unlistedCount - empty.length,
  )
  return `no row for ${values} (${meant.length === 0 ? '' : `did you mean ${namedWords(meant)}? `}${has})`
}

function emptyWords(unlisted: readonly UnlistedValue[]): string | undefined {
  const empty = unlisted.filter((item) => item.empty)
  return empty.length === 0 ? undefined : `nothing in the row for ${namedWords(empty.map(({ value }) => value))}`
}

function remedyWords({ unlisted = [], given }: FindingLookup, name: string): string {
  const absent = unlisted.filter(({ empty }) => !empty)
  if (absent.length === 0) return `fill ${unlisted.length === 1 ? 'it' : 'them'} in`
  return `add the ${unlisted.length === 1 ? 'row' : 'rows'}, or correct ${name} in ${placeOf(given)}`
}

/** What a table lacks, where a report says elsewhere what it has: "table has nothing for `Br` (did you mean `BR`?)". */
export function lackWords({ unlisted = [], unlistedCount = unlisted.length }: FindingLookup): string {
  const meant = unlisted.flatMap(({ nearest }) => nearest ?? [])
  const values = namedWords(
    unlisted.map(({ value }) => value),
    unlistedCount,
  )
  return `table has nothing for ${values}${meant.length === 0 ? '' : ` (did you mean ${namedWords(meant)}?)`}`
}

/** How a table comes to say what it lacks, in short: "add `BR` to the table in catalog.yaml:12, or correct the markets in launch.yaml:7". */
export function mendWords({ from, table, given, unlisted = [], unlistedCount = unlisted.length }: FindingLookup, subject: Subject): string {
  const absent = unlisted.filter((item) => !item.empty)
  const named = namedWords(
    unlisted.map(({ value }) => value),
    unlistedCount,
  )
  if (absent.length === 0) return `fill in ${named} in the table in ${placeOf(table)}`
  const meant = absent.flatMap(({ nearest }) => nearest ?? [])
  if (meant.length === unlistedCount && unlisted.length === unlistedCount)
    return `write ${namedWords(meant)} for ${named} in ${placeOf(given)}, or add what is meant to the table in ${placeOf(table)}`
  return `add ${named} to the table in ${placeOf(table)}, or correct ${nameOf(from, subject)} in ${placeOf(given)}`
}

/** Why nothing could be looked up. */
function sourceWords({ from, reason = 'missing', given }: FindingLookup): string {
  const place = placeOf(given)
  if (reason !== 'missing') return `of which ${reasonWords[reason]}: correct that in ${place}`
  return from.startsWith('launch.') ? `which the launch does not say: say so in ${place}` : `which nobody supplied: supply it in ${place}`
}

/** The first of some rows or values, which are `count` in all; each as it is written, whatever it looks like. */
function namedWords(names: readonly string[], count = names.length, most = mostNamed): string {
  const shown = names.slice(0, most).map((name) => (name.trim() === '' ? 'empty text' : quoted(excerpt(name))))
  const rest = count - shown.length
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : sequence(shown, 'and')
}

/** A place as a sentence says it: a line is enough to find it. */
export function placeOf({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${file}:${line}`
}
