import type { Outcome } from '../../model/generated/types.ts'
import { type LaunchEnd, spelledEnd } from '../../model/launch-end.ts'
import { byText } from '../../source/order.ts'
import { type LaunchRecord, type Moment, outcomesOf, type Room } from '../room/room.ts'
import { dayNumberOf } from './days.ts'

/** One thing that is otherwise than it was, and the decision since which it is. */
export type Change = { readonly on: string; readonly digest: string } & (
  | { readonly kind: 'first'; readonly verdict: Moment['verdict'] }
  /** It was launched or withdrawn, or is so no longer. */
  | { readonly kind: 'end'; readonly before?: LaunchEnd; readonly after?: LaunchEnd }
  | { readonly kind: 'verdict'; readonly before: Moment['verdict']; readonly after: Moment['verdict'] }
  | { readonly kind: 'outcome'; readonly requirement: string; readonly before?: Outcome; readonly after?: Outcome }
  | { readonly kind: 'waiver'; readonly waiver: string; readonly before?: string; readonly after?: string }
  | { readonly kind: 'date'; readonly before?: string; readonly after?: string }
  | { readonly kind: 'stale'; readonly fact: string }
)

export interface LaunchChanges {
  readonly launch: LaunchRecord['standing']['launch']
  readonly verdict: Moment['verdict']
  /** How it is over. */
  readonly end?: LaunchEnd
  readonly changes: readonly Change[]
}

/** A commitment whose text is otherwise than it was. */
export interface CommitmentEdit {
  readonly id: string
  readonly title: string
  readonly owner: string
  /** When a launch was first judged by the text of now. */
  readonly on: string
  /** How many launches were judged by another text before. */
  readonly launches: number
}

export interface Changes {
  readonly launches: readonly LaunchChanges[]
  readonly commitments: readonly CommitmentEdit[]
}

/**
 * What is otherwise now than it was at a moment, by the decisions recorded since: what went forth and back is not told.
 * Launches that came to their end or whose verdict changed come first. `since` is RFC 3339 or a day, which starts at midnight UTC.
 */
export function changesSince(room: Pick<Room, 'launches' | 'commitments'>, since: string): Changes {
  const stretches = [...room.launches.values()].flatMap((record) => stretchOf(record, since) ?? [])
  const launches = stretches.map(launchChanges).filter(({ changes }) => changes.length > 0)
  return {
    launches: launches.sort((a, b) => rankOf(a) - rankOf(b) || byText(a.launch.id, b.launch.id)),
    commitments: commitmentEdits(room, stretches),
  }
}

/** The decisions about a launch since a moment, with the one that stood then. */
interface Stretch {
  readonly record: LaunchRecord
  readonly before?: Moment
  /** At least one, the oldest first. */
  readonly since: readonly [Moment, ...Moment[]]
}

function stretchOf(record: LaunchRecord, since: string): Stretch | undefined {
  const at = record.history.findIndex(({ recordedAt }) => !isBefore(recordedAt, since))
  if (at === -1) return undefined
  const [first, ...rest] = record.history.slice(at)
  const before = record.history[at - 1]
  return first && { record, since: [first, ...rest], ...(before && { before }) }
}

/** Whether a moment was before another. Moments are in UTC as the store writes them, so that their letters are in order. */
function isBefore(moment: string, since: string): boolean {
  const [day, other] = [dayNumberOf(moment), dayNumberOf(since)]
  return day === other ? moment < since : (day ?? 0) < (other ?? 0)
}

function launchChanges({ record, before, since }: Stretch): LaunchChanges {
  const { launch, verdict } = record.standing
  const last = since.at(-1) ?? since[0]
  const told = { launch, verdict, ...(last.end && { end: last.end }) }
  if (!before) {
    const [{ recordedAt, digest }] = since
    const first: Change = { kind: 'first', on: recordedAt, digest, verdict: last.verdict }
    return { ...told, changes: [...endChange({ since, last }), first] }
  }
  const trail: Trail = { before, since, last }
  return {
    ...told,
    changes: [
      ...endChange(trail),
      ...verdictChange(trail),
      ...dateChange(trail),
      ...outcomeChanges(trail),
      ...waiverChanges(trail),
      ...staleChanges(trail),
    ],
  }
}

