import { type Commitment, type Requirement, requirementsOf } from '../../model/commitment.ts'
import { leavesOf } from '../../model/condition.ts'
import { excerpt } from '../../model/wording.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { demandOf, keyOf } from '../definition.ts'
import { advise, nodeIn, nodeOf, rangeIn } from './advice.ts'

/** A version of commitments, and how people call it. */
export interface NamedVersion {
  readonly name: string
  readonly commitments: readonly Commitment[]
}

/** Where an id stood last that was deleted since: by `commitment`, or by `commitment/requirement`. */
export type Deleted = ReadonlyMap<string, NamedVersion>

/** The ids that one version has and another has not. */
export function newIds(after: readonly Commitment[], before: readonly Commitment[]): string[] {
  const ids = (list: readonly Commitment[]): string[] => list.flatMap((item) => [item.id, ...requirementsOf(item).map(({ id }) => id)])
  const known = new Set(ids(before))
  return ids(after).filter((id) => !known.has(id))
}

/**
 * Ids that stand for something else than they did, in a version before or before they were deleted. Decisions, waivers and
 * records name requirements by id for ever: under a reused one two things look like one.
 */
export function reusedIds(after: readonly Commitment[], before: NamedVersion, deleted: Deleted): Diagnostic[] {
  return after.flatMap((commitment) => {
    const told = reusedCommitment(commitment, before, deleted.get(commitment.id))
    return told
      ? [told]
      : requirementsOf(commitment).flatMap((item) => reusedRequirement(commitment, item, before, deleted.get(item.id)) ?? [])
  })
}

function reusedCommitment(commitment: Commitment, before: NamedVersion, deleted: NamedVersion | undefined): Diagnostic | undefined {
  const { id } = commitment
  const base = before.commitments.find((item) => item.id === id)
  const was = base ?? deleted?.commitments.find((item) => item.id === id)
  if (!was || !(base ? isOtherCommitment(was, commitment) : !sharesDemand(was, commitment))) return undefined
  return advise('commitment/reused-id', {
    file: commitment.document.file,
    range: rangeIn(commitment, nodeIn(commitment, 'id')),
    message: messageOf(id, 'commitment', { title: was.title, before, deleted: base ? undefined : deleted }),
    mend: 'an id is never reused, as decisions and waivers name it for ever: give this commitment another',
  })
}

function reusedRequirement(
  commitment: Commitment,
  requirement: Requirement,
  before: NamedVersion,
  deleted: NamedVersion | undefined,
): Diagnostic | undefined {
  const { id, localId } = requirement
  const find = (version: NamedVersion | undefined): Requirement | undefined =>
    version?.commitments.flatMap(requirementsOf).find((item) => item.id === id)
  const base = find(before)
  const was = base ?? find(deleted)
  if (!was || !(base ? isOtherRequirement(was, requirement) : keyOf(demandOf(was)) !== keyOf(demandOf(requirement)))) return undefined
  return advise('commitment/reused-id', {
    file: commitment.document.file,
    range: rangeIn(commitment, nodeOf(commitment, requirement, 'id')),
    message: messageOf(localId, 'requirement', { title: was.title, before, deleted: base ? undefined : deleted }),
    mend: 'an id is never reused, as decisions and waivers name it for ever: give this requirement another',
  })
}

interface Formerly {
  readonly title: string
  readonly before: NamedVersion
  /** The version that had it last, where that is not the one before. */
  readonly deleted: NamedVersion | undefined
}

function messageOf(id: string, what: string, { title, before, deleted }: Formerly): string {
  const when = deleted ? `before ${deleted.name} deleted it` : `in ${before.name}`
  return `the id \`${excerpt(id)}\` stood for another ${what} ${when}: \`${excerpt(title)}\``
}

/** Another title beyond wording, and no fact that both read. */
function isOtherRequirement(a: Requirement, b: Requirement): boolean {
  return !isSameWording(a.title, b.title) && areApart(factsIn([a]), factsIn([b]))
}

/** The same of all it asks, and no requirement whose id both have. */
function isOtherCommitment(a: Commitment, b: Commitment): boolean {
  const [old, now] = [requirementsOf(a), requirementsOf(b)]
  const ids = new Set(old.map(({ id }) => id))
  return !isSameWording(a.title, b.title) && !now.some(({ id }) => ids.has(id)) && areApart(factsIn(old), factsIn(now))
}

/** Whether a commitment that comes back has a requirement that asks the very same, so that what comes back is the old one. */
function sharesDemand(a: Commitment, b: Commitment): boolean {
  const old = new Map(requirementsOf(a).map((item) => [item.id, keyOf(demandOf(item))]))
  return requirementsOf(b).some((item) => old.get(item.id) === keyOf(demandOf(item)))
}

/** Half of the words of the shorter title stand in the other one; words of fewer than four letters do not count. */
function isSameWording(a: string, b: string): boolean {
  const words = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu))
  const [short, long] = [words(a), words(b)].sort((one, two) => one.size - two.size)
  if (!short || !long || short.size === 0) return a === b
  return [...short].filter((word) => long.has(word)).length * 2 >= short.size
}

function factsIn(requirements: readonly Requirement[]): Set<string> {
  const demands = requirements.flatMap(({ require, forbid }) => [...(require ? [require] : []), ...forbid])
  return new Set(demands.flatMap(leavesOf).map(({ fact }) => fact))
}

function areApart(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size > 0 && b.size > 0 && ![...a].some((fact) => b.has(fact))
}
