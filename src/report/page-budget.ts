/** A part of a document that may be left out from its end: a frame around entries, none of which is ever cut in two. */
export interface PagePart {
  readonly head: string
  readonly entries: readonly string[]
  readonly tail: string
}

/** What fits, and how many entries do not. */
export interface FittedPage {
  readonly text: string
  readonly left: number
}

/** As much of a document as a limit of characters allows, in its order; once an entry does not fit, nothing after it is shown. */
export function fitPage(parts: readonly PagePart[], limit: number): FittedPage {
  let text = ''
  let left = 0
  let isFull = false
  for (const { head, entries, tail } of parts) {
    const [first = ''] = entries
    isFull ||= text.length + head.length + first.length + tail.length > limit
    if (isFull) {
      left += Math.max(1, entries.length)
      continue
    }
    text += head
    let shown = 0
    for (const entry of entries) {
      if (text.length + entry.length + tail.length > limit) break
      text += entry
      shown++
    }
    text += tail
    left += entries.length - shown
    isFull = shown < entries.length
  }
  return { text, left }
}
