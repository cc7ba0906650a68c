import type { DayNumber } from '../../model/date.ts'
import type { JudgedWaiver, Outcome } from '../../model/generated/types.ts'
import { isClosed } from '../../model/launch-end.ts'
import { isOpen } from '../../report/requirement-groups.ts'
import { byText } from '../../source/order.ts'
import type { LaunchRecord, OpenFact, RequirementStanding, Room } from '../room/room.ts'
import { byDay, dayNumberOf } from './days.ts'

/** When something is due, seen from today. */
export type DueGroup = 'overdue' | 'soon' | 'next' | 'undated'

/** A fact that somebody has to change or to find out. */
export interface Need extends OpenFact {
  /** Its name in the catalog, else its path. */
  readonly name: string
  /** Who supplies it; absent where the catalog says nobody. */
  readonly owner?: string
}

/** Something that one person or team owes a launch. */
export interface HandOff {
  /** A requirement to be met or found out, a follow-up of a waiver, a waiver that runs out while it is needed, or one that waits for an answer. */
  readonly kind: 'requirement' | 'follow-up' | 'waiver' | 'approval'
  readonly owner: string
  readonly launch: { readonly id: string; readonly title: string; readonly date?: string }
  /** The id of the requirement. */
  readonly requirement: string
  /** What is to be done, as the commitment or waiver says it. */
  readonly what: string
  readonly outcome: Outcome
  readonly blocking: boolean
  readonly waiver?: string
  /** Of an approval, the people who may give it, as far as they are listed; and who asked for it. */
  readonly people?: readonly string[]
  readonly askedBy?: string
  /** What is passed on, from whom and to whom, where the commitment says so. */
  readonly from?: string
  readonly to?: string
  readonly passes?: string
  readonly advice?: string
  readonly needs: readonly Need[]
  readonly due?: DayNumber
  /** Days from today; negative when past. */
  readonly days?: number
  readonly group: DueGroup
  /** The decision that says so. */
  readonly digest: string
}

/** How soon is soon, in days: as for the plan's amber. */
const soonDays = 7

/** How long before its end a waiver is somebody's business, in days. */
export const endingDays = 14

export const dueGroups: readonly DueGroup[] = ['overdue', 'soon', 'next', 'undated']

/** Everything that is owed to launches that are still to come, what is due first coming first. */
export function handOffsOf(room: Pick<Room, 'launches' | 'facts'>, today: DayNumber): HandOff[] {
  const all = [...room.launches.values()]
    .filter(({ standing }) => !isClosed(standing.launch, today))
    .flatMap((record) => [
      ...record.standing.requirements.filter(isOpen).map((item) => requirementItem(record, item, room, today)),
      ...record.standing.waivers.flatMap((waiver) => waiverItems(record, waiver, today)),
    ])
  return inOrder(all)
}

/** What is due first coming first. */
export function inOrder(items: readonly HandOff[]): HandOff[] {
  return [...items].sort(
    (a, b) =>
      byDay(a.due, b.due) ||
      Number(b.blocking) - Number(a.blocking) ||
      byText(a.launch.id, b.launch.id) ||
      byText(a.requirement, b.requirement),
  )
}

/** What concerns one owner: what they answer for, and what others wait for from them. */
export function handOffsFor(owner: string, items: readonly HandOff[]): HandOff[] {
  return items.filter((item) => concerned(item).includes(owner) || item.from === owner)
}

/** Those who have to act: whose it is, who may answer in that role, and who supplies what is missing. */
function concerned({ owner, people = [], needs }: HandOff): string[] {
  return [owner, ...people, ...needs.flatMap((need) => need.owner ?? [])]
}

/** Everyone whom a launch here ever named as the owner of something: of others nobody can say that they owe nothing. */
export function namedOwners({ launches, facts }: Pick<Room, 'launches' | 'facts'>): ReadonlySet<string> {
  const named = new Set<string>()
  for (const { owner } of facts.values()) if (owner !== undefined) named.add(owner)
  for (const { standing } of launches.values()) {
    for (const { definition } of standing.requirements)
      for (const name of [definition.owner, definition.handOff?.from, definition.handOff?.to]) if (name !== undefined) named.add(name)
    for (const { owner } of [standing.launch, ...standing.commitments]) named.add(owner)
    for (const { followUp } of standing.waivers) if (followUp?.owner !== undefined) named.add(followUp.owner)
  }
  return named
}

