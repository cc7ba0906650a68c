import { optional } from '../../model/fields.ts'
import type { Decision, Finding, JudgedCommitment, JudgedRequirement } from '../../model/generated/types.ts'
import { launchEnd } from '../../model/launch-end.ts'
import { reasonSentence } from '../../report/next-steps.ts'
import type { DecisionEntry } from '../../store/index.ts'
import { dayNumberOf } from '../derived/days.ts'
import { type Interned, interner } from './interned.ts'
import {
  type CustomerFact,
  type Definition,
  type FactSeen,
  type LaunchRecord,
  type LaunchStanding,
  type Moment,
  type OpenFact,
  outcomeLetters,
  type RequirementStanding,
  type Room,
  type UndecidedLaunch,
} from './room.ts'
import { freshUntil, turnsOf } from './turns.ts'

/** A decision with what is known around it. A `RecordedDecision` of the store is one. */
export interface Recorded {
  readonly decision: Decision
  readonly sequence: number
  /** The entry of the log; absent for a decision that was not recorded. */
  readonly recorded?: Pick<DecisionEntry, 'recordedAt' | 'circumstances'>
}

/** A room that decisions can be added to. */
export interface OpenRoom extends Room {
  readonly launches: Map<string, LaunchRecord>
  readonly commitments: Map<string, JudgedCommitment>
  readonly facts: Map<string, FactSeen>
  /** The sequence of the decision by which a commitment or fact is described, so that it is the newest one in whatever order they come. */
  readonly describedAt: { readonly commitments: Map<string, number>; readonly facts: Map<string, number> }
  undecided: readonly UndecidedLaunch[]
  decisions: number
  /** Marks of what was added last, for caches. */
  readonly once: Interned
}

/** A room without launches. */
export function newRoom(): OpenRoom {
  return {
    launches: new Map(),
    commitments: new Map(),
    facts: new Map(),
    describedAt: { commitments: new Map(), facts: new Map() },
    undecided: [],
    decisions: 0,
    once: interner(),
  }
}

/**
 * Takes a decision into the room. Decisions may come in any order, and the room is the same; the one with the highest sequence is how the
 * launch stands. Whoever adds the last of each launch first spares the work of how they stood before.
 */
export function addDecision(room: OpenRoom, recorded: Recorded): void {
  const { decision } = recorded
  const moment = momentOf(recorded, room.once)
  const known = room.launches.get(decision.launch.id)
  const isLast = known === undefined || moment.sequence >= known.last.sequence
  const history = known === undefined ? [moment] : inserted(known.history, moment)
  const standing = isLast ? standingOf(decision, room.once) : known.standing
  room.launches.set(decision.launch.id, { standing, last: isLast ? moment : known.last, history })
  room.decisions++
  noteCommitments(room, recorded)
  noteFacts(room, recorded)
}

/** History is kept in order; nearly always the new one is the last. */
function inserted(history: readonly Moment[], moment: Moment): readonly Moment[] {
  const list = history as Moment[]
  let at = list.length
  while (at > 0 && (list[at - 1] as Moment).sequence > moment.sequence) at--
  list.splice(at, 0, moment)
  return list
}

function momentOf({ decision, sequence, recorded }: Recorded, once: Interned): Moment {
  const { digest, now, engine, verdict, blocked, gateReady, onPlan, launch, requirements } = decision
  const { gate, actor, runUrl, dryRun = false } = recorded?.circumstances ?? {}
  const end = launchEnd(launch, dayNumberOf(now) ?? 0)
  const stale = new Set(requirements.flatMap((item) => item.findings.flatMap(({ fact, reason }) => (reason === 'stale' ? [fact] : []))))
  return {
    sequence,
    digest,
    recordedAt: recorded?.recordedAt ?? now,
    now,
    engine: once(engine),
    verdict,
    blocked,
    gateReady,
    onPlan,
    ...optional('date', launch.date),
    ...optional('end', end && once(end)),
    requirements: once(requirements.map(({ id }) => id)),
    outcomes: requirements.map(({ outcome }) => outcomeLetters[outcome]).join(''),
    waivers: once(decision.waivers.map(({ id, state }) => ({ id, state }))),
    commitments: once(
      decision.inputs.flatMap(({ kind, id, digest: read }) => (kind === 'Commitment' && id !== undefined ? [{ id, digest: read }] : [])),
    ),
    stale: once([...stale]),
    ...optional('gate', gate === undefined ? undefined : once(gate)),
    ...optional('actor', actor === undefined ? undefined : once(actor)),
    ...optional('runUrl', runUrl),
    dryRun,
  }
}

