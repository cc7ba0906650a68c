import type { DayNumber } from '../../model/date.ts'
import { optional } from '../../model/fields.ts'
import type { JudgedWaiver } from '../../model/generated/types.ts'
import { isClosed } from '../../model/launch-end.ts'
import { byText } from '../../source/order.ts'
import type { RequestedWaiver } from '../page.ts'
import { type LaunchRecord, type Moment, outcomeLetters, type RequirementStanding, type Room } from '../room/room.ts'
import { byDay, dayNumberOf } from './days.ts'
import { endingDays } from './hand-offs.ts'

/** How a waiver stands today: as its launch's last decision has it, and what has become of it since by its end alone. */
export type WaiverStanding =
  | 'ending'
  | 'in-force'
  | 'requested'
  | 'expired'
  | 'lapsed'
  | 'refused'
  | 'withdrawn'
  | 'unused'
  | 'no-longer-needed'

/** In the order in which somebody has to look at them. */
export const waiverStandings: readonly WaiverStanding[] = [
  'ending',
  'in-force',
  'requested',
  'expired',
  'lapsed',
  'refused',
  'withdrawn',
  'unused',
  'no-longer-needed',
]

export interface RegisteredWaiver {
  readonly waiver: Omit<JudgedWaiver, 'state'>
  readonly standing: WaiverStanding
  readonly launch: LaunchRecord['standing']['launch']
  /** Whether the launch is still to come. */
  readonly ahead: boolean
  /** The title and owner of the requirement; absent where the launch is no longer judged by it. */
  readonly requirement?: { readonly title: string; readonly owner: string } & Pick<RequirementStanding, 'outcome' | 'enforcement'>
  /** The first approval. */
  readonly from?: DayNumber
  readonly ends?: DayNumber
  /** Days from today to its last day; negative when past. */
  readonly days?: number
  /** Since when it stands as it does, of one that was asked for by request. */
  readonly since?: DayNumber
  readonly digest: string
}

/**
 * Every waiver of every launch, those that somebody has to look at first, then by their end. Decisions know those that stand in files or
 * are in force; `requested` ones are known by their answers, too.
 */
export function waiverRegister(
  room: Pick<Room, 'launches'>,
  today: DayNumber,
  requested: readonly RequestedWaiver[] = [],
): RegisteredWaiver[] {
  const newer = requested.filter((request) => isNewer(request, room))
  const told = new Set(newer.map(({ launch, waiver }) => `${launch} ${waiver.id}`))
  const changed = new Map(requested.map(({ launch, waiver, changedAt }) => [`${launch} ${waiver.id}`, changedAt]))
  const judged = [...room.launches.values()].flatMap((record) =>
    record.standing.waivers.flatMap((waiver) => {
      const key = `${record.standing.launch.id} ${waiver.id}`
      return told.has(key) ? [] : [registered(record, { waiver, state: waiver.state, today, changedAt: changed.get(key) })]
    }),
  )
  const asked = newer.flatMap(({ launch, waiver, state, digest, changedAt }) => {
    const record = room.launches.get(launch)
    return record ? [{ ...registered(record, { waiver, state, today, changedAt }), digest }] : []
  })
  const all = [...judged, ...asked]
  return all.sort(
    (a, b) =>
      Number(b.ahead) - Number(a.ahead) ||
      waiverStandings.indexOf(a.standing) - waiverStandings.indexOf(b.standing) ||
      byDay(a.ends, b.ends) ||
      byText(a.waiver.id, b.waiver.id),
  )
}

/** A decision says more of a waiver in force than its answers do, such as that it is not needed; of what has ended since it knows nothing. */
function isNewer({ launch, waiver, state }: RequestedWaiver, { launches }: Pick<Room, 'launches'>): boolean {
  const judged = launches.get(launch)?.standing.waivers.some(({ id }) => id === waiver.id) ?? false
  return !judged || (state !== 'in-force' && state !== 'requested')
}

interface Stated {
  readonly waiver: RegisteredWaiver['waiver']
  readonly state: JudgedWaiver['state'] | RequestedWaiver['state']
  readonly today: DayNumber
  readonly changedAt: string | undefined
}

function registered({ standing, last }: LaunchRecord, { waiver, state, today, changedAt }: Stated): RegisteredWaiver {
  const requirement = standing.requirements.find(({ definition }) => definition.id === waiver.requirement)
  const approvals = waiver.approved.flatMap(({ on }) => dayNumberOf(on) ?? [])
  const ends = dayNumberOf(waiver.expires)
  return {
    waiver,
    standing: standingOf(state, ends, today),
    launch: standing.launch,
    ahead: !isClosed(standing.launch, today),
    ...(requirement && {
      requirement: {
        title: requirement.definition.title,
        owner: requirement.definition.owner,
        outcome: requirement.outcome,
        enforcement: requirement.enforcement,
      },
    }),
    ...optional('since', dayNumberOf(changedAt)),
    ...(approvals.length > 0 && { from: Math.min(...approvals) }),
    ...(ends !== undefined && { ends, days: ends - today }),
    digest: last.digest,
  }
}

/** A waiver that was in force when it was last looked at has expired by now if its last day is past. */
function standingOf(state: Stated['state'], ends: DayNumber | undefined, today: DayNumber): WaiverStanding {
  if (state !== 'in-force' || ends === undefined) return state
  if (ends < today) return 'expired'
  return ends - today <= endingDays ? 'ending' : 'in-force'
}

/** How often a requirement was waived, over launches: at least once on their way, since what was let through is no longer waived when it is made good. */
export interface WaiverRate {
  readonly requirement: string
  readonly title: string
  readonly owner: string
  /** Launches to which it applied by their last decision, or which were waived. */
  readonly applied: number
  /** Of these, for how many it was waived in any decision. */
  readonly waived: number
  /** From 0 to 1. */
  readonly rate: number
}

/** The rate of waiving of each requirement that was waived at least once, the highest first. */
export function waiverRates(room: Pick<Room, 'launches'>): WaiverRate[] {
  const rates = new Map<string, { title: string; owner: string; applied: number; waived: number }>()
  for (const { standing, history } of room.launches.values()) {
    const everWaived = waivedIn(history)
    for (const { definition, outcome } of standing.requirements) {
      const isWaived = everWaived.has(definition.id)
      if (outcome === 'not-applicable' && !isWaived) continue
      const { title, owner } = definition
      const rate = rates.get(definition.id) ?? { title, owner, applied: 0, waived: 0 }
      rate.applied++
      if (isWaived) rate.waived++
      rates.set(definition.id, rate)
    }
  }
  return [...rates]
    .filter(([, { waived }]) => waived > 0)
    .map(([requirement, rate]) => ({ requirement, ...rate, rate: rate.waived / rate.applied }))
    .sort((a, b) => b.rate - a.rate || b.waived - a.waived || byText(a.requirement, b.requirement))
}

/** The requirements that were waived in any decision about a launch. */
function waivedIn(history: readonly Moment[]): ReadonlySet<string> {
  const found = new Set<string>()
  for (const { outcomes, requirements } of history)
    for (let at = outcomes.indexOf(outcomeLetters.waived); at !== -1; at = outcomes.indexOf(outcomeLetters.waived, at + 1))
      found.add(requirements[at] ?? '')
  return found
}
