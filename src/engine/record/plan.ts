import { optional } from '../../model/fields.ts'
import type { JudgedCommitment, JudgedFact } from '../../model/generated/types.ts'
import { type Part, partOf } from '../../source/part.ts'
import type { Plan } from '../plan.ts'

/** What a decision says of its commitments and of what the catalog says, whatever the launch. */
export interface PlanRecord {
  readonly commitments: Part<JudgedCommitment[]>
  readonly facts: Part<Record<string, JudgedFact>>
}

const records = new WeakMap<Plan, PlanRecord>()

/** The record of a plan, made when it is first asked for. */
export function planRecord(plan: Plan): PlanRecord {
  const known = records.get(plan)
  if (known) return known
  const record: PlanRecord = { commitments: partOf(commitmentsOf(plan)), facts: partOf(factsOf(plan)) }
  records.set(plan, record)
  return record
}

function commitmentsOf({ linked }: Plan): JudgedCommitment[] {
  return linked.commitments.map(({ commitment, requirements }) => ({
    id: commitment.id,
    title: commitment.title,
    owner: commitment.owner,
    outOfScope: commitment.outOfScope,
    journey: [...(commitment.journey ?? [])],
    requirements: [...requirements],
  }))
}

/** What the catalog says of every fact that decisions look at, and of those by which some are looked up. */
function factsOf({ paths, linked }: Plan): Record<string, JudgedFact> {
  const facts: Record<string, JudgedFact> = {}
  const { entries } = linked.vocabulary
  for (const path of paths.flatMap((fact) => [fact, entries.get(fact)?.lookup?.from ?? fact])) {
    const entry = entries.get(path)
    if (!entry) continue
    facts[path] = {
      type: entry.type,
      ...optional('name', entry.name),
      ...optional('means', entry.means),
      ...optional('unit', entry.unit),
      ...optional('better', entry.better),
      ...optional('owner', entry.owner),
      ...optional('from', entry.from),
    }
  }
  return facts
}
