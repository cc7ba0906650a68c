import type { Requirement, WaiverRule } from '../../model/commitment.ts'
import type { Config } from '../../model/config.ts'
import { type DayNumber, dayOfInstant, formatDay } from '../../model/date.ts'
import type { TypedLeaf } from '../../model/typed.ts'
import type { TestInput } from '../test-case.ts'
import { type CaseDraft, flowText } from './case-text.ts'
import { factName, type Ground } from './value-cases.ts'

/**
 * Cases in which a fact is missing and a waiver accepts that: as long as a rule allows and a day longer, by all the approvers
 * it names and by all but one.
 */
export function waiverCases(
  requirement: Requirement,
  rule: WaiverRule,
  leaf: TypedLeaf,
  { input, ground }: { readonly input: TestInput; readonly ground: Ground },
): CaseDraft[] {
  const approvers = rule.approvers.map((role): Approver => ({ role, by: holderOf(role, requirement, input.config) }))
  const requestedBy = requesterOf(
    input,
    approvers.map(({ by }) => by),
  )
  const draft = (words: string, days: number, approved: readonly Approver[]): CaseDraft => ({
    name: `waiver, ${factName(leaf)} is missing, ${words}`,
    change: new Map(),
    remove: [leaf.leaf.fact],
    waivers: [
      waiverLines({
        launch: input.launch.id,
        requirement: requirement.id,
        fact: leaf.leaf.fact,
        requestedBy,
        approved,
        days,
        today: dayOfInstant(ground.now),
      }),
    ],
  })
  const { maxDays } = rule
  return [
    draft(`accepted for ${maxDays} days`, maxDays, approvers),
    draft(`accepted for ${maxDays + 1} days`, maxDays + 1, approvers),
    ...approvers.map((missing) =>
      draft(
        `accepted without ${missing.role}`,
        maxDays,
        approvers.filter((other) => other !== missing),
      ),
    ),
  ]
}

interface Approver {
  readonly role: string
  readonly by: string
}

interface WaiverText {
  readonly launch: string
  readonly requirement: string
  readonly fact: string
  readonly requestedBy: string
  readonly approved: readonly Approver[]
  /** How long it holds. */
  readonly days: number
  readonly today: DayNumber
}

function waiverLines({ launch, requirement, fact, requestedBy, approved, days, today }: WaiverText): string[] {
  const approvals = approved.map(({ by, role }) => `{ by: ${flowText(by)}, role: ${flowText(role)}, on: ${formatDay(today)} }`)
  return [
    'id: W-1',
    `launch: ${flowText(launch)}`,
    `requirement: ${requirement}`,
    `covers: { ${fact}: { unknown: missing } }`,
    'as: accepted',
    'reason: It is being measured and will be there soon after launch',
    `requestedBy: ${flowText(requestedBy)}`,
    `approved: [${approvals.join(', ')}]`,
    `expires: ${formatDay(today + days)}`,
  ]
}

/** Somebody who holds a role, as the config says; else a name that says which role it is. */
function holderOf(role: string, requirement: Requirement, config: Config | undefined): string {
  const key = role === 'owner' ? requirement.owner : role
  const [first] = config?.roles.get(key) ?? (role === 'owner' ? config?.teams.get(key) : undefined) ?? []
  return first ?? `the-${key}`
}

function requesterOf({ launch, config }: TestInput, approvers: readonly string[]): string {
  return (config?.teams.get(launch.owner) ?? []).find((person) => !approvers.includes(person)) ?? 'somebody'
}
