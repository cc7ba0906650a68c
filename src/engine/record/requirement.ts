import { formatDay } from '../../model/date.ts'
import { optional } from '../../model/fields.ts'
import type { Applicability, Finding, JudgedRequirement } from '../../model/generated/types.ts'
import { listPart, membersOf, type Part, partOf } from '../../source/part.ts'
import { type FindingWorld, findingPart } from '../finding.ts'
import { decisiveLeaves, type Fold } from '../fold.ts'
import { dueDay, isOverdue } from '../gates.ts'
import type { Case, RequirementJudgement } from '../judgement.ts'
import type { PlannedRequirement } from '../plan.ts'
import { wordOf } from '../reason.ts'

/** What a decision says of a requirement whatever the launch: its keys in four groups, between which those of the launch stand. */
interface RequirementRecord {
  readonly first: Pick<JudgedRequirement, 'blockingFrom' | 'competency' | 'dishonors'>
  readonly second: Pick<JudgedRequirement, 'handOff' | 'honors' | 'id' | 'ifUnmet'>
  readonly third: Pick<JudgedRequirement, 'owner' | 'stage' | 'title'>
  readonly last: Pick<JudgedRequirement, 'why'>
  readonly texts: readonly [first: string, second: string, third: string, last: string]
}

const records = new WeakMap<PlannedRequirement, RequirementRecord>()

function recordOf(planned: PlannedRequirement): RequirementRecord {
  const known = records.get(planned)
  if (known) return known
  const { requirement } = planned.linked
  const { enforcement } = requirement
  const first = partOf({
    ...optional('blockingFrom', typeof enforcement === 'object' ? formatDay(enforcement.blockingFrom) : undefined),
    ...optional('competency', requirement.competency),
    ...optional('dishonors', requirement.dishonors),
  })
  const second = partOf({
    ...optional('handOff', requirement.handOff),
    ...optional('honors', requirement.honors),
    id: requirement.id,
    ...optional('ifUnmet', requirement.ifUnmet),
  })
  const third = partOf({ owner: requirement.owner, ...optional('stage', requirement.stage), title: requirement.title })
  const last = partOf(optional('why', requirement.why))
  const behind = membersOf(last)
  const texts = [membersOf(first), membersOf(second), membersOf(third), behind === '' ? '' : `,${behind.slice(0, -1)}`] as const
  const record: RequirementRecord = { first: first.data, second: second.data, third: third.data, last: last.data, texts }
  records.set(planned, record)
  return record
}

/** A requirement as judged, with every leaf as a finding. */
export function requirementPart({ plan, clock }: Case, item: RequirementJudgement, world: FindingWorld): Part<JudgedRequirement> {
  const { planned, enforcement, outcome, underlying } = item
  const { first, second, third, last, texts } = recordOf(planned)
  const dueOn = dueDay(planned.linked.requirement, clock)
  const due = dueOn === undefined ? undefined : formatDay(dueOn)
  const overdue = isOverdue(item, clock)
  const found = findingsPart(plan, planned.applies, planned.appliesLeaves, world)
  const applies: Applicability = Object.freeze({ findings: found.data, result: wordOf(underlying.applies) })
  const findings = findingsPart(plan, planned.demand, planned.demandLeaves, world)
  const waivedBy = outcome === 'waived' ? partOf(waiversInForce(item)) : undefined
  const data: JudgedRequirement = {
    applies,
    ...first,
    ...(due !== undefined && { due }),
    enforcement,
    findings: findings.data,
    ...second,
    outcome,
    overdue,
    ...third,
    underlying: underlying.outcome,
    ...(waivedBy && { waivedBy: waivedBy.data }),
    ...last,
  }
  const text =
    `{"applies":{"findings":${found.text},"result":"${applies.result}"},${texts[0]}${due === undefined ? '' : `"due":"${due}",`}` +
    `"enforcement":"${enforcement}","findings":${findings.text},${texts[1]}"outcome":"${outcome}","overdue":${overdue},${texts[2]}` +
    `"underlying":"${underlying.outcome}"${waivedBy ? `,"waivedBy":${waivedBy.text}` : ''}${texts[3]}}`
  return { text, data: Object.freeze(data) }
}

function findingsPart(plan: Case['plan'], fold: Fold, leaves: readonly number[], world: FindingWorld): Part<Finding[]> {
  const decisive = decisiveLeaves(fold, world.judged.values)
  const parts: Part<Finding>[] = []
  for (const index of leaves) {
    const leaf = plan.leaves[index]
    if (leaf) parts.push(findingPart(leaf, index, decisive.has(index), world))
  }
  return listPart(parts)
}

function waiversInForce({ waivers }: RequirementJudgement): string[] {
  return waivers.filter((waiver) => waiver.state === 'in-force').map((waiver) => waiver.linked.waiver.id)
}
