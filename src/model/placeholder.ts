const undone = ['to be determined', 'to be decided', 'to be defined', 'to be confirmed', 'to be announced']

// What marks a gap even when more follows: `TBD by legal`, `to be decided on Monday`.
const leads = ['tbd', 'tba', 'fixme', ...undone]
// What also is a word or a name, as in `Todo app` and `TBC Bank`, only does before a sign that parts it from the rest: `todo (ask legal)`.
const partedLeads = ['tbc', 'todo']

const wholes: ReadonlySet<string> = new Set([...leads, ...partedLeads, 't.b.d', 't.b.a', 't.b.c', 'n/a', 'n.a', 'xxx', 'unknown'])

const marked = new RegExp(
  `^(?:(?:${leads.join('|')})(?![a-z0-9\\u00c0-\\u1fff]|[-_.][a-z0-9])|(?:${partedLeads.join('|')})(?: ?[:;,(/–—]| -(?: |$)))|[ ([:]tbd$`,
  'u',
)

const openers = '([{"\'“‘«'
const closers = ')]}"\'”’»'
const fillers = '?!.…-–—_'

/** What only holds a place open, for pages that list it. */
export const placeholders = { wholes, leads, partedLeads, fillers }

/** What nobody sees: it neither fills a gap nor makes another text of one. Spaces and ends of lines part words and stay. */
export const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]|(?!\s)\p{Cc}/gu

const hidden = new RegExp(`(?:^|[\\x20-\\x7e])(?:${unseen.source})`, 'u')

/** Whether a text looks like another one: with spaces around it, or what nobody sees beside a plain letter. Emoji and scripts that need joiners keep theirs. */
export function isDisguised(text: string): boolean {
  return text !== text.trim() || hidden.test(text)
}

// What a placeholder can begin with. Most texts begin otherwise and need no closer look.
const beginnings: ReadonlySet<string> = new Set([...wholes].map((text) => text.slice(0, 2)))
const signs = `<${fillers}${openers}${closers}`
const plainStart = /^[\x20-\x7e]{1,2}/

/** Whether a text only holds a place open, such as `TBD`, `n/a`, `???` or `<your team>`; text that is empty, or that nobody sees, does, too. */
export function isPlaceholder(text: string): boolean {
  // No placeholder is long; a long text is not worth normalising.
  if (text.length > 1000) return text.replace(unseen, '').trim() === ''
  const trimmed = text.trim()
  const [start = ''] = plainStart.exec(trimmed) ?? []
  const isPlain = start.length === Math.min(2, trimmed.length)
  if (isPlain && trimmed !== '' && !beginnings.has(start.toLowerCase()) && !signs.includes(start.charAt(0)) && !mayEndOpen(trimmed))
    return false
  return isGap(trimmed.normalize('NFKC').replace(unseen, '').trim().toLowerCase())
}

function mayEndOpen(text: string): boolean {
  return text.slice(-8).toLowerCase().includes('tbd')
}

function isGap(text: string): boolean {
  const core = withoutFillers(text)
  if (core === '' || isTemplate(text)) return true
  const words = withoutFillers(withoutBrackets(core)).split(/\s+/).join(' ')
  return wholes.has(words) || marked.test(words)
}

function withoutBrackets(text: string): string {
  const start = text !== '' && openers.includes(text.charAt(0)) ? 1 : 0
  const end = text.length > start && closers.includes(text.charAt(text.length - 1)) ? text.length - 1 : text.length
  return text.slice(start, end).trim()
}

function withoutFillers(text: string): string {
  let end = text.length
  while (end > 0 && fillers.includes(text.charAt(end - 1))) end--
  return text.slice(0, end).trimEnd()
}

function isTemplate(text: string): boolean {
  if (!text.startsWith('<') || !text.endsWith('>')) return false
  const inside = text.slice(1, -1)
  return !inside.includes('<') && !inside.includes('>')
}
