import { beginning, inQuotes } from './fault.ts'

// Keys that often stand without their colon; what they mean is of the model.
const keys: ReadonlySet<string> = new Set(
  'apiVersion kind id title owner why honors dishonors stage competency due ifUnmet enforcement waivers count journey outOfScope name means type unit from product version tier maturity date sponsor launch requirement reason requestedBy expires'.split(
    ' ',
  ),
)

/** What to write for a line that should be a key and its value, and has no colon that counts as one. */
export function entryHint(line: string): string {
  const [, key = '', sign = '', value = ''] = /^([A-Za-z][\w.-]*)(?: *([：﹕]|={1,3}) *| +)([^\s=<>].*)$/.exec(line) ?? []
  if (value === '' || (sign === '' && !keys.has(key)))
    return `write \`${line}: \` and a value, or indent the line if it continues the text above it`
  const why = sign === '' || sign.startsWith('=') ? '' : ': its colon is a full-width one'
  return `write \`${key}: ${value}\`${why}`
}

/** How a line goes on behind a key, from there to its end. */
export interface Rest {
  readonly key: string
  readonly line: string
  readonly inBrackets: boolean
}

/** What to write where a value holds a second `: `. */
export function secondColonHint({ key, line, inBrackets }: Rest): string {
  const [, double, single] = /^(?:[“”„]([^“”„]{1,200})[“”]|[‘‚]([^‘’]{1,200})[‘’])/.exec(line) ?? []
  const curly = double ?? single
  if (curly !== undefined) return `write \`${inQuotes(curly)}\`: curly quotes are not quotes`
  const [, inner] = keys.has(key) ? [] : (/^\(([A-Za-z]\w{0,40}: [^()]{1,60})\)[\s,}\]]*(?:#|$)/.exec(line) ?? [])
  if (inner !== undefined) return `write braces, not parentheses: \`{ ${beginning(inner)} }\``
  return `quote the value: \`${inQuotes(inBrackets ? upToEnd(line) : line)}\``
}

/** The key that lacks its comma in a line within brackets, such as `minSample` in `4.2 minSample: 30 }`: where it begins, and the whole as it should be. */
export function withoutComma({ key, line }: Rest): { readonly at: number; readonly name: string; readonly whole: string } | undefined {
  const colon = line.indexOf(': ')
  const at = Math.max(line.lastIndexOf(' ', colon - 1), line.lastIndexOf(';', colon - 1)) + 1
  const name = line.slice(at, colon)
  const before = line.slice(0, at).trimEnd()
  const value = before.endsWith(';') ? before.slice(0, -1) : before
  // Of several words nobody can tell where the text ends and the key begins.
  const isClear = before.endsWith(';') || !before.includes(' ') || keys.has(name)
  if (value === '' || !isClear || !/^[A-Za-z][\w.-]*$/.test(name)) return undefined
  return { at, name, whole: beginning(`${key}: ${value}, ${name}: ${upToEnd(line.slice(colon + 2)) || '…'}`) }
}

/** A text up to where its brackets go on or end. */
function upToEnd(text: string): string {
  const end = text.search(/[,[\]{}"']/)
  return (end === -1 ? text : text.slice(0, end)).trimEnd()
}
