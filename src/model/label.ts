import { entryOf, type MappingEntry, type SourceDocument, type SourceNode, textOf } from '../source/node.ts'
import { isPlaceholder } from './placeholder.ts'
import { excerpt } from './wording.ts'

export type DataPath = readonly (string | number)[]

/** A node of a document, with the mapping entry it is the value of when it is one. */
export interface Located {
  readonly path: DataPath
  readonly node: SourceNode
  readonly entry: MappingEntry | undefined
}

// What an item of a list under this key is called.
const itemNouns: ReadonlyMap<string, string> = new Map([
  ['goToMarketOnlyIf', 'requirement'],
  ['waivers', 'waiver'],
  ['cases', 'case'],
  ['approved', 'approval'],
])

const rootNouns: ReadonlyMap<string, string> = new Map([
  ['Commitment', 'commitment'],
  ['Launch', 'launch'],
  ['Mapping', 'mapping'],
])

/** The node a JSON Pointer leads to; numbers in the path are indexes of lists. Stops at the last node that exists. */
export function locate(document: SourceDocument, pointer: string): Located {
  const path: (string | number)[] = []
  let node = document.root
  let entry: MappingEntry | undefined
  for (const segment of pointer.split('/').slice(1)) {
    const key = segment.replaceAll('~1', '/').replaceAll('~0', '~')
    const next = node.kind === 'mapping' ? entryOf(node, key) : undefined
    const item = node.kind === 'list' ? node.items[Number(key)] : undefined
    const value = next?.value ?? item
    if (!value) break
    path.push(next ? key : Number(key))
    node = value
    entry = next
  }
  return { path, node, entry }
}

/** What a part of a document is called in sentences, such as ``requirement `soc2-report` `` or `` `tier` of launch `checkout-2` ``. */
export function labelOf(document: SourceDocument, path: DataPath): string {
  const last = path.at(-1)
  if (last === undefined) return rootLabel(document)
  const outer = path.slice(0, -1)
  if (typeof last === 'number') return itemLabel(document, outer, last)
  if (outer.length === 1 && outer[0] === 'facts') return `fact \`${excerpt(last)}\``
  const owner = outer.at(-1) === 'covers' ? outer.slice(0, -1) : outer
  return `\`${excerpt(last)}\` of ${labelOf(document, owner)}`
}

function rootLabel(document: SourceDocument): string {
  const kind = textOf(document.root, 'kind') ?? ''
  const noun = rootNouns.get(kind)
  if (!noun) return `the ${excerpt(kind)} document`
  const id = nameIn(document.root, 'id')
  return id ? `${noun} \`${id}\`` : `the ${noun}`
}

function itemLabel(document: SourceDocument, outer: DataPath, index: number): string {
  const noun = itemNouns.get(String(outer.at(-1)))
  if (!noun) return `item ${index + 1} of ${labelOf(document, outer)}`
  const list = nodeAt(document, outer)
  const node = list?.kind === 'list' ? list.items[index] : undefined
  const name = nameIn(node, 'id') ?? nameIn(node, 'name')
  const label = name ? `${noun} \`${name}\`` : `${noun} ${index + 1}`
  return noun === 'approval' ? `${label} of ${labelOf(document, outer.slice(0, -1))}` : label
}

function nameIn(node: SourceNode | undefined, key: string): string | undefined {
  const text = textOf(node, key)
  return text === undefined || isPlaceholder(text) ? undefined : excerpt(text)
}

function nodeAt(document: SourceDocument, path: DataPath): SourceNode | undefined {
  let node: SourceNode | undefined = document.root
  for (const part of path)
    node = typeof part === 'string' ? entryOf(node, part)?.value : node?.kind === 'list' ? node.items[part] : undefined
  return node
}
