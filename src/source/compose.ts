import { type Anchors, aliasTarget, enterDepth, inAnchor, newAnchors } from './anchor.ts'
import { Abandoned, beginning, type Fault, misfit, type Reading, stop } from './fault.ts'
import { checkBlockKey, checkFlowColon, checkFlowItem, checkKeyLength, closeFlow, complexKey, nestedOnLine, notAnEntry } from './layout.ts'
import { addEntry, claimKey, finishMapping, type Key, type MappingDraft, newMapping } from './mapping.ts'
import type { ListNode, MappingNode, SourceNode } from './node.ts'
import { plainFault } from './plain-fault.ts'
import { checkEnd, type Props, readProps } from './props.ts'
import { emptyScalar, readScalar, type ScalarResolver } from './scalar.ts'
import {
  type BlockListToken,
  type BlockMapToken,
  type DocumentToken,
  type FlowToken,
  type Item,
  isBlockCollection,
  type Token,
} from './token.ts'

/** A document of a stream: its root (undefined when nothing is written), or the fault that ended its reading. */
export interface Composed {
  readonly root?: SourceNode
  readonly fault?: Fault
}

interface Composing {
  readonly reading: Reading
  readonly resolve: ScalarResolver
  readonly anchors: Anchors
}

interface NodePlace {
  readonly props: Props
  /** The depth that a collection has here. */
  readonly depth: number
  /** Where a node stands of which nothing is written. */
  readonly at: number
  readonly isKey?: boolean
}

/**
 * Builds the node tree of one document from the parser's tokens. Faults of single nodes are noted in `reading`;
 * the first one that makes the text unreadable is returned. Never throws for what a text says.
 */
export function composeDocument(reading: Reading, token: DocumentToken, resolve: ScalarResolver): Composed {
  try {
    const root = readRoot({ reading, resolve, anchors: newAnchors() }, token)
    return root ? { root } : {}
  } catch (error) {
    if (error instanceof Abandoned) return { fault: plainFault(reading, error.fault) }
    throw error
  }
}

function readRoot(c: Composing, token: DocumentToken): SourceNode | undefined {
  const { value, end } = token
  const next = value ?? end?.[0]
  const props = readProps(c.reading, token.start, {
    indicator: 'doc-start',
    next,
    offset: token.offset,
    parentIndent: 0,
    atLineStart: true,
  })
  if (props.found && isBlockCollection(value) && !props.hasNewline) {
    stop(value.offset, value.offset + 1, 'a document begins on the line of its `---`', 'begin it on the next line')
  }
  const isWritten = value !== undefined || props.anchor !== undefined || props.isTagged
  const root = isWritten ? readNode(c, value, { props, depth: 1, at: props.end }) : undefined
  checkEnd(c.reading, end, false)
  return root
}

function readNode(c: Composing, token: Token | undefined, place: NodePlace): SourceNode {
  const { props, depth, at } = place
  if (token?.type === 'alias') {
    checkEnd(c.reading, token.end, true)
    const end = token.offset + token.source.length
    if (props.anchor || props.isTagged) stop(token.offset, end, `the alias \`${beginning(token.source)}\` has an anchor or tag of its own`)
    return aliasTarget(c.reading, c.anchors, token, depth) ?? emptyScalar(token.offset)
  }
  c.anchors.count++
  return inAnchor(c.anchors, props.anchor, depth, () => (token ? readValue(c, token, place) : emptyScalar(at)))
}

function readValue(c: Composing, token: Token, { props, depth, isKey = false }: NodePlace): SourceNode {
  switch (token.type) {
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
    case 'block-scalar':
      return readScalar(c.reading, c.resolve, token, { isKey, isRoot: depth === 1 && !isKey })
    case 'block-seq':
      if ((props.anchor || props.isTagged) && !props.brokenOff) {
        stop(token.offset, token.offset + 1, 'a list begins on the line of its anchor or tag', 'begin the list on the next line')
      }
      enterDepth(c.reading, c.anchors, { offset: token.offset, depth })
      return readBlockList(c, token, depth)
    case 'block-map':
      enterDepth(c.reading, c.anchors, { offset: token.offset, depth })
      return readBlockMap(c, token, depth)
    case 'flow-collection':
      enterDepth(c.reading, c.anchors, { offset: token.offset, depth })
      return token.start.source === '{' ? readFlowMap(c, token, depth) : readFlowList(c, token, depth)
    default:
      throw new Abandoned(misfit(c.reading, { offset: token.offset, source: 'source' in token ? token.source : '' }))
  }
}

function readBlockMap(c: Composing, token: BlockMapToken, depth: number): MappingNode {
  const draft = newMapping()
  const { indent: parentIndent } = token
  let end = token.offset
  for (const item of token.items) {
    const { start, key: keyToken, sep, value } = item
    const next = keyToken ?? sep?.[0]
    const props = readProps(c.reading, start, { indicator: 'explicit-key-ind', next, offset: end, parentIndent, atLineStart: true })
    // Comments and empty lines behind the last entry stand in an item of their own.
    if (!props.found && !keyToken && !props.anchor && !props.isTagged && !sep) continue
    checkBlockKey(c.reading, token, item, props)
    const key = readKey(c, draft, item, props)
    const atLineStart = !keyToken || keyToken.type === 'block-scalar'
    const valueProps = readProps(c.reading, sep ?? [], {
      indicator: 'map-value-ind',
      next: value,
      offset: key.end,
      parentIndent,
      atLineStart,
    })
    const colon = valueProps.found
    if (!props.found) {
      if (!colon) return notAnEntry(c.reading, keyToken, key.start)
      if (value?.type === 'block-map' && !valueProps.hasNewline) nestedOnLine(c.reading, key.text, value)
      checkKeyLength(key, colon.offset)
    }
    const at = colon ? colon.offset + 1 : key.end
    const node = colon ? readNode(c, value, { props: valueProps, depth: depth + 1, at }) : emptyScalar(at)
    addEntry(draft, key, node)
    end = endOf(value, node, at)
  }
  return finishMapping(draft, token.offset, end)
}

