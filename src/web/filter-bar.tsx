import type { VNode } from 'preact'
import { forTerminal } from '../report/escape.ts'
import type { Links, Target } from './page.ts'
import { Said } from './table/said.tsx'
import { type Filter, type FilterOption, otherwise } from './view.ts'

/** What narrows a view: a form whose answers stand in the address, or links where pages are files. */
export function FilterBar({
  filters,
  here,
  links,
}: {
  readonly filters: readonly Filter[]
  readonly here: Target
  readonly links: Links
}): VNode | null {
  if (links.isStatic) return <FilterLinks filters={filters} here={here} links={links} />
  const own = new Set(filters.map(({ name }) => name))
  const kept = Object.entries(here.query ?? {}).filter(([key, value]) => value !== undefined && !own.has(key) && !/^page(?:-|$)/.test(key))
  const isNarrowed = filters.some(({ chosen }) => chosen !== '')
  return (
    <search>
      <form class="filters" method="get" action={links.to({ path: here.path })}>
        {kept.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {filters.map(({ name, label, options, chosen, all = 'all' }) => (
          <label>
            <span>{label}</span>
            <select name={name}>
              <option value="">{all}</option>
              {options.map((option) => (
                <option value={option.value} selected={option.value === chosen}>
                  {shortLabel(offeredWords(option))}
                </option>
              ))}
              {chosen !== '' && !options.some(({ value }) => value === chosen) && (
                <option value={chosen} selected>
                  {shortLabel(chosen)}
                </option>
              )}
            </select>
          </label>
        ))}
        <button type="submit">Show</button>
        {isNarrowed && <a href={links.to({ path: here.path })}>Show all</a>}
      </form>
    </search>
  )
}

function offeredWords({ label, small }: FilterOption): string {
  return small === undefined ? label : `${label} · ${small}`
}

/** An option is plain text: what hides or reorders is made visible, and nobody scrolls sideways in a list. */
function shortLabel(label: string): string {
  const shown = forTerminal(label)
  return shown.length > 60 ? `${[...shown].slice(0, 59).join('')}…` : shown
}

/** What is chosen, in words: a sheet of paper has no form to look at. */
export function Chosen({ filters }: { readonly filters: readonly Filter[] }): VNode | null {
  const chosen = filters.filter((filter) => filter.chosen !== '')
  if (chosen.length === 0) return null
  const words = chosen.map(
    ({ label, options, chosen: value }) => `${label}: ${options.find((option) => option.value === value)?.label ?? value}`,
  )
  return (
    <p class="chosen">
      Shown: <Said text={words.join(' · ')} />
    </p>
  )
}

/** Each choice by itself: every link is a file, and combinations would be too many. */
function FilterLinks({
  filters,
  here,
  links,
}: {
  readonly filters: readonly Filter[]
  readonly here: Target
  readonly links: Links
}): VNode | null {
  const offered = filters.filter(({ options, isDynamicOnly }) => !isDynamicOnly && options.length > 0)
  if (offered.length === 0) return null
  return (
    <nav class="choices" aria-label="Narrow this view">
      {offered.map(({ name, label, options, chosen, all = 'all' }) => (
        <details open={chosen !== ''}>
          <summary>
            {label}: {chosen === '' ? all : <Said text={options.find(({ value }) => value === chosen)?.label ?? chosen} />}
          </summary>
          <ul>
            {[{ value: '', label: all }, ...options].map((option: FilterOption) => (
              <li>
                <a
                  href={links.to(otherwise({ path: here.path }, { [name]: option.value }))}
                  aria-current={option.value === chosen ? 'true' : undefined}
                >
                  <Said text={offeredWords(option)} />
                </a>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </nav>
  )
}
