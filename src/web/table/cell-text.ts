import type { Cell } from './table.ts'

/** A cell as plain text, for spreadsheets and programs: the value without its decoration. */
export function cellValue(cell: Cell): string | number | boolean | undefined {
  if (cell === undefined || typeof cell !== 'object') return cell
  if ('mark' in cell) return cell.mark.value ?? cell.mark.word
  if ('day' in cell) return cell.day
  if ('sentence' in cell) return [cell.sentence, cell.small, cell.link].filter(isSaid).join(' · ')
  if ('link' in cell) return cell.link
  if ('code' in cell) return cell.code
  if ('lines' in cell) return cell.lines.map(cellValue).filter(isSaid).join('; ')
  if ('share' in cell) return cell.of === 0 ? undefined : Math.round((cell.share / cell.of) * 1000) / 1000
  return cell.text
}

/** A cell as people read it on one line. */
export function cellWords(cell: Cell): string {
  if (cell === undefined) return ''
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  if (typeof cell !== 'object') return String(cell)
  if ('mark' in cell) return [`${cell.mark.symbol} ${cell.mark.word}`, cell.note].filter(isSaid).join(', ')
  if ('day' in cell) return [cell.day, cell.away].filter(isSaid).join(', ')
  if ('lines' in cell) return cell.lines.map(cellWords).filter(isSaid).join('; ')
  if ('sentence' in cell) return `${cell.before ? `${cell.before.symbol} ` : ''}${cellValue(cell)}`
  if ('share' in cell) return cell.of === 0 ? '' : `${percentWords(cell.share, cell.of)} (${cell.share} of ${cell.of})`
  if ('text' in cell) return [cell.text, cell.small].filter(isSaid).join(', ')
  return String(cellValue(cell) ?? '')
}

/** A share as a whole percentage; what is not nothing is never 0 %, what is not all never 100 %. */
export function percentWords(share: number, of: number): string {
  const percent = Math.round((share / of) * 100)
  return `${share > 0 && share < of ? Math.min(99, Math.max(1, percent)) : percent} %`
}

function isSaid(text: unknown): boolean {
  return text !== undefined && text !== ''
}
