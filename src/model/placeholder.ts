const wholes: ReadonlySet<string> = new Set([
  'tbd',
  'tba',
  'tbc',
  'todo',
  'fixme',
  'n/a',
  'xxx',
  'unknown',
  'to be determined',
  'to be decided',
  'to be defined',
  'to be confirmed',
  'to be announced',
])

// Words that mark a gap even when more follows: `TBD: after the audit`, `todo (ask legal)`.
const markers: ReadonlySet<string> = new Set(['tbd', 'tba', 'tbc', 'todo', 'fixme'])

const fillers = '?!.…-–—_'

/** What nobody sees: it neither fills a gap nor makes another text of one. Spaces and ends of lines part words and stay. */
export const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]|(?!\s)\p{Cc}/gu

const hidden = new RegExp(`(?:^|[\\x20-\\x7e])(?:${unseen.source})`, 'u')

/** Whether a text looks like another one: with spaces around it, or what nobody sees beside a plain letter. Emoji and scripts that need joiners keep theirs. */
export function isDisguised(text: string): boolean {
  return text !== text.trim() || hidden.test(text)
}

// What a placeholder can begin with. Most texts begin otherwise and need no closer look.
const beginnings: ReadonlySet<string> = new Set([...wholes].map((text) => text.slice(0, 2)))
const signs = `<${fillers}`
const plainStart = /^[\x20-\x7e]{1,2}/

/** Whether a text only holds a place open, such as `TBD`, `n/a`, `???` or `<your team>`; text that is empty, or that nobody sees, does, too. */
export function isPlaceholder(text: string): boolean {
  // No placeholder is long; a long text is not worth normalising.
  if (text.length > 1000) return text.replace(unseen, '').trim() === ''
  const trimmed = text.trim()
  const [start = ''] = plainStart.exec(trimmed) ?? []
  const isPlain = start.length === Math.min(2, trimmed.length)
  if (isPlain && trimmed !== '' && !beginnings.has(start.toLowerCase()) && !signs.includes(start.charAt(0))) return false
  return isGap(trimmed.normalize('NFKC').replace(unseen, '').trim().toLowerCase())
}

function isGap(trimmed: string): boolean {
  const core = withoutFillers(trimmed)
  if (core === '' || isTemplate(trimmed)) return true
  const words = core.split(/\s+/).join(' ')
  return wholes.has(words) || markers.has(leadOf(words))
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

/** What stands before the first colon or parenthesis; nothing when there is neither. */
function leadOf(text: string): string {
  const end = text.search(/[:(]/)
  return end === -1 ? '' : text.slice(0, end).trim()
}
