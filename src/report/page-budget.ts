/** A part of a document that may be left out from its end: a frame around entries, none of which is ever cut in two. */
export interface PagePart {
  readonly head: string
  readonly entries: readonly string[]
  readonly tail: string
  /** Room is set aside for it, so that it is shown whole however much else is left out. */
  readonly isKept?: boolean
}

/** What fits, and how many entries do not. */
export interface FittedPage {
  readonly text: string
  readonly left: number
}

/** How large a text is, in the unit of a limit. */
export type Measure = (text: string) => number

/** Characters, as JavaScript counts them. */
export const inCharacters: Measure = (text) => text.length

/** As much of a document as a limit allows, in its order; once an entry does not fit, nothing after it is shown. */
export function fitPage(parts: readonly PagePart[], limit: number, size: Measure = inCharacters): FittedPage {
  const kept: string[] = []
  let taken = parts.filter((part) => part.isKept).reduce((sum, part) => sum + size(wholeOf(part)), 0)
  let left = 0
  let isFull = false
  const keep = (text: string): void => {
    kept.push(text)
    taken += size(text)
  }
  for (const part of parts) {
    const { head, entries, tail } = part
    if (part.isKept) {
      kept.push(wholeOf(part))
      continue
    }
    const [first = ''] = entries
    isFull ||= taken + size(head) + size(first) + size(tail) > limit
    if (isFull) {
      left += Math.max(1, entries.length)
      continue
    }
    keep(head)
    let shown = 0
    for (const entry of entries) {
      if (taken + size(entry) + size(tail) > limit) break
      keep(entry)
      shown++
    }
    keep(tail)
    left += entries.length - shown
    isFull = shown < entries.length
  }
  return { text: kept.join(''), left }
}

function wholeOf({ head, entries, tail }: PagePart): string {
  return `${head}${entries.join('')}${tail}`
}
