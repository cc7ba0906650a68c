import type { Target } from '../page.ts'

/** How something is felt about, beside its word and symbol. */
export type Tone = 'red' | 'amber' | 'green' | 'grey'

/** What stands in a cell. Texts may come from anywhere: they are shown, never obeyed. */
export type Cell = undefined | string | number | boolean | RichCell

export type RichCell =
  /** A text that leads somewhere; `small` is a second, quieter line. */
  | { readonly text: string; readonly to?: Target; readonly small?: string; readonly strong?: boolean }
  /** An outcome, a verdict or a light: symbol, word and tone together. */
  | { readonly mark: Mark; readonly note?: string; readonly to?: Target }
  /** A day or an instant, and how far away it is: "in 3 days". */
  | { readonly day: string; readonly away?: string; readonly tone?: Tone }
  /** An address on the web, followed only where it is `http` or `https`. */
  | { readonly link: string }
  /** A sentence of a report, what it has in backticks set as code; `before` is the symbol that stands in front, `link` comes after. */
  | { readonly sentence: string; readonly before?: Mark; readonly small?: string; readonly link?: string }
  /** A name from a file, set as code. */
  | { readonly code: string; readonly to?: Target }
  /** Several, one below the other; with a name, a small screen shows them when asked. */
  | { readonly lines: readonly Cell[]; readonly foldedAs?: string }
  /** A share of a whole, drawn as a bar and said as a percentage. */
  | { readonly share: number; readonly of: number; readonly tone?: Tone }

export interface Mark {
  readonly symbol: string
  readonly word: string
  /** What programs read in place of the word, such as `no-go`. */
  readonly value?: string
  readonly tone: Tone
}

export interface Column {
  /** Its name in CSV and JSON, `snake_case`, never changed and never used again for something else. */
  readonly key: string
  /** Its heading for people. */
  readonly name: string
  /** The column that names the row: its cells are headings. */
  readonly isHeading?: boolean
  readonly isNumber?: boolean
  /** Whether its marks colour the whole cell, as in a matrix. */
  readonly isTinted?: boolean
  /** Where it is shown; everywhere without this. What people see in one cell, spreadsheets want in several. */
  readonly in?: 'page' | 'export'
  /** How much room it takes on a page: just its text, at least a word, at least the name of an owner, or much. */
  readonly width?: 'narrow' | 'word' | 'name' | 'wide'
}

export interface Row {
  /** A cell a column. */
  readonly cells: readonly Cell[]
  /** The heading it stands under; rows of one group follow each other. */
  readonly group?: string
  /** A name to link to within the page; of the group, where it begins one, also without a heading. */
  readonly anchor?: string
  readonly groupAnchor?: string
}

/** Rows and columns, whatever they are made into. Rows are made when they are asked for: a page shows a few of many. */
export interface Table {
  /** Names the table in JSON and in the address, `kebab-case`. */
  readonly name: string
  readonly caption: string
  readonly columns: readonly Column[]
  readonly size: number
  readonly rows: (from: number, to: number) => readonly Row[]
  /** How many rows a page shows at most; 100 without it. */
  readonly rowsAtOnce?: number
}

/** A table over items, one row each. */
export function tableOf<T>({
  items,
  row,
  ...rest
}: Omit<Table, 'size' | 'rows'> & { readonly items: readonly T[]; readonly row: (item: T) => Row }): Table {
  return { ...rest, size: items.length, rows: (from, to) => items.slice(from, to).map(row) }
}

/** The columns that people see, and those that programs read, with their places in a row. */
export function columnsFor({ columns }: Table, where: 'page' | 'export'): readonly { readonly column: Column; readonly at: number }[] {
  return columns.map((column, at) => ({ column, at })).filter(({ column }) => column.in === undefined || column.in === where)
}
