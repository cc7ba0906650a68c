import type { Commitment, Requirement } from '../../model/commitment.ts'
import type { DiagnosticCode } from '../../source/codes.ts'
import { type Diagnostic, diagnostic } from '../../source/diagnostic.ts'
import { type ListNode, rangeOf, type SourceNode, textOf, valueAt } from '../../source/node.ts'
import { type Range, rangeAt } from '../../source/position.ts'

/** What is told of a habit: where, what, and how to mend it. */
export interface Advice {
  readonly file: string
  readonly range: Range
  readonly message: string
  readonly mend: string
}

/** A warning about a habit. Practice knows exceptions, so its hint says how to keep what is told, with a reason. */
export function advise(code: DiagnosticCode, { file, range, message, mend }: Advice): Diagnostic {
  return diagnostic(code, {
    file,
    range,
    message,
    hint: `${mend}; or keep it, with \`# onlyif-disable-next-line ${code} -- why\` above it`,
  })
}

/** The value of a key of a commitment. */
export function nodeIn(commitment: Commitment, key: string): SourceNode | undefined {
  return valueAt(commitment.document.root, key)
}

/** The value of a key of one of the commitment's requirements. */
export function nodeOf(commitment: Commitment, { localId }: Requirement, key: string): SourceNode | undefined {
  const list = nodeIn(commitment, 'goToMarketOnlyIf')
  return list?.kind === 'list' ? valueAt(itemsById(list).get(localId), key) : undefined
}

/** Every requirement is looked for by several lints, so where each stands is found once. */
const known = new WeakMap<ListNode, ReadonlyMap<string, SourceNode>>()

function itemsById(list: ListNode): ReadonlyMap<string, SourceNode> {
  const before = known.get(list)
  if (before) return before
  const found = new Map<string, SourceNode>()
  for (const item of list.items) {
    const id = textOf(item, 'id')
    if (id !== undefined && !found.has(id)) found.set(id, item)
  }
  known.set(list, found)
  return found
}

/** Where a value of a commitment stands; the start of the document where there is none. */
export function rangeIn({ document, place }: Commitment, node: SourceNode | undefined): Range {
  return node ? rangeOf(document, node) : rangeAt(place, 1)
}
