/**
 * A part of a glob: from the places in a path where it may begin to those where it can then end, both ascending, each a
 * number of characters. All places go through at once, so that nothing is ever tried twice. No segment of the path is empty.
 */
export type GlobPart = (path: readonly string[], from: readonly number[]) => readonly number[]

/** One character that stands for itself. */
export function letter(wanted: string): GlobPart {
  return (path, from) => from.filter((at) => path[at] === wanted).map((at) => at + 1)
}

/** One character within a segment. */
export const anyLetter: GlobPart = (path, from) => from.filter((at) => at < path.length && path[at] !== '/').map((at) => at + 1)

/** Any stretch of a segment, none included. */
export const anyStretch: GlobPart = (path, from) => {
  const to: number[] = []
  for (const start of from) {
    // Further on others have been before.
    for (let at = Math.max(start, (to.at(-1) ?? -1) + 1); at <= path.length; at++) {
      if (at > start && path[at - 1] === '/') break
      to.push(at)
    }
  }
  return to
}

/** Any number of folders, none included, each with its `/`. */
export const anyFolders: GlobPart = (path, from) => {
  const to = new Set(from)
  for (let at = from[0] ?? path.length; at < path.length; at++) if (path[at] === '/' && isWithin(path, to, at)) to.add(at + 1)
  return ascending(to)
}

/** Anything of at least one character, in this folder or deeper. */
export const anythingBelow: GlobPart = (path, from) => {
  const first = from.find((at) => path[at] !== '/')
  if (first === undefined) return []
  return path.flatMap((character, at) => (at >= first && character !== '/' ? [at + 1] : []))
}

/** Parts one behind the other. */
export function sequence(parts: readonly GlobPart[]): GlobPart {
  return (path, from) => {
    let places = from
    for (const part of parts) {
      if (places.length === 0) return places
      places = part(path, places)
    }
    return places
  }
}

/** Any one of some parts. */
export function choice(parts: readonly GlobPart[]): GlobPart {
  return (path, from) => ascending(new Set(parts.flatMap((part) => part(path, from))))
}

/** Whether all of a path is the glob. */
export function isAllOf(path: string, glob: GlobPart): boolean {
  const characters = [...path]
  return glob(characters, [0]).at(-1) === characters.length
}

/** Whether the folder that ends with the `/` at a place begins, wholly or in part, at one of `starts`. */
function isWithin(path: readonly string[], starts: ReadonlySet<number>, slash: number): boolean {
  for (let at = slash - 1; at >= 0 && path[at] !== '/'; at--) if (starts.has(at)) return true
  return false
}

function ascending(places: ReadonlySet<number>): number[] {
  return [...places].sort((a, b) => a - b)
}
