import type { Commitment, Requirement } from '../../model/commitment.ts'
import type { DiagnosticCode } from '../../source/codes.ts'
import { type Diagnostic, diagnostic } from '../../source/diagnostic.ts'
import { rangeOf, type SourceNode, textOf, valueAt } from '../../source/node.ts'
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
  const own = list?.kind === 'list' ? list.items.find((item) => textOf(item, 'id') === localId) : undefined
  return valueAt(own, key)
}

/** Where a value of a commitment stands; the start of the document where there is none. */
export function rangeIn({ document, place }: Commitment, node: SourceNode | undefined): Range {
  return node ? rangeOf(document, node) : rangeAt(place, 1)
}
