import type { SourceNode } from '../source/node.ts'

/** What a JSON Pointer finds: the node, and where its key stands (the node itself for list items and the root). */
export interface Found {
  readonly node: SourceNode
  readonly keyStart: number
}

const index = /^(?:0|[1-9]\d{0,9})$/

/** Whether a text is a JSON Pointer (RFC 6901): empty, or tokens each after a `/`, with `~` only as `~0` and `~1`. */
export function isPointer(text: string): boolean {
  return text === '' || (text.startsWith('/') && !/~(?![01])/.test(text))
}

/** Follows a JSON Pointer through own keys and list indexes; undefined when it finds nothing. */
export function follow(root: SourceNode, pointer: string): Found | undefined {
  let found: Found = { node: root, keyStart: root.start }
  for (const token of tokensOf(pointer)) {
    const next = step(found.node, token)
    if (!next) return undefined
    found = next
  }
  return found
}

/** The longest part of a pointer that finds something: where a missing value would have stood. */
export function followNearest(root: SourceNode, pointer: string): Found {
  const tokens = pointer.split('/')
  for (let length = tokens.length; length > 0; length--) {
    const found = follow(root, tokens.slice(0, length).join('/'))
    if (found) return found
  }
  return { node: root, keyStart: root.start }
}

/**
 * Where a pointer that finds nothing ends although a key or an item cannot be absent there: at a text or number, at a list that is asked
 * for a key, or at a document that says nothing as a whole. Undefined where something is only absent.
 */
export function wrongTurn(root: SourceNode, pointer: string): SourceNode | undefined {
  let node = root
  for (const token of tokensOf(pointer)) {
    const next = step(node, token)
    if (next) node = next.node
    else if (node.kind === 'mapping' || (node.kind === 'list' && index.test(token))) return undefined
    else return node.kind === 'scalar' && node.value === null && node !== root ? undefined : node
  }
  return undefined
}

function tokensOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function step(node: SourceNode, token: string): Found | undefined {
  if (node.kind === 'mapping') {
    const entry = node.entries.find((item) => item.key === token)
    return entry && { node: entry.value, keyStart: entry.keyStart }
  }
  if (node.kind !== 'list' || !index.test(token)) return undefined
  const item = node.items[Number(token)]
  return item && { node: item, keyStart: item.start }
}
