import { type Commitment, type Requirement, requirementsOf, type WaiverRule } from '../model/commitment.ts'
import type { Config } from '../model/config.ts'
import { dayOfInstant, formatDay } from '../model/date.ts'
import type { Launch } from '../model/launch.ts'
import { unseen } from '../model/placeholder.ts'
import type { Approval, Waiver } from '../model/waivers.ts'
import { type Clock, isFuture } from './freshness.ts'

/** Whether the formalities of a waiver are in order, and how its approvers' roles are proved. */
export interface Formalities {
  readonly state: 'in-order' | 'requested' | 'expired' | 'refused'
  /** Why it is refused, as a short clause. */
  readonly why?: string
  readonly proof: 'roles' | 'claimed'
}

interface Parties {
  readonly waiver: Waiver
  readonly requirement: Requirement
  readonly launch: Pick<Launch, 'owner'>
  readonly config: Config
  readonly clock: Clock
}

/** Checks everything about a waiver but its effect: who approved it, in which role, when, and until when. */
export function checkFormalities(parties: Parties): Formalities {
  const { waiver, requirement, config, clock } = parties
  const rule = requirement.waivers
  const proof =
    waiver.approved.length > 0 && waiver.approved.every((approval) => holdsListedRole(approval, requirement, config) === true)
      ? 'roles'
      : 'claimed'
  const refuse = (why: string): Formalities => ({ state: 'refused', why, proof })
  if (rule === 'never') return refuse('this requirement is never waived')
  const objection = waiver.approved.map((approval) => objectionTo(approval, rule, parties)).find((why) => why !== undefined)
  if (objection) return refuse(objection)
  const first = Math.min(...waiver.approved.map((approval) => approval.on.day))
  if (waiver.approved.length > 0 && waiver.expires - first > rule.maxDays) {
    return refuse(`it would last until ${formatDay(waiver.expires)}, more than ${rule.maxDays} days after its approval`)
  }
  if (config.requireProof && waiver.approved.length > 0 && proof === 'claimed') return refuse('the roles of its approvers are not proved')
  if (dayOfInstant(clock.now) > waiver.expires) return { state: 'expired', proof }
  return { state: distinctApprovals(waiver.approved) >= rule.quorum ? 'in-order' : 'requested', proof }
}

/** The roles that may approve waivers of a requirement and that config says a person holds. */
export function rolesHeldBy(person: string, requirement: Requirement, config: Config): readonly string[] {
  const { waivers: rule } = requirement
  return rule === 'never' ? [] : rule.approvers.filter((role) => holdsListedRole({ by: person, role }, requirement, config) === true)
}

/** A role that may approve waivers of a requirement, as it is told, and who holds it as far as config lists them. */
export interface ApproverRole {
  readonly role: string
  /** The role; of `owner` the owner of the requirement. */
  readonly name: string
  readonly people: readonly string[]
}

/** Who may approve waivers of each requirement of these commitments, by its id; nobody of one that is never waived, or that is not there. */
export function approversIn(commitments: readonly Commitment[], config: Config): (requirement: string) => readonly ApproverRole[] {
  const requirements = new Map(commitments.flatMap(requirementsOf).map((requirement) => [requirement.id, requirement]))
  return (id) => {
    const requirement = requirements.get(id)
    return requirement ? approverRoles(requirement, config) : []
  }
}

function approverRoles(requirement: Requirement, config: Config): readonly ApproverRole[] {
  const { waivers: rule, owner } = requirement
  if (rule === 'never') return []
  return rule.approvers.map((role) => ({
    role,
    name: role === 'owner' ? owner : role,
    people: holdersOf(role, requirement, config) ?? [],
  }))
}

/** Whether two names are one person's. */
export function isSamePerson(a: string, b: string): boolean {
  return normal(a) === normal(b)
}

/** Why an approval cannot count. Who it is by comes first: of whoever asked for a waiver no role would make an approver. */
function objectionTo(approval: Approval, rule: WaiverRule, { waiver, requirement, launch, config, clock }: Parties): string | undefined {
  const person = normal(approval.by)
  if (person === normal(waiver.requestedBy)) return `${approval.by} requested it and cannot approve it`
  if (person === normal(launch.owner)) return `${approval.by} owns the launch and cannot approve it`
  if (listedUnder(launch.owner, config.teams)?.some((member) => normal(member) === person))
    return `${approval.by} belongs to the team that owns the launch`
  if (!rule.approvers.includes(approval.role)) return `the role ${approval.role} may not approve it`
  if (holdsListedRole(approval, requirement, config) === false) return `${approval.by} does not hold the role ${approval.role}`
  if (isFuture(approval.on, clock)) return `the approval of ${approval.by} is dated in the future`
  return undefined
}

/** Whether config lists the person in the role: true or false where the role is listed, undefined where it is not. */
function holdsListedRole(approval: Pick<Approval, 'by' | 'role'>, requirement: Requirement, config: Config): boolean | undefined {
  const people = holdersOf(approval.role, requirement, config)
  if (!people) return undefined
  return people.some((name) => normal(name) === normal(approval.by))
}

/** Who holds a role, of `owner` whoever stands under the owner of the requirement; undefined where config does not list it. */
function holdersOf(role: string, { owner }: Requirement, { roles, teams }: Config): readonly string[] | undefined {
  return role === 'owner' ? (listedUnder(owner, roles) ?? listedUnder(owner, teams)) : roles.get(role)
}

/** Everybody whom config lists under a name, however that is spelled; undefined where it is not listed. */
function listedUnder(name: string, lists: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const wanted = normal(name)
  const found = [...lists].filter(([listed]) => normal(listed) === wanted)
  return found.length === 0 ? undefined : found.flatMap(([, people]) => people)
}

/** The most approvals that can be counted when each person and each role counts once (a maximum matching). */
function distinctApprovals(approved: readonly Approval[]): number {
  const rolesOf = new Map<string, Set<string>>()
  for (const { by, role } of approved) rolesOf.set(normal(by), (rolesOf.get(normal(by)) ?? new Set()).add(role))
  const holder = new Map<string, string>()
  const assign = (person: string, tried: Set<string>): boolean => {
    for (const role of rolesOf.get(person) ?? []) {
      if (tried.has(role)) continue
      tried.add(role)
      const current = holder.get(role)
      if (current === undefined || assign(current, tried)) {
        holder.set(role, person)
        return true
      }
    }
    return false
  }
  return [...rolesOf.keys()].filter((person) => assign(person, new Set())).length
}

/**
 * Names are compared without regard to letter case, spaces, what nobody sees, kinds of dashes and apostrophes, or `@` before them: nobody
 * approves for themselves by spelling.
 */
function normal(name: string): string {
  return name
    .normalize('NFKC')
    .replace(unseen, '')
    .replace(/^[@\s]+/, '')
    .trimEnd()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll(/[\u2018\u2019\u02bc]/g, "'")
    .toUpperCase()
    .toLowerCase()
    .replaceAll('i\u0307', 'i')
    .replaceAll('ς', 'σ')
}