function standingOf(decision: Decision, once: Interned): LaunchStanding {
  const { launch, verdict, blocked, gateReady, counts, waivers, toGo } = decision
  return {
    launch,
    verdict,
    blocked,
    gateReady,
    counts,
    commitments: once(decision.commitments),
    requirements: decision.requirements.map((item) => requirementStandingOf(item, decision, once)),
    waivers,
    customers: customersOf(decision),
    reason: once(reasonSentence(decision)),
    toGo: once({
      possible: toGo.possible,
      facts: toGo.changes.map(({ fact }) => fact),
      owners: [...new Set(toGo.changes.map(({ owner }) => owner))],
    }),
  }
}

function requirementStandingOf(item: JudgedRequirement, decision: Decision, once: Interned): RequirementStanding {
  const days = item.findings.flatMap(({ evidence }) => evidence?.asOf ?? []).sort()
  return {
    definition: once(definitionOf(item)),
    outcome: item.outcome,
    underlying: item.underlying,
    enforcement: item.enforcement,
    ...optional('due', item.due === undefined ? undefined : once(item.due)),
    overdue: item.overdue,
    open: once(openFacts(item)),
    waivedBy: once(item.waivedBy ?? []),
    ...optional('evidenceFrom', days[0] === undefined ? undefined : once(days[0])),
    ...optional('freshUntil', freshUntil(item)),
    turns: once(turnsOf(item, decision)),
  }
}

function definitionOf(item: JudgedRequirement): Definition {
  const { id, title, owner, stage, competency, why, honors, dishonors, handOff, ifUnmet } = item
  return {
    id,
    title,
    owner,
    ...optional('stage', stage?.trim() === '' ? undefined : stage),
    ...optional('competency', competency),
    ...optional('why', why),
    ...optional('honors', honors),
    ...optional('dishonors', dishonors),
    ...optional('handOff', handOff),
    ...optional('ifUnmet', ifUnmet),
  }
}

function openFacts({ outcome, applies, findings }: JudgedRequirement): OpenFact[] {
  if (outcome === 'met' || outcome === 'not-applicable') return []
  const of = applies.result === 'unknown' ? applies.findings : findings
  const isOpen = ({ result, decisive, reason }: Finding): boolean => result !== 'met' && decisive && reason !== undefined
  return of.filter(isOpen).map(({ fact, reason = 'fault' }) => ({ fact, reason }))
}

/** Customers won and lost are counted nowhere else: what a launch says of them is kept as it is. */
function customersOf({ requirements }: Decision): CustomerFact[] {
  const found = new Map<string, CustomerFact>()
  for (const { fact, actual, evidence = {} } of requirements.flatMap((item) => item.findings)) {
    if (!fact.startsWith('customers.') || actual === undefined) continue
    const { asOf, note, link } = evidence
    found.set(fact, { fact, value: actual, ...optional('asOf', asOf), ...optional('note', note), ...optional('link', link) })
  }
  return [...found.values()]
}

function noteCommitments({ commitments, describedAt, once }: OpenRoom, { decision, sequence }: Recorded): void {
  for (const commitment of decision.commitments) {
    if (sequence < (describedAt.commitments.get(commitment.id) ?? Number.NEGATIVE_INFINITY)) continue
    describedAt.commitments.set(commitment.id, sequence)
    commitments.set(commitment.id, once(commitment))
  }
}

/** A description that a catalog gave stands until a newer one does: what is not described says nothing. */
function noteFacts({ facts, describedAt, once }: OpenRoom, { decision, sequence }: Recorded): void {
  for (const { findings, applies } of decision.requirements)
    for (const { fact } of [...findings, ...applies.findings]) {
      if (fact.startsWith('launch.')) continue
      const described = decision.facts[fact]
      if (described === undefined) {
        if (!facts.has(fact)) facts.set(fact, once({ path: fact }))
        continue
      }
      if (sequence <= (describedAt.facts.get(fact) ?? Number.NEGATIVE_INFINITY)) continue
      describedAt.facts.set(fact, sequence)
      facts.set(fact, once({ path: fact, ...described }))
    }
}