/** Somebody who owes something, and how much of it is late and soon. */
export interface OwnerLoad {
  readonly owner: string
  readonly counts: Readonly<Record<DueGroup, number>>
  /** How many launches wait for this owner's blocking requirements. */
  readonly launches: number
}

/** What everyone owes; who is latest comes first. */
export function ownerLoads(items: readonly HandOff[]): OwnerLoad[] {
  const owners = [...new Set(items.map(({ owner }) => owner))]
  return owners
    .map((owner) => {
      const own = items.filter((item) => item.owner === owner)
      const counts = Object.fromEntries(dueGroups.map((group) => [group, own.filter((item) => item.group === group).length]))
      const launches = new Set(own.filter(({ blocking, kind }) => blocking && kind === 'requirement').map(({ launch }) => launch.id)).size
      return { owner, counts: counts as Record<DueGroup, number>, launches }
    })
    .sort(
      (a, b) => b.counts.overdue - a.counts.overdue || b.counts.soon - a.counts.soon || b.launches - a.launches || byText(a.owner, b.owner),
    )
}

function requirementItem(record: LaunchRecord, item: RequirementStanding, { facts }: Pick<Room, 'facts'>, today: DayNumber): HandOff {
  const { definition, outcome, enforcement, open } = item
  const { id, title, owner, handOff = {}, ifUnmet } = definition
  const { from, to, what } = handOff
  return {
    kind: 'requirement',
    owner,
    requirement: id,
    what: title,
    outcome,
    blocking: enforcement === 'blocking',
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(what !== undefined && { passes: what }),
    ...(ifUnmet !== undefined && { advice: ifUnmet }),
    needs: needsOf(open, facts),
    ...placed(record, item.due, today),
  }
}

function needsOf(open: readonly OpenFact[], facts: Room['facts']): Need[] {
  const distinct = [...new Map(open.map((need) => [need.fact, need])).values()]
  return distinct.map((need) => {
    const { name = need.fact, owner } = facts.get(need.fact) ?? {}
    return { ...need, name, ...(owner !== undefined && { owner }) }
  })
}

/** The follow-up of a waiver in force, and the waiver itself when it soon ends or has ended while it was needed. */
function waiverItems(record: LaunchRecord, waiver: JudgedWaiver, today: DayNumber): HandOff[] {
  const requirement = record.standing.requirements.find(({ definition }) => definition.id === waiver.requirement)
  if (!requirement) return []
  const base = {
    requirement: waiver.requirement,
    outcome: requirement.outcome,
    blocking: requirement.enforcement === 'blocking',
    waiver: waiver.id,
    needs: [],
  }
  const { owner } = requirement.definition
  const ends = dayNumberOf(waiver.expires)
  const isEnding = waiver.state === 'in-force' && ends !== undefined && ends - today <= endingDays
  const followUp = waiver.state === 'in-force' || (waiver.state === 'expired' && isOpen(requirement)) ? waiver.followUp : undefined
  return [
    ...(followUp && followUp.doneOn === undefined
      ? [
          {
            ...base,
            kind: 'follow-up' as const,
            owner: followUp.owner ?? owner,
            what: followUp.what ?? 'close the gap that was waived',
            ...placed(record, followUp.due, today),
          },
        ]
      : []),
    ...(isEnding
      ? [{ ...base, kind: 'waiver' as const, owner, what: requirement.definition.title, ...placed(record, waiver.expires, today) }]
      : []),
  ]
}

/** For which launch, by which decision, and when: what everything that is owed says. */
export function placed({ standing: { launch }, last }: LaunchRecord, due: string | undefined, today: DayNumber) {
  const day = dayNumberOf(due)
  const days = day === undefined ? undefined : day - today
  return {
    launch: { id: launch.id, title: launch.title, ...(launch.date !== undefined && { date: launch.date }) },
    digest: last.digest,
    ...(day !== undefined && { due: day }),
    ...(days !== undefined && { days }),
    group: groupOf(days),
  }
}

function groupOf(days: number | undefined): DueGroup {
  if (days === undefined) return 'undated'
  if (days < 0) return 'overdue'
  return days <= soonDays ? 'soon' : 'next'
}
