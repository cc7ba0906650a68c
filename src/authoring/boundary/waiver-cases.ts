import type { Requirement, WaiverRule } from '../../model/commitment.ts'
import type { Config } from '../../model/config.ts'
import { dayOfInstant, formatDay } from '../../model/date.ts'
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
  const today = dayOfInstant(ground.now)
  const config = input.config
  const approvers = rule.approvers.map((role) => ({ role, by: holderOf(role, requirement, config) }))
  const name = factName(leaf)
  const draft = (words: string, days: number, by: typeof approvers): CaseDraft => ({
    name: `waiver, ${name} is missing, ${words}`,
    change: new Map(),
    remove: [leaf.leaf.fact],
    waivers: [
      [
        'id: W-1',
        `launch: ${flowText(input.launch.id)}`,
        `requirement: ${requirement.id}`,
        `covers: { ${leaf.leaf.fact}: { unknown: missing } }`,
        'as: accepted',
        'reason: It is being measured and will be there soon after launch',
        `requestedBy: ${flowText(
          requesterOf(
            input,
            approvers.map((person) => person.by),
          ),
        )}`,
        `approved: [${by.map((person) => `{ by: ${flowText(person.by)}, role: ${flowText(person.role)}, on: ${formatDay(today)} }`).join(', ')}]`,
        `expires: ${formatDay(today + days)}`,
      ],
    ],
  })
  const { maxDays } = rule
  return [
    draft(`accepted for ${maxDays} days`, maxDays, approvers),
    draft(`accepted for ${maxDays + 1} days`, maxDays + 1, approvers),
    ...approvers.map((person) =>
      draft(
        `accepted without ${person.role}`,
        maxDays,
        approvers.filter((other) => other !== person),
      ),
    ),
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
