import { needOf, type TypedCondition, type TypedLeaf } from '../model/typed.ts'
import { entryOf, type SourceNode } from '../source/node.ts'
import { type Read, readNode } from './read.ts'
import { foldResults, negateResult, type Result, unknown } from './reason.ts'
import type { LeafWorld } from './slot.ts'

type EvaluateRead = (leaf: TypedLeaf, read: Omit<Read, 'slot'>, world: LeafWorld) => Result

/** Judges a quantifier's condition for one item of its list; paths are read from the item, `it` being the item itself. */
export function evaluateItem(condition: TypedCondition, item: SourceNode, world: LeafWorld, evaluateRead: EvaluateRead): Result {
  switch (condition.kind) {
    case 'leaf': {
      const node = findInItem(item, condition.leaf.fact)
      if (!node) return unknown('missing')
      const read = readNode(node, condition.type, undefined)
      return read.problem ? unknown(read.problem) : evaluateRead(condition, read, world)
    }
    case 'not':
      return negateResult(evaluateItem(condition.of, item, world, evaluateRead))
    default: {
      const results = condition.of.map((part) => evaluateItem(part, item, world, evaluateRead))
      return foldResults(results, needOf(condition))
    }
  }
}

/** The node at a dotted path of an item: own keys only. Where a key is written with its dots, which of the two is meant cannot be told. */
function findInItem(item: SourceNode, path: string): SourceNode | undefined {
  const parts = path.split('.')
  if (parts[0] === 'it') parts.shift()
  if (parts.length > 1 && entryOf(item, parts.join('.'))) return undefined
  let node: SourceNode | undefined = item
  for (const part of parts) node = entryOf(node, part)?.value
  return node
}
