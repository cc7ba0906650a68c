import { formatDay } from '../../model/date.ts'
import { launchEnd } from '../../model/launch-end.ts'
import type { LaunchRecord, Room } from '../room/room.ts'
import { doubtsOf } from '../room/today.ts'
import { type Changes, changesSince } from './changes.ts'
import { dayNumberOf } from './days.ts'
import { type HandOff, handOffsFor } from './hand-offs.ts'
import { owedOf, type WaiversBeside } from './owed.ts'
import { type RegisteredWaiver, waiverRegister } from './waiver-register.ts'

/** The week of an owner, or of everyone: what to do, what is new, which bars fall back, and what went well. */
export interface Week {
  readonly since: string
  /** Overdue, and due within 7 days. */
  readonly urgent: readonly HandOff[]
  /** What comes later, or has no date: only counted. */
  readonly later: number
  readonly changes: Changes
  /** Waivers in force that end within 14 days. */
  readonly ending: readonly RegisteredWaiver[]
  /** Waivers by request that were asked for, answered or ended since. */
  readonly moved: readonly RegisteredWaiver[]
  /** Launches that may go since this week with every blocking requirement met, or were launched in it. */
  readonly good: readonly LaunchRecord[]
}

/** The week that ends now. With an owner, of launches in which they own something, and of their own things. */
export function weekOf(room: Room, now: string, owner: string | undefined, beside: WaiversBeside = { requested: [] }): Week {
  const today = dayNumberOf(now) ?? 0
  const since = formatDay(today - 7)
  const all = owedOf(room, today, beside)
  const waivers = waiverRegister(room, today, beside.requested)
  const own = owner === undefined ? all : handOffsFor(owner, all)
  const concerned = new Set(own.map(({ launch }) => launch.id))
  const isConcerned = (record: LaunchRecord): boolean =>
    owner === undefined || concerned.has(record.standing.launch.id) || record.standing.launch.owner === owner
  const found = changesSince(room, since)
  const changed = found.launches.filter(({ launch }) => {
    const record = room.launches.get(launch.id)
    return record !== undefined && isConcerned(record)
  })
  const urgent = own.filter(({ group }) => group === 'overdue' || group === 'soon')
  return {
    since,
    urgent,
    later: own.length - urgent.length,
    changes: { ...found, launches: changed },
    ending: waivers.filter(
      ({ standing, ahead, requirement, waiver }) =>
        standing === 'ending' && ahead && (owner === undefined || requirement?.owner === owner || waiver.followUp?.owner === owner),
    ),
    moved: waivers.filter(
      (item) => item.since !== undefined && item.since >= today - 7 && (owner === undefined || concernsWaiver(item, owner, own)),
    ),
    good: [...room.launches.values()].filter(
      (record) => isGood(record, since, now) && (owner === undefined || concernsOwner(record, owner)),
    ),
  }
}

/** A go without waivers that is new since a day, by a decision or by the launch. */
function isGood({ standing, last, history }: LaunchRecord, since: string, now: string): boolean {
  const { launch, verdict, blocked, counts } = standing
  if (verdict !== 'go' || blocked || counts.blocking.met === 0 || doubtsOf(standing, now).length > 0) return false
  const end = launchEnd(launch, dayNumberOf(now) ?? 0)
  if (end) return end.how === 'launched' && end.on >= since
  const before = history.findLast(({ recordedAt }) => recordedAt < since)
  return last.recordedAt >= since && before?.verdict !== 'go'
}

/** Whoever asked for a waiver or answered it, who must answer it, and whose requirement or launch it is for. */
function concernsWaiver({ waiver, requirement, launch }: RegisteredWaiver, owner: string, own: readonly HandOff[]): boolean {
  return (
    [launch.owner, requirement?.owner, waiver.requestedBy].includes(owner) ||
    waiver.approved.some(({ by, role }) => by === owner || role === owner) ||
    own.some((item) => item.kind === 'approval' && item.waiver === waiver.id)
  )
}

function concernsOwner({ standing }: LaunchRecord, owner: string): boolean {
  return (
    standing.launch.owner === owner ||
    standing.requirements.some(({ definition, outcome }) => definition.owner === owner && outcome === 'met')
  )
}
