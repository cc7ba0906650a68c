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

// What a placeholder can begin with. Most texts begin otherwise and need no closer look.
const beginnings: ReadonlySet<string> = new Set([...wholes].map((text) => text.slice(0, 2)))
const signs = `<${fillers}`

/** Whether a text only holds a place open, such as `TBD`, `n/a`, `???` or `<your team>`; empty text does, too. */
export function isPlaceholder(text: string): boolean {
  // No placeholder is long; a long text is not worth normalising.
  if (text.length > 1000) return text.trim() === ''
  const trimmed = text.trim()
  if (trimmed !== '' && !beginnings.has(trimmed.slice(0, 2).toLowerCase()) && !signs.includes(trimmed.charAt(0))) return false
  return isGap(trimmed.toLowerCase())
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
