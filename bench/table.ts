/** One column: its title, and whether it holds numbers. */
export interface Column {
  readonly title: string
  readonly right?: boolean
}

/** Lays rows out as text, columns two spaces apart. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ right }, at) => (right ? (cells[at] ?? '').padStart(widths[at] ?? 0) : (cells[at] ?? '').padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd()
  return [line(columns.map(({ title }) => title)), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}

/** A number with three significant digits, thousands apart: `0.0123`, `4.56`, `1,230`. */
export function short(number: number): string {
  if (!Number.isFinite(number)) return 'not measured'
  if (number >= 100) return Math.round(number).toLocaleString('en')
  return number
    .toPrecision(3)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
}
