import { formatDate, formatDay, formatInstant } from '../model/date.ts'
import { optional } from '../model/fields.ts'
import type { Decision, DecisionInput, JudgedWaiver as DecisionWaiver, OutcomeCounts } from '../model/generated/types.ts'
import { launchHeader } from '../model/launch.ts'
import { canonicalJson, digestOf } from '../source/digest.ts'
import { byText } from '../source/order.ts'
import { frozen, listPart, type Part, partOf } from '../source/part.ts'
import type { FindingWorld } from './finding.ts'
import { gateReady, isBlocked, onPlan } from './gates.ts'
import type { Case, Judgement } from './judgement.ts'
import { noOutcomes } from './outcome.ts'
import { planRecord } from './record/plan.ts'
import { requirementPart } from './record/requirement.ts'
import { SlotRecords } from './record/slot.ts'
import { toGo } from './to-go.ts'
import { engineName } from './version.ts'
import type { JudgedWaiver } from './waive.ts'

export interface DecisionParts {
  readonly input: Case
  readonly judgement: Judgement
  readonly inputs: Part<DecisionInput[]>
  readonly noExceptions: boolean
}

/** The canonical JSON, without the digest, of a decision, and where in it the digest would stand. */
interface Body {
  readonly text: string
  readonly digestAt: number
}

/** The bodies of decisions that were made here. They are frozen, so each stays theirs. */
const bodies = new WeakMap<Decision, Body>()

/**
 * Makes the immutable record of a judgement: nothing in it can be changed. Its digest is over its canonical JSON without the
 * digest. Data and text are made side by side, both with their keys in the order of canonical JSON.
 */
export function decisionOf({ input, judgement, inputs, noExceptions }: DecisionParts): Decision {
  const { plan, clock } = input
  const { verdict } = judgement
  const { commitments, facts } = planRecord(plan)
  const world: FindingWorld = { judged: judgement.judged, world: judgement.world, slots: new SlotRecords(clock) }
  const counts = partOf({ blocking: countOutcomes(judgement, 'blocking'), advisory: countOutcomes(judgement, 'advisory') })
  const launch = partOf(launchHeader(input.launch) as unknown as Decision['launch'])
  const requirements = listPart(judgement.requirements.map((item) => requirementPart(input, item, world)))
  const change = partOf(toGo(input, judgement) as unknown as Decision['toGo'])
  const waivers = partOf(waiversOf(judgement))
  const blocked = isBlocked(verdict, noExceptions)
  const ready = gateReady(judgement, noExceptions)
  const planned = onPlan(judgement, clock)
  const now = formatInstant(clock.now)
  const head = `{"apiVersion":"onlyif/v1","blocked":${blocked},"commitments":${commitments.text},"counts":${counts.text},`
  const body =
    `${head}"engine":"${engineName}","facts":${facts.text},"gateReady":"${ready}","inputs":${inputs.text},"kind":"Decision","launch":${launch.text},` +
    `"noExceptions":${noExceptions},"now":"${now}","onPlan":"${planned}","requirements":${requirements.text},` +
    `"toGo":${change.text},"verdict":"${verdict}","waivers":${waivers.text}}`
  const decision: Decision = Object.freeze({
    ...{ apiVersion: 'onlyif/v1', kind: 'Decision', digest: digestOf(body) },
    ...{ blocked, commitments: commitments.data, counts: counts.data, engine: engineName },
    ...{ facts: facts.data, gateReady: ready, inputs: inputs.data, launch: launch.data },
    ...{ noExceptions, now, onPlan: planned, requirements: requirements.data },
    ...{ toGo: change.data, verdict, waivers: waivers.data },
  } as const)
  bodies.set(decision, { text: body, digestAt: head.length })
  return decision
}

/** The text that the digest of a decision is over, where it was made here and so needs no proof; undefined for any other. */
export function bodyOfMade(decision: Decision): string | undefined {
  return bodies.get(decision)?.text
}

/** The canonical JSON of a decision that was made here, its digest included; undefined for any other. */
export function textOfMade(decision: Decision): string | undefined {
  const body = bodies.get(decision)
  return body && `${body.text.slice(0, body.digestAt)}"digest":"${decision.digest}",${body.text.slice(body.digestAt)}`
}

/** The decision of a text as `textOfMade` gives it, as if it had been made here; undefined where the text is not what its digest says. */
export function decisionOfText(text: string, digest: string): Decision | undefined {
  const member = `"digest":"${digest}",`
  const digestAt = text.indexOf(member)
  const body = `${text.slice(0, digestAt)}${text.slice(digestAt + member.length)}`
  if (digestAt < 0 || digestOf(body) !== digest) return undefined
  const decision = frozen(JSON.parse(text) as Decision)
  bodies.set(decision, { text: body, digestAt })
  return decision
}

/** The digest a decision should have: over its canonical JSON without `digest`. */
export function digestOfDecision(decision: Decision): string {
  const { digest: _, ...rest } = decision
  return digestOf(canonicalJson(rest))
}

function countOutcomes(judgement: Judgement, enforcement: 'blocking' | 'advisory'): OutcomeCounts {
  const counts = noOutcomes()
  for (const item of judgement.requirements) if (item.enforcement === enforcement) counts[item.outcome]++
  return counts
}

function waiversOf({ requirements }: Judgement): DecisionWaiver[] {
  return requirements.flatMap((item) => item.waivers.map(waiverOf)).sort((a, b) => byText(a.id, b.id))
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
