import type { ListNode, MappingEntry, MappingNode, SourceNode } from '../../source/node.ts'

/** A stretch of a text and what takes its place. */
export interface Edit {
  readonly start: number
  /** Exclusive. */
  readonly end: number
  readonly text: string
}

/** A text with one stretch replaced. */
export function edited(text: string, { start, end, text: put }: Edit): string {
  return text.slice(0, start) + put + text.slice(end)
}

/** Replaces the name of an entry. */
export function renamed({ keyStart, keyEnd }: MappingEntry, key: string): Edit {
  return { start: keyStart, end: keyEnd, text: key }
}

/** Replaces a value; undefined where it stands elsewhere in the file, as what an alias means does. */
export function replaced(entry: MappingEntry, text: string): Edit | undefined {
  return isHere(entry) ? { start: entry.value.start, end: entry.value.end, text } : undefined
}

/** Takes an entry out of a mapping that has others, in block and flow form alike. */
export function withoutEntry(mapping: MappingNode, index: number): Edit | undefined {
  const starts = mapping.entries.map((entry) => entry.keyStart)
  const ends = mapping.entries.map((entry) => (isHere(entry) ? entry.value.end : undefined))
  return withoutPart(starts, ends, index)
}

/** Takes an item out of a list that has others. */
export function withoutItem(list: ListNode, index: number): Edit | undefined {
  const isInside = (node: SourceNode): boolean => node.start >= list.start && node.end <= list.end
  if (!list.items.every(isInside)) return undefined
  const starts = list.items.map((item) => item.start)
  const ends = list.items.map((item) => item.end)
  return withoutPart(starts, ends, index)
}

// Up to the beginning of the next part, or from the end of the one before: what separates them goes with it.
function withoutPart(starts: readonly number[], ends: readonly (number | undefined)[], index: number): Edit | undefined {
  const start = starts[index]
  const next = starts[index + 1]
  const before = ends[index - 1]
  const end = ends[index]
  if (start !== undefined && next !== undefined && next > start) return { start, end: next, text: '' }
  return before !== undefined && end !== undefined && end > before ? { start: before, end, text: '' } : undefined
}

/** Whether a value stands after its key, and is not an alias of what stands elsewhere. */
export function isHere({ keyEnd, value }: MappingEntry): boolean {
  return value.start >= keyEnd
}

/** The lines that an edit takes away and those that it puts there, as a diff shows them. */
export function changedLines(
  text: string,
  edit: Edit,
): { readonly line: number; readonly before: readonly string[]; readonly after: readonly string[] } {
  const old = text.split('\n')
  const now = edited(text, edit).split('\n')
  let head = 0
  while (head < Math.min(old.length, now.length) && old[head] === now[head]) head++
  let tail = 0
  while (tail < Math.min(old.length, now.length) - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++
  return { line: head + 1, before: old.slice(head, old.length - tail), after: now.slice(head, now.length - tail) }
}
