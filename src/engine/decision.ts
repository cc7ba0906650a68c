import { formatDate, formatDay, formatInstant } from '../model/date.ts'
import { optional } from '../model/fields.ts'
import type {
  Decision,
  DecisionInput,
  JudgedWaiver as DecisionWaiver,
  Finding,
  JudgedFact,
  JudgedRequirement,
  OutcomeCounts,
} from '../model/generated/types.ts'
import { launchHeader } from '../model/launch.ts'
import { canonicalForm, canonicalJson, digestOf } from '../source/digest.ts'
import { findingOf } from './finding.ts'
import { decisiveLeaves, type Fold } from './fold.ts'
import { dueDay, gateReady, isBlocked, isOverdue, onPlan } from './gates.ts'
import type { Case, Judgement, RequirementJudgement } from './judgement.ts'
import { wordOf } from './reason.ts'
import { toGo } from './to-go.ts'
import { engineName } from './version.ts'
import type { JudgedWaiver } from './waive.ts'

export interface DecisionParts {
  readonly input: Case
  readonly judgement: Judgement
  readonly inputs: readonly DecisionInput[]
  readonly noExceptions: boolean
}

/** Makes the immutable record of a judgement. Its digest is over its canonical JSON without the digest. */
export function decisionOf({ input, judgement, inputs, noExceptions }: DecisionParts): Decision {
  const { plan, launch, clock } = input
  const body: Omit<Decision, 'digest'> = {
    apiVersion: 'onlyif/v1',
    kind: 'Decision',
    engine: engineName,
    now: formatInstant(clock.now),
    noExceptions,
    launch: launchHeader(launch) as unknown as Decision['launch'],
    verdict: judgement.verdict,
    blocked: isBlocked(judgement.verdict, noExceptions),
    gateReady: gateReady(judgement, noExceptions),
    onPlan: onPlan(judgement, clock),
    counts: { blocking: countOutcomes(judgement, 'blocking'), advisory: countOutcomes(judgement, 'advisory') },
    inputs: [...inputs],
    commitments: plan.linked.commitments.map(({ commitment, requirements }) => ({
      id: commitment.id,
      title: commitment.title,
      owner: commitment.owner,
      outOfScope: commitment.outOfScope,
      journey: [...(commitment.journey ?? [])],
      requirements: [...requirements],
    })),
    requirements: judgement.requirements.map((item) => requirementOf(input, judgement, item)),
    facts: factsOf(input),
    toGo: toGo(input, judgement) as unknown as Decision['toGo'],
    waivers: judgement.requirements.flatMap((item) => item.waivers.map(waiverOf)).sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
  }
  const { text, data } = canonicalForm(body)
  const { apiVersion, kind, ...rest } = data
  return { apiVersion, kind, digest: digestOf(text), ...rest }
}

/** The digest a decision should have: over its canonical JSON without `digest`. */
export function digestOfDecision(decision: Decision): string {
  const { digest: _, ...rest } = decision
  return digestOf(canonicalJson(rest))
}

function requirementOf(input: Case, judgement: Judgement, item: RequirementJudgement): JudgedRequirement {
  const { requirement } = item.planned.linked
  const { clock } = input
  const due = dueDay(requirement, clock)
  const dated = typeof requirement.enforcement === 'object' ? requirement.enforcement.blockingFrom : undefined
  const waivedBy =
    item.outcome === 'waived'
      ? item.waivers.filter((waiver) => waiver.state === 'in-force').map((waiver) => waiver.linked.waiver.id)
      : undefined
  return {
    id: requirement.id,
    title: requirement.title,
    ...optional('why', requirement.why),
    ...optional('honors', requirement.honors),
    ...optional('dishonors', requirement.dishonors),
    owner: requirement.owner,
    ...optional('stage', requirement.stage),
    ...optional('competency', requirement.competency),
    ...optional('handOff', requirement.handOff && { ...requirement.handOff }),
    enforcement: item.enforcement,
    ...optional('blockingFrom', dated === undefined ? undefined : formatDay(dated)),
    ...optional('due', due === undefined ? undefined : formatDay(due)),
    overdue: isOverdue(item, clock),
    outcome: item.outcome,
    underlying: item.underlying.outcome,
    applies: {
      result: wordOf(item.underlying.applies),
      findings: findingsOf(input, judgement, item.planned.applies, item.planned.appliesLeaves),
    },
    findings: findingsOf(input, judgement, item.planned.demand, item.planned.demandLeaves),
    ...optional('waivedBy', waivedBy),
    ...optional('ifUnmet', requirement.ifUnmet),
  }
}

function findingsOf(input: Case, { judged, world }: Judgement, fold: Fold, leaves: readonly number[]): Finding[] {
  const decisive = decisiveLeaves(fold, judged.values)
  return leaves.flatMap((index) => {
    const leaf = input.plan.leaves[index]
    return leaf ? [findingOf(leaf, index, judged, decisive.has(index), world)] : []
  })
}

function countOutcomes(judgement: Judgement, enforcement: 'blocking' | 'advisory'): OutcomeCounts {
  const counts = { met: 0, unmet: 0, unknown: 0, waived: 0, 'not-applicable': 0 }
  for (const item of judgement.requirements) if (item.enforcement === enforcement) counts[item.outcome]++
  return counts
}

/** What the catalog says of every fact that this decision looks at. */
function factsOf({ plan }: Case): Record<string, JudgedFact> {
  const facts: Record<string, JudgedFact> = {}
  for (const path of plan.paths) {
    const entry = plan.linked.vocabulary.entries.get(path)
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

function waiverOf({ linked: { waiver }, state, why, proof }: JudgedWaiver): DecisionWaiver {
  const { followUp } = waiver
  return {
    id: waiver.id,
    requirement: waiver.requirement,
    state,
    ...optional('why', why),
    proof,
    as: waiver.as,
    covers: Object.fromEntries(waiver.covers.map((cover) => [cover.fact, cover.data])),
    reason: waiver.reason,
    requestedBy: waiver.requestedBy,
    approved: waiver.approved.map(({ by, role, on }) => ({ by, role, on: formatDate(on) })),
    expires: formatDay(waiver.expires),
    ...optional(
      'followUp',
      followUp && {
        ...optional('what', followUp.what),
        ...optional('owner', followUp.owner),
        ...optional('due', followUp.due === undefined ? undefined : formatDay(followUp.due)),
        ...optional('doneOn', followUp.doneOn === undefined ? undefined : formatDay(followUp.doneOn)),
      },
    ),
  }
}