function readBlockList(c: Composing, token: BlockListToken, depth: number): ListNode {
  const items: SourceNode[] = []
  const { indent: parentIndent } = token
  let end = token.offset
  for (const { start, value } of token.items) {
    const props = readProps(c.reading, start, { indicator: 'seq-item-ind', next: value, offset: end, parentIndent, atLineStart: true })
    if (!props.found) {
      if (!value && !props.anchor && !props.isTagged) continue
      throw new Abandoned(misfit(c.reading, { offset: value?.offset ?? props.anchor?.offset ?? end, source: '' }))
    }
    const at = props.found.offset + 1
    const node = readNode(c, value, { props, depth: depth + 1, at })
    items.push(node)
    end = endOf(value, node, at)
  }
  return { kind: 'list', items, start: token.offset, end }
}

function readFlowMap(c: Composing, token: FlowToken, depth: number): MappingNode {
  const draft = newMapping()
  let lastEnd = token.offset + 1
  for (const [index, item] of token.items.entries()) {
    const props = readFlowProps(c, token, index, item)
    if (props) lastEnd = readFlowPair(c, draft, { token, item, props, depth })
  }
  return finishMapping(draft, token.offset, closeFlow(c.reading, token, lastEnd))
}

function readFlowList(c: Composing, token: FlowToken, depth: number): ListNode {
  const items: SourceNode[] = []
  let lastEnd = token.offset + 1
  for (const [index, item] of token.items.entries()) {
    const props = readFlowProps(c, token, index, item)
    if (!props) continue
    if (item.sep || props.found) {
      // `[a: b]` is a list of one mapping with one entry.
      const draft = newMapping()
      const start = props.found?.offset ?? item.key?.offset ?? item.sep?.[0]?.offset ?? props.end
      enterDepth(c.reading, c.anchors, { offset: start, depth: depth + 1 })
      c.anchors.count++
      lastEnd = readFlowPair(c, draft, { token, item, props, depth: depth + 1 })
      items.push(finishMapping(draft, start, lastEnd))
    } else {
      if (isBlockCollection(item.value)) throw new Abandoned(misfit(c.reading, { offset: item.value.offset, source: '' }))
      const node = readNode(c, item.value, { props, depth: depth + 1, at: props.end })
      items.push(node)
      lastEnd = endOf(item.value, node, props.end)
    }
  }
  return { kind: 'list', items, start: token.offset, end: closeFlow(c.reading, token, lastEnd) }
}

/** The marks before an item within brackets; undefined when the item holds only a comma, space or comment. */
function readFlowProps(c: Composing, token: FlowToken, index: number, item: Item): Props | undefined {
  const { start, key, sep, value } = item
  const props = readProps(c.reading, start, {
    flow: true,
    indicator: 'explicit-key-ind',
    next: key ?? sep?.[0] ?? value,
    offset: token.offset + 1,
    parentIndent: token.indent,
    atLineStart: false,
  })
  const blank = !props.found && !props.anchor && !props.isTagged && !key && !sep && !value
  checkFlowItem(c.reading, token, { index, item, props, blank })
  return blank ? undefined : props
}

interface FlowPair {
  readonly token: FlowToken
  readonly item: Item
  readonly props: Props
  readonly depth: number
}

function readFlowPair(c: Composing, draft: MappingDraft, pair: FlowPair): number {
  const { token, item, props, depth } = pair
  const { sep, value } = item
  const key = readKey(c, draft, item, props)
  const valueProps = readProps(c.reading, sep ?? [], {
    flow: true,
    indicator: 'map-value-ind',
    next: value,
    offset: key.end,
    parentIndent: token.indent,
    atLineStart: false,
  })
  checkFlowColon(c.reading, token, { item, props, colon: valueProps, key })
  const at = valueProps.found ? valueProps.found.offset + 1 : key.end
  const node = readNode(c, value, { props: valueProps, depth: depth + 1, at })
  addEntry(draft, key, node)
  return endOf(value, node, at)
}

function readKey(c: Composing, draft: MappingDraft, { key: token, sep }: Item, props: Props): Key {
  if (token?.type === 'alias' || token?.type === 'flow-collection' || isBlockCollection(token)) return complexKey(token)
  const at = sep?.find(({ type }) => type === 'map-value-ind')?.offset ?? props.end
  const node = readNode(c, token ?? undefined, { props, depth: 1, at, isKey: true })
  if (node.kind !== 'scalar') throw new Abandoned(misfit(c.reading, { offset: node.start, source: '' }))
  return claimKey(c.reading, draft, node)
}

// An alias is read as the node it stands for, which ends elsewhere.
function endOf(token: Token | undefined, node: SourceNode, at: number): number {
  if (!token) return at
  return token.type === 'alias' ? token.offset + token.source.length : node.end
}
