import { sequence } from '../model/wording.ts'
import { forTerminal } from '../report/escape.ts'
import { nearest } from '../source/suggest.ts'
import type { Filter, NotUnderstood, View } from './view.ts'

/** What an address says and means nothing: a value of a filter, or the name of a filter that there is not. */
export interface Misread extends NotUnderstood {
  /** The name in the address. */
  readonly name: string
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
  return { view: isNarrowable(whole) ? { ...whole, notUnderstood: misread } : whole, query: rest, misread }
}

function isNarrowable<T>(view: T): view is T & Required<Pick<View, 'filters'>> {
  return typeof view === 'object' && view !== null && 'filters' in view && Array.isArray(view.filters)
}

function misreadIn(filters: readonly Filter[], query: URLSearchParams): Misread[] {
  // A view that nobody can narrow says nothing of filters.
  if (filters.length === 0) return []
  const own = filters.map(({ name }) => name)
  const strange = [...new Set(query.keys())].filter((name) => !own.includes(name) && !ofPages.test(name) && query.get(name) !== '')
  return [...filters.flatMap((filter) => valueMisread(filter, query)), ...strange.map((name) => strangeMisread(name, filters))]
}

function valueMisread(filter: Filter, query: URLSearchParams): Misread[] {
  const value = query.get(filter.name) ?? ''
  const isKnown = value === '' || filter.options.some((option) => option.value === value) || (filter.also?.isMeant(value) ?? false)
  return isKnown ? [] : [{ name: filter.name, words: misreadWords(filter, value, 'label'), byName: misreadWords(filter, value, 'value') }]
}

/** "The address asks for `ownr`, by which nothing here can be narrowed, so it is left out; did you mean `owner`? …" */
function strangeMisread(name: string, filters: readonly Filter[]): Misread {
  const own = filters.map((filter) => filter.name)
  const begin = `The address asks for ${quoted(name)}, by which nothing here can be narrowed, so it is left out`
  const near = meantWords(nearest(name, own))
  const there = own.length === 1 ? 'There is' : 'There are'
  const told = (names: readonly string[]): string => `${begin}${near} ${there} ${sequence(names.map(quoted), 'and')}.`
  return { name, words: told(filters.map(({ label }) => label)), byName: told(own) }
}

function meantWords(near: string | undefined): string {
  return near === undefined ? '.' : `; did you mean ${quoted(near)}?`
}

/** "Verdict: `bogus` is not understood and left out. It can be `cannot go`, `NO-GO`, `HOLD`, `CONDITIONAL GO` or `GO`." */
function misreadWords({ label, options, also }: Filter, value: string, by: 'label' | 'value'): string {
  const named = options.slice(0, mostNamed).map((option) => quoted(option[by]))
  const rest = options.length - named.length
  const there = [...named, ...(rest > 0 ? [`one of ${rest} more`] : []), ...(also?.words ?? [])]
  const can = there.length === 0 ? 'There is nothing to choose from yet.' : `It can be ${sequence(there, 'or')}.`
  const near = nearest(
    value,
    options.map((option) => option.value),
  )
  const meant = options.find((option) => option.value === near)?.[by]
  return `${label}: ${quoted(value)} is not understood and left out${meantWords(meant)} ${can}`
}

/** A value from an address, as sentences hold names. */
export function quoted(value: string): string {
  const shown = forTerminal(value).replaceAll('`', "'")
  return `\`${shown.length > 60 ? `${[...shown].slice(0, 59).join('')}…` : shown}\``
}
