import type { Decision, Finding, JudgedRequirement, Obstacle } from '../model/generated/types.ts'
import { readLaunchOffset } from '../model/launch-offset.ts'
import type { Outcome } from './verdict-words.ts'

export type GroupKey = 'fix' | 'find-out' | 'waived' | 'advisory' | 'met' | 'not-applicable'

/** Requirements that ask the same of their readers, with the words for it. */
export interface RequirementGroup {
  readonly key: GroupKey
  readonly name: string
  readonly note: string
  /** The outcome whose mark stands for the group. */
  readonly mark: Outcome
  readonly items: readonly JudgedRequirement[]
}

const groups: readonly (Omit<RequirementGroup, 'items'> & { readonly holds: (item: JudgedRequirement) => boolean })[] = [
  { key: 'fix', name: 'Fix', note: 'these are not met', mark: 'unmet', holds: (item) => isBlocking(item) && item.outcome === 'unmet' },
  {
    key: 'find-out',
    name: 'Find out',
    note: 'nobody can tell yet whether these are met',
    mark: 'unknown',
    holds: (item) => isBlocking(item) && item.outcome === 'unknown',
  },
  {
    key: 'waived',
    name: 'Waived',
    note: 'a lower bar is accepted for a time; not counted as met',
    mark: 'waived',
    holds: (item) => item.outcome === 'waived',
  },
  {
    key: 'advisory',
    name: 'Advisory, not met',
    note: 'these do not stop the launch',
    mark: 'waived',
    holds: (item) => !isBlocking(item) && isOpen(item),
  },
  { key: 'met', name: 'Met', note: 'kept, with evidence', mark: 'met', holds: (item) => item.outcome === 'met' },
  {
    key: 'not-applicable',
    name: 'Does not apply',
    note: 'these are not meant for this launch',
    mark: 'not-applicable',
    holds: (item) => item.outcome === 'not-applicable',
  },
]

/** Requirements by what they ask of people: each stands in exactly one group; groups without any are left out. */
export function groupsOf(requirements: readonly JudgedRequirement[]): RequirementGroup[] {
  return groups.flatMap(({ holds, ...group }) => {
    const items = requirements.filter(holds)
    return items.length === 0 ? [] : [{ ...group, items }]
  })
}

/** The ids of the commitments of which at least one requirement is meant for the launch, or may be. */
export function applyingCommitments({ commitments, requirements }: Decision): ReadonlySet<string> {
  const applying = new Set(requirements.filter(({ outcome }) => outcome !== 'not-applicable').map(({ id }) => id))
  return new Set(commitments.filter((item) => item.requirements.some((id) => applying.has(id))).map(({ id }) => id))
}

/** Whether somebody has to do something: it is not met, or nobody can tell. */
export function isOpen({ outcome }: Pick<JudgedRequirement, 'outcome'>): boolean {
  return outcome === 'unmet' || outcome === 'unknown'
}

/** Whether this requirement alone is enough to block the launch. */
export function isBlockedBy(requirement: JudgedRequirement, decision: Decision): boolean {
  if (!isBlocking(requirement)) return false
  return isOpen(requirement) || (requirement.outcome === 'waived' && decision.noExceptions && decision.blocked)
}

/** Whether not even that is known: if the requirement is meant for the launch. */
export function isUnclear({ underlying, applies }: JudgedRequirement): boolean {
  return underlying === 'unknown' && applies.result === 'unknown'
}

/** What stands in the way of these requirements, as a sentence before what would have to change. */
export function stuckNote(stuck: readonly JudgedRequirement[], { toGo }: Pick<Decision, 'toGo'>): string {
  if (stuck.some(isFaulty))
    return 'Some of these could not be judged reliably, because the two engines disagree or one broke. That is a fault of onlyif, not of the launch: please report it.'
  if (stuck.every(isUnclear)) return 'First find out whether these apply to the launch.'
  const kinds = [...new Set((toGo.obstacles ?? []).map(({ kind }) => kind))]
  if (kinds.length === 0) return 'No change of facts was found that does.'
  const areAll = (...these: readonly Obstacle['kind'][]): boolean => kinds.every((kind) => these.includes(kind))
  if (areAll('lookup')) return 'What is looked up in a table cannot be supplied itself: mend the table, or what it is looked up by.'
  if (areAll('contradiction')) return 'No change of facts does: what is asked contradicts itself.'
  if (areAll('search')) return 'No change of facts was found that does.'
  if (areAll('launch')) return 'No change of facts does: the launch itself does not fit, or does not say enough.'
  if (areAll('applies', 'operand')) return 'First find out what is not known.'
  return 'Changing what was measured does not do it alone.'
}

/** Whether an operand is a day relative to the launch, or holds one. */
export function isRelative(operand: unknown): boolean {
  return (Array.isArray(operand) ? operand : [operand]).some((value) => typeof value === 'string' && readLaunchOffset(value) !== undefined)
}

function isFaulty({ applies, findings }: JudgedRequirement): boolean {
  return [...applies.findings, ...findings].some((finding) => finding.reason === 'fault')
}

/** The findings because of which a requirement is not met without any waiver; of applicability where that is not known. */
export function openFindings(requirement: JudgedRequirement): Finding[] {
  const isDecisive = (finding: Finding): boolean => finding.decisive && finding.result !== 'met'
  if (!isUnclear(requirement)) return requirement.underlying === 'not-applicable' ? [] : requirement.findings.filter(isDecisive)
  return [
    ...requirement.applies.findings.filter(isDecisive),
    ...requirement.findings.filter((finding) => isDecisive(finding) && finding.result === 'unmet'),
  ]
}

/** What else must become true for a requirement that is not met: without it the first change would only uncover the next. */
export function alsoNeeded({ id, findings, outcome }: JudgedRequirement, { toGo }: Decision): Finding[] {
  if (outcome !== 'unmet') return []
  const needed = new Set(toGo.changes.filter((change) => change.requirements.includes(id)).map((change) => change.fact))
  return findings.filter((finding) => !finding.decisive && finding.result !== 'met' && needed.has(finding.fact))
}

function isBlocking({ enforcement }: JudgedRequirement): boolean {
  return enforcement === 'blocking'
}
