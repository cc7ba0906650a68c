import { rangeOf, type SourceNode, valueAt } from '../source/node.ts'
import type { Range } from '../source/position.ts'
import { didYouMean } from '../source/suggest.ts'
import { type Commitment, type CommitmentEntry, entryId, isComplete, type Requirement, type WaiverRule } from './commitment.ts'
import { type Reading, report, scalarField } from './fields.ts'
import { hasDemandElsewhere } from './misplaced-key.ts'
import { excerpt, listed } from './wording.ts'

/** Reports what does not fit together within one commitment; `nodes` are its entries as written. */
export function checkCommitment(reading: Reading, commitment: Commitment, nodes: readonly SourceNode[]): void {
  checkCount(reading, commitment)
  const seen = new Map<string, CommitmentEntry>()
  for (const [index, entry] of commitment.entries.entries()) {
    const id = entryId(entry)
    checkRepeat(reading, commitment, entry, seen.get(id))
    seen.set(id, entry)
    if (entry.kind === 'same') continue
    checkDemand(reading, entry, { node: nodes[index], index })
    checkStage(reading, commitment, entry, nodes[index])
  }
}

function checkCount(reading: Reading, { id, count, entries }: Commitment): void {
  const { root } = reading.document
  // Without the list, or with a misspelt one, that is the mistake.
  if (valueAt(root, 'goToMarketOnlyIf')?.kind !== 'list') return
  if (count === undefined || count === entries.length) return
  report(reading, 'commitment/count-off', {
    range: rangeOf(reading.document, valueAt(root, 'count') ?? root),
    message: `commitment \`${excerpt(id)}\` declares ${count} requirements and has ${entries.length}`,
    hint: `write \`count: ${entries.length}\` if that is the promise; adding or dropping a requirement is a decision`,
  })
}

/** Each role counts once, so no waiver would ever count for which more roles are needed than may approve it. */
export function checkQuorum(reading: Reading, node: SourceNode, rule: WaiverRule | 'never' | undefined): void {
  if (!rule || rule === 'never' || !isComplete(rule)) return
  const roles = new Set(rule.approvers)
  const quorum = scalarField(valueAt(node, 'waivers'), 'quorum')
  if (!quorum || rule.quorum <= roles.size) return
  report(reading, 'commitment/unreachable-quorum', {
    range: rangeOf(reading.document, quorum),
    message: `\`quorum\` asks for ${rule.quorum} people in as many roles, and \`approvers\` names ${roles.size}: no waiver could ever count`,
    hint: `write \`quorum: ${roles.size}\`, or name a further role in \`approvers\``,
  })
}

function checkRepeat(reading: Reading, commitment: Commitment, entry: CommitmentEntry, first: CommitmentEntry | undefined): void {
  const isNamed = entry.kind === 'same' || entry.localId !== ''
  if (!first || !isNamed) return
  const name = entry.kind === 'same' ? entry.same : entry.localId
  report(reading, 'commitment/duplicate-requirement', {
    range: rangeOfId(entry),
    message: `requirement \`${excerpt(name)}\` is listed twice in commitment \`${excerpt(commitment.id)}\``,
    hint: entry.kind === 'same' ? 'keep one of the two' : 'give each requirement an id of its own',
    related: [{ file: reading.document.file, range: rangeOfId(first), message: 'the first one' }],
  })
}

function checkDemand(
  reading: Reading,
  requirement: Requirement,
  at: { readonly node: SourceNode | undefined; readonly index: number },
): void {
  const { localId, idRange } = requirement
  if (valueAt(at.node, 'require') || valueAt(at.node, 'forbid') || localId === '' || hasUnknownKey(reading, at.index)) return
  if (hasDemandElsewhere(at.node, reading.document.root)) return
  report(reading, 'commitment/nothing-demanded', {
    range: idRange,
    message: `requirement \`${excerpt(localId)}\` has neither \`require\` nor \`forbid\``,
    hint: 'say what must hold, such as `require: { beta.blockersOpen: 0 }`',
  })
}

/** Whether an unknown key of a requirement is reported already: it is most likely what was to be demanded, under another name. */
function hasUnknownKey({ diagnostics }: Reading, index: number): boolean {
  return diagnostics.some(
    ({ code, path }) => code === 'document/unknown-key' && path?.length === 3 && path[0] === 'goToMarketOnlyIf' && path[1] === index,
  )
}

function checkStage(reading: Reading, { id, journey }: Commitment, { localId }: Requirement, node: SourceNode | undefined): void {
  const stage = scalarField(node, 'stage')
  if (!journey || !stage || journey.includes(stage.text)) return
  report(reading, 'commitment/unknown-stage', {
    range: rangeOf(reading.document, stage),
    message: `stage \`${excerpt(stage.text)}\` of requirement \`${excerpt(localId)}\` is not in the journey of commitment \`${excerpt(id)}\``,
    hint: didYouMean(stage.text, journey, `the stages are ${listed(journey, 'and')}`),
  })
}

function rangeOfId(entry: CommitmentEntry): Range {
  return entry.kind === 'same' ? entry.range : entry.idRange
}
