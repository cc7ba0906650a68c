import { optional } from '../../model/fields.ts'
import type { Decision, Finding, JudgedCommitment, JudgedRequirement } from '../../model/generated/types.ts'
import { reasonSentence } from '../../report/next-steps.ts'
import type { DecisionEntry } from '../../store/index.ts'
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
  undecided: readonly UndecidedLaunch[]
  decisions: number
  /** Marks of what was added last, for caches. */
  readonly once: Interned
}

/** A room without launches. */
export function newRoom(): OpenRoom {
  return { launches: new Map(), commitments: new Map(), facts: new Map(), undecided: [], decisions: 0, once: interner() }
}

/** Takes a decision into the room. Decisions may come in any order; the one with the highest sequence is how the launch stands. */
export function addDecision(room: OpenRoom, recorded: Recorded): void {
  const { decision } = recorded
  const moment = momentOf(recorded, room.once)
  const known = room.launches.get(decision.launch.id)
  const isLast = known === undefined || moment.sequence >= known.last.sequence
  const history = known === undefined ? [moment] : inserted(known.history, moment)
  const standing = isLast ? standingOf(decision, room.once) : known.standing
  room.launches.set(decision.launch.id, { standing, last: isLast ? moment : known.last, history })
  room.decisions++
  if (!isLast) return
  for (const commitment of standing.commitments) room.commitments.set(commitment.id, commitment)
  noteFacts(room, decision)
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
  const { launch, verdict, blocked, gateReady, onPlan, counts, waivers, toGo } = decision
  return {
    launch,
    verdict,
    blocked,
    gateReady,
    onPlan,
    counts,
    commitments: once(decision.commitments),
    requirements: decision.requirements.map((item) => requirementStandingOf(item, once)),
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

function requirementStandingOf(item: JudgedRequirement, once: Interned): RequirementStanding {
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

function noteFacts(room: OpenRoom, { requirements, facts }: Decision): void {
  for (const { findings, applies } of requirements)
    for (const { fact } of [...findings, ...applies.findings]) {
      if (fact.startsWith('launch.')) continue
      const described = facts[fact]
      if (described || !room.facts.has(fact)) room.facts.set(fact, room.once({ path: fact, ...described }))
    }
}
