import { isSamePerson } from '../../engine/approval.ts'
import type { DayNumber } from '../../model/date.ts'
import { optional } from '../../model/fields.ts'
import type { ApproversOf, RequestedWaiver, Surroundings } from '../page.ts'
import type { Room } from '../room/room.ts'
import { type HandOff, handOffsOf, inOrder, namedOwners, placed } from './hand-offs.ts'
import { type RegisteredWaiver, waiverRegister } from './waiver-register.ts'

/** What is known of waivers beside decisions. */
export interface WaiversBeside {
  /** Those that were asked for by request. */
  readonly requested: readonly RequestedWaiver[]
  readonly approversOf?: ApproversOf
}

/** Asks for what is known beside decisions. */
export async function waiversBeside({ requestedWaivers, approversOf }: Surroundings): Promise<WaiversBeside> {
  return { requested: (await requestedWaivers?.()) ?? [], ...optional('approversOf', approversOf) }
}

/** Everything that is owed, with the answers that waivers wait for; what is due first coming first. */
export function owedOf(room: Pick<Room, 'launches' | 'facts'>, today: DayNumber, { requested, approversOf }: WaiversBeside): HandOff[] {
  const waiting = waiverRegister(room, today, requested).filter(({ standing, ahead }) => standing === 'requested' && ahead)
  return inOrder([...handOffsOf(room, today), ...waiting.flatMap((item) => approvalItems(item, { room, today, approversOf }))])
}

/** Everyone of whom it can be said that they owe nothing: who owns something here, or asked for a waiver, or may approve one. */
export function namedHere(room: Pick<Room, 'launches' | 'facts'>, { requested, approversOf }: WaiversBeside): ReadonlySet<string> {
  const named = new Set(namedOwners(room))
  for (const { waiver } of waiverRegister(room, 0, requested))
    for (const name of [waiver.requestedBy ?? '', ...waiver.approved.map(({ by }) => by)]) named.add(name)
  const requirements = new Set(
    [...room.launches.values()].flatMap(({ standing }) => standing.requirements.map((item) => item.definition.id)),
  )
  for (const id of requirements)
    for (const { name, people } of approversOf?.(id) ?? []) for (const item of [name, ...people]) named.add(item)
  return named
}

interface Waiting {
  readonly room: Pick<Room, 'launches'>
  readonly today: DayNumber
  readonly approversOf: ApproversOf | undefined
}

/** An item for each role that may still approve. Where nobody knows who that is, its requirement's owner has to find out. */
function approvalItems({ waiver, launch, requirement, digest }: RegisteredWaiver, { room, today, approversOf }: Waiting): HandOff[] {
  const record = room.launches.get(launch.id)
  if (!record || !requirement) return []
  const has = (role: string): boolean => waiver.approved.some((approval) => approval.role === role)
  const isOut = (person: string): boolean =>
    [waiver.requestedBy ?? '', ...waiver.approved.map(({ by }) => by)].some((name) => isSamePerson(name, person))
  const open = (approversOf?.(waiver.requirement) ?? []).filter(({ role }) => !has(role))
  const roles = open.map(({ name, people }) => ({ owner: name, people: people.filter((person) => !isOut(person)) }))
  return (roles.length > 0 ? roles : [{ owner: requirement.owner, people: [] }]).map(({ owner, people }) => ({
    kind: 'approval',
    owner,
    people,
    ...optional('askedBy', waiver.requestedBy),
    requirement: waiver.requirement,
    what: requirement.title,
    outcome: requirement.outcome,
    blocking: requirement.enforcement === 'blocking',
    waiver: waiver.id,
    needs: [],
    // An answer after the launch, or after its own last day, helps nobody.
    ...placed(record, [launch.date, waiver.expires].filter((day) => day !== undefined).sort()[0], today),
    digest,
  }))
}
