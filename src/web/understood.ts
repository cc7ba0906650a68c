import { sequence } from '../model/wording.ts'
import { forTerminal } from '../report/escape.ts'
import { nearest } from '../source/suggest.ts'
import type { Filter, View } from './view.ts'

/** What an address says and means nothing: a value of a filter, or the name of a filter that there is not. */
export interface Misread {
  /** The name in the address. */
  readonly name: string
  /** A sentence: what is not understood, and what there is. */
  readonly words: string
}

/** What says which rows, and in which form. */
const ofPages = /^(?:format|table|page(?:-.*)?)$/

/** More are not read at a glance. */
const mostNamed = 12

/**
 * The view that is asked for. What an address says of a filter and nothing here understands is left out, and the view says so: narrowed
 * to what there is not, a page would be empty and look as if all were well. `query` is what was understood.
 */
export async function understood<T>(
  of: (query: URLSearchParams) => Promise<T> | T,
  query: URLSearchParams,
): Promise<{ readonly view: T; readonly query: URLSearchParams; readonly misread: readonly Misread[] }> {
  const view = await of(query)
  const misread = misreadIn(isNarrowable(view) ? view.filters : [], query)
  if (misread.length === 0) return { view, query, misread }
  const rest = new URLSearchParams([...query].filter(([key]) => !misread.some(({ name }) => name === key)))
  const whole = await of(rest)
  const notUnderstood = misread.map(({ words }) => words)
  return { view: isNarrowable(whole) ? { ...whole, notUnderstood } : whole, query: rest, misread }
}

function isNarrowable<T>(view: T): view is T & Required<Pick<View, 'filters'>> {
  return typeof view === 'object' && view !== null && 'filters' in view && Array.isArray(view.filters)
}

function misreadIn(filters: readonly Filter[], query: URLSearchParams): Misread[] {
  // A view that nobody can narrow says nothing of filters.
  if (filters.length === 0) return []
  const own = filters.map(({ name }) => name)
  const strange = [...new Set(query.keys())].filter((name) => !own.includes(name) && !ofPages.test(name) && query.get(name) !== '')
  return [...filters.flatMap((filter) => valueMisread(filter, query)), ...strange.map((name) => ({ name, words: strangeWords(name, own) }))]
}

function valueMisread(filter: Filter, query: URLSearchParams): Misread[] {
  const value = query.get(filter.name) ?? ''
  const isKnown = value === '' || filter.options.some((option) => option.value === value) || (filter.also?.isMeant(value) ?? false)
  return isKnown ? [] : [{ name: filter.name, words: misreadWords(filter, value) }]
}

/** "`ownr` is no filter of this view and left out; did you mean `owner`? There are `owner` and `due`." */
function strangeWords(name: string, own: readonly string[]): string {
  return `${quoted(name)} is no filter of this view and left out${meantWords(nearest(name, own))} There are ${sequence(own.map(quoted), 'and')}.`
}

function meantWords(near: string | undefined): string {
  return near === undefined ? '.' : `; did you mean ${quoted(near)}?`
}

/** "Verdict: `bogus` is not understood and left out. It can be `blocked`, `no-go`, `hold`, `conditional-go` or `go`." */
function misreadWords({ label, options, also }: Filter, value: string): string {
  const values = options.map((option) => option.value)
  const named = values.slice(0, mostNamed).map(quoted)
  const rest = values.length - named.length
  const there = [...named, ...(rest > 0 ? [`one of ${rest} more`] : []), ...(also?.words ?? [])]
  const can = there.length === 0 ? 'There is nothing to choose from yet.' : `It can be ${sequence(there, 'or')}.`
  return `${label}: ${quoted(value)} is not understood and left out${meantWords(nearest(value, values))} ${can}`
}

/** A value from an address, as sentences hold names. */
function quoted(value: string): string {
  const shown = forTerminal(value).replaceAll('`', "'")
  return `\`${shown.length > 60 ? `${[...shown].slice(0, 59).join('')}…` : shown}\``
}
