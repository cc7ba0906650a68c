import type { ComponentChild } from 'preact'
import type { Page, Surroundings, Target } from './page.ts'
import type { Table } from './table/table.ts'

export interface FilterOption {
  readonly value: string
  readonly label: string
  /** What is said beside the label where it is offered. */
  readonly small?: string
}

/** A choice that narrows what a view shows, kept in the address under its name. */
export interface Filter {
  readonly name: string
  readonly label: string
  /** Without the one for "all", which is the empty value. */
  readonly options: readonly FilterOption[]
  /** What is chosen; empty for all. */
  readonly chosen: string
  /** The words for no choice; "all" without them. */
  readonly all?: string
  /** Values that mean something beside the options, and what they are, in words, where that can be said. */
  readonly also?: { readonly isMeant: (value: string) => boolean; readonly words?: readonly string[] }
  /** A filter whose choices are not offered as links in a folder of files, where each makes a file. */
  readonly isDynamicOnly?: boolean
}

/** A part of a view: a table, which is exported, or something that is only looked at. */
export type Section =
  | {
      readonly table: Table
      readonly heading?: string
      /** A line under the heading. */
      readonly note?: string
      /** What is said instead of a table without rows: what to do to get some. */
      readonly empty?: ComponentChild
      /** Whether a small screen shows its heading first and the rest when asked. */
      readonly isFolded?: boolean
    }
  | { readonly content: ComponentChild; readonly heading?: string; readonly note?: string }

/** Something in an address that means nothing, told in a sentence. */
export interface NotUnderstood {
  /** In the words that stand on the page. */
  readonly words: string
  /** By the names and values that an address takes, for whoever writes one. */
  readonly byName: string
}

/** A view before it is HTML, CSV, Markdown or JSON. */
export interface View {
  readonly title: string
  /** The words above the title: which kind of page this is. */
  readonly kicker?: string
  /** The answer in a sentence, in words of the reports: names in backticks. */
  readonly lead?: string
  readonly filters?: readonly Filter[]
  /** What the address says and nothing here understands; it is left out. */
  readonly notUnderstood?: readonly NotUnderstood[]
  readonly sections: readonly Section[]
  /** A table that needs the whole width, printed across. */
  readonly isWide?: boolean
  /** The status to answer with; 200 without it. */
  readonly status?: number
}

/** What is asked of a view: segments of the path after its own, and what is in the query. */
export interface Ask {
  readonly rest: readonly string[]
  readonly query: URLSearchParams
}

/** Makes a view, or a page that is none, such as a gate pack; undefined where there is no such page. */
export type ViewOf = (ask: Ask, around: Surroundings) => View | Page | undefined | Promise<View | Page | undefined>

/** A view with its place in the dashboard. */
export interface ViewEntry {
  /** The first segment of its path; empty for the front page. */
  readonly segment: string
  /** Its name in the navigation; absent for pages that are reached from others. */
  readonly nav?: string
  readonly of: ViewOf
}

/** A target within the same view: other values in the query, where an empty one takes a key away. */
export function otherwise(here: Target, changes: Readonly<Record<string, string | undefined>>): Target {
  return { path: here.path, query: { ...here.query, ...changes } }
}
