import { Abandoned, beginning, type Fault, note, type Reading } from './fault.ts'
import type { SourceNode } from './node.ts'
import { didYouMean } from './suggest.ts'
import type { Mark, ScalarToken } from './token.ts'

/** The anchors of one document, and how large what has been read of it is. */
export interface Anchors {
  readonly byName: Map<string, Anchored | 'open'>
  /** Nodes begun so far, aliases counted as what they stand for. */
  count: number
  /** The greatest depth of a collection since the innermost open anchor. */
  reach: number
}

interface Anchored {
  readonly node: SourceNode
  readonly size: number
  /** Collections inside one another, itself included; 0 for a scalar. */
  readonly height: number
}

export function newAnchors(): Anchors {
  return { byName: new Map(), count: 0, reach: 0 }
}

/** Counts a collection at `depth`; gives up the document below the limit. */
export function enterDepth(reading: Reading, anchors: Anchors, place: { readonly offset: number; readonly depth: number }): void {
  if (place.depth > reading.limits.maxDepth) throw new Abandoned(tooDeep(reading, place.offset))
  if (place.depth > anchors.reach) anchors.reach = place.depth
}

/** The fault of a mapping or list at `start` that stands inside of too many others. */
export function tooDeep(reading: Reading, start: number): Fault {
  const message = `more than ${reading.limits.maxDepth} mappings and lists stand inside one another`
  return { code: 'yaml/too-deep', start, end: start + 1, message }
}

/** Reads a node and measures it, so that its aliases can be counted without expanding them. */
export function inAnchor(anchors: Anchors, mark: Mark | undefined, depth: number, read: () => SourceNode): SourceNode {
  if (!mark) return read()
  const name = mark.source.slice(1)
  const { count, reach } = anchors
  anchors.byName.set(name, 'open')
  anchors.reach = depth - 1
  const node = read()
  anchors.byName.set(name, { node, size: anchors.count - count + 1, height: anchors.reach - depth + 1 })
  anchors.reach = Math.max(anchors.reach, reach)
  return node
}

/** The node that an alias stands for, shared and not copied; undefined, with a note, when there is none. */
export function aliasTarget(reading: Reading, anchors: Anchors, token: ScalarToken, depth: number): SourceNode | undefined {
  const { offset: start, source } = token
  const end = start + source.length
  const place = { start, end }
  const target = anchors.byName.get(source.slice(1))
  reading.aliases++
  if (reading.aliases > reading.limits.maxAliases) {
    throw new Abandoned({
      ...place,
      code: 'yaml/too-many-aliases',
      message: `there are more than ${reading.limits.maxAliases} aliases in the file`,
    })
  }
  if (target === undefined) {
    const hint = didYouMean(
      source,
      [...anchors.byName.keys()].map((name) => `*${name}`),
      'a text that begins with `*` needs quotes',
    )
    note(reading, {
      ...place,
      code: 'yaml/unknown-alias',
      message: `the alias \`${beginning(source)}\` names an anchor that does not exist`,
      hint,
    })
    return undefined
  }
  if (target === 'open') {
    note(reading, {
      ...place,
      code: 'yaml/cycle',
      message: `the alias \`${beginning(source)}\` stands inside of what it names`,
      hint: 'write the value out',
    })
    return undefined
  }
  anchors.count += target.size
  reading.expanded += target.size
  if (reading.expanded > reading.limits.maxNodes) {
    const message = `the aliases of the file stand for more than ${reading.limits.maxNodes} nodes`
    throw new Abandoned({ ...place, code: 'yaml/too-many-aliases', message })
  }
  if (target.height > 0) enterDepth(reading, anchors, { offset: start, depth: depth + target.height - 1 })
  return target.node
}