interface Trail {
  readonly before: Moment
  readonly since: Stretch['since']
  readonly last: Moment
}

/** A launch that was not judged before had not ended before. */
function endChange({ before, since, last }: Partial<Pick<Trail, 'before'>> & Omit<Trail, 'before'>): Change[] {
  const spelled = ({ end }: Pick<Moment, 'end'>): string | undefined => end && spelledEnd(end)
  if (spelled(before ?? {}) === spelled(last)) return []
  return [{ kind: 'end', ...sides(before?.end, last.end), ...turn(since, spelled) }]
}

function verdictChange({ before, since, last }: Trail): Change[] {
  if (before.verdict === last.verdict) return []
  return [{ kind: 'verdict', before: before.verdict, after: last.verdict, ...turn(since, ({ verdict }) => verdict) }]
}

function dateChange({ before, since, last }: Trail): Change[] {
  if (before.date === last.date) return []
  return [{ kind: 'date', ...sides(before.date, last.date), ...turn(since, ({ date }) => date) }]
}

function outcomeChanges({ before, since, last }: Trail): Change[] {
  if (before.outcomes === last.outcomes && before.requirements === last.requirements) return []
  const [was, is] = [outcomesOf(before), outcomesOf(last)]
  const ids = [...new Set([...is.keys(), ...was.keys()])].filter((id) => was.get(id) !== is.get(id))
  return ids.map((id) => ({
    kind: 'outcome',
    requirement: id,
    ...sides(was.get(id), is.get(id)),
    ...turn(since, ({ requirements, outcomes }) => outcomes[requirements.indexOf(id)]),
  }))
}

function waiverChanges({ before, since, last }: Trail): Change[] {
  const stateOf = (moment: Moment, id: string): string | undefined => moment.waivers.find((waiver) => waiver.id === id)?.state
  const ids = [...new Set([...last.waivers, ...before.waivers].map(({ id }) => id))].sort()
  return ids
    .filter((id) => stateOf(before, id) !== stateOf(last, id))
    .map((id) => ({
      kind: 'waiver',
      waiver: id,
      ...sides(stateOf(before, id), stateOf(last, id)),
      ...turn(since, (moment) => stateOf(moment, id)),
    }))
}

function staleChanges({ before, since, last }: Trail): Change[] {
  return last.stale
    .filter((fact) => !before.stale.includes(fact))
    .map((fact) => ({ kind: 'stale', fact, ...turn(since, (moment) => moment.stale.includes(fact)) }))
}

function sides<T>(before: T | undefined, after: T | undefined): { before?: T; after?: T } {
  return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) }
}

/** The decision from which on something was as it is now. */
function turn(since: Stretch['since'], look: (moment: Moment) => unknown): { on: string; digest: string } {
  const now = look(since.at(-1) ?? since[0])
  let at = since.length - 1
  while (at > 0 && look(since[at - 1] ?? since[0]) === now) at--
  const { recordedAt, digest } = since[at] ?? since[0]
  return { on: recordedAt, digest }
}

function rankOf({ changes }: LaunchChanges): number {
  const kinds = new Set(changes.map(({ kind }) => kind))
  return kinds.has('end') || kinds.has('verdict') ? 0 : kinds.has('first') ? 1 : kinds.has('outcome') ? 2 : 3
}

function commitmentEdits({ commitments }: Pick<Room, 'commitments'>, stretches: readonly Stretch[]): CommitmentEdit[] {
  const edits = new Map<string, { on: string; launches: number }>()
  for (const { before, since } of stretches) {
    const last = since.at(-1) ?? since[0]
    for (const { id, digest } of last.commitments) {
      const was = before?.commitments.find((item) => item.id === id)
      if (!was || was.digest === digest) continue
      const { on } = turn(since, (moment) => moment.commitments.find((item) => item.id === id)?.digest)
      const known = edits.get(id)
      edits.set(id, { on: known && known.on < on ? known.on : on, launches: (known?.launches ?? 0) + 1 })
    }
  }
  return [...edits]
    .map(([id, edit]) => ({ id, title: commitments.get(id)?.title ?? id, owner: commitments.get(id)?.owner ?? '', ...edit }))
    .sort((a, b) => byText(a.id, b.id))
}
