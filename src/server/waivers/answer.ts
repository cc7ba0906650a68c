import { checkFormalities, isSamePerson, rolesHeldBy } from '../../engine/approval.ts'
import { clockAt } from '../../engine/freshness.ts'
import type { Requirement } from '../../model/commitment.ts'
import { dayOfInstant, formatDay, formatInstant } from '../../model/date.ts'
import type { Decision } from '../../model/generated/types.ts'
import { sequence } from '../../model/wording.ts'
import type { WaiverRequest } from '../../store/index.ts'
import { type Answered, isOpen, type KeptWaiver, type WaiverState } from '../../store/kept-waiver.ts'
import { permit } from '../auth/rights.ts'
import { actorOf, type Caller } from '../caller.ts'
import { ProblemError } from '../problem.ts'
import { type Answer, readAnswer } from './answer-body.ts'
import { isPlainId, keptIn, viewOf, type WaiverView } from './kept-waiver.ts'
import { hasLogin, isUnknownLogin, personBehind, personOf } from './names.ts'
import { readWaiver } from './read-waiver.ts'
import { endedBy } from './settle.ts'
import { isWithinNow, latestDecision, requirementIn, type WaiverDeps } from './waiver-deps.ts'

/** An answer, who gives it, and to what. */
interface Given {
  readonly request: WaiverRequest
  readonly kept: KeptWaiver
  readonly answer: Answer
  readonly person: string
  readonly deps: WaiverDeps
}

/** Everything that an answer is judged by. */
interface Answering extends Given {
  readonly requirement: Requirement
  readonly latest: Decision
}

/**
 * Approves, refuses or withdraws a waiver. The body says `answer`, `decision` (the digest of the decision before whoever answers),
 * `version` (of the waiver as they saw it), `role` where they hold several, and `because`. Throws `not-found`, `conflict` where it is
 * not as they saw it any more or falls short in something else by now (it is `lapsed` then), and `forbidden` where they may not.
 */
export async function answerWaiver(caller: Caller, id: string, body: unknown, deps: WaiverDeps): Promise<WaiverView> {
  permit(caller, 'waivers.answer')
  const person = personOf(caller, deps.who)
  const answer = readAnswer(body)
  const request = isPlainId(id) ? await deps.store.waivers.get(id) : undefined
  const kept = request && keptIn(request)
  if (!request || !kept || !(await isWithinNow(caller.bounds, { launch: request.launch, product: kept.product }, deps.store)))
    throw new ProblemError('not-found', 'there is no such waiver')
  if (request.version !== answer.version) throw changed()
  if (!isOpen(request)) throw new ProblemError('conflict', `the waiver is ${request.state}, which is final`, { hint: 'ask for a new one' })
  const given = { request, kept, answer, person, deps }
  // Whoever asked may always take it back.
  if (answer.answer === 'withdraw' && isSamePerson(person, personBehind(kept.waiver.requestedBy, deps.who)))
    return change(given, { state: 'withdrawn', kept: withAnswer(given) }, caller)
  const latest = (await latestDecision(deps.store, request.launch))?.decision
  const requirement = requirementIn(deps.rules, request.requirement)
  if (!latest || !requirement) throw new ProblemError('conflict', 'the requirement is not judged any more')
  if (answer.decision !== request.decision && answer.decision !== latest.digest)
    throw new ProblemError('conflict', 'the decision is neither the one that the waiver is bound to nor the last about its launch', {
      hint: 'look at the last decision, and answer again',
    })
  const answering = { ...given, requirement, latest }
  const next = answer.answer === 'approve' ? await approved(answering) : ended(answering)
  return change(answering, next, caller)
}

interface Next {
  readonly state: WaiverState
  readonly kept: KeptWaiver
}

async function approved(answering: Answering): Promise<Next> {
  const { request, kept, person, requirement, latest, deps } = answering
  if (request.state !== 'requested') throw new ProblemError('conflict', 'the waiver is in force already')
  const asker = personBehind(kept.waiver.requestedBy, deps.who)
  if (isSamePerson(person, asker)) throw notByFourEyes(`${person} requested it and cannot approve it`)
  const lapsed = await endedBy(request, latest, deps)
  if (lapsed) throw new ProblemError('conflict', `the waiver is ${lapsed.state}: ${lapsed.ended?.because}`, { hint: 'ask for a new one' })
  if (kept.waiver.approved.some((approval) => isSamePerson(approval.by, person)))
    throw new ProblemError('conflict', `${person} has approved it before`, { hint: 'the next approval must be of somebody else' })
  if (isUnknownLogin(asker) && !hasLogin(person, deps.who))
    throw new ProblemError('forbidden', `nothing says that ${person} is somebody else than \`${asker}\`, who asked for it`, {
      hint: 'list the login of either at GitHub in `who.github` of the settings of the service',
    })
  const role = roleFor(answering)
  const on = formatDay(dayOfInstant(deps.now()))
  const waiver = { ...kept.waiver, approved: [...kept.waiver.approved, { by: person, role, on }] }
  const { state, why } = checkFormalities({
    waiver: readWaiver({ ...waiver, requestedBy: asker }, deps.rules),
    requirement,
    launch: latest.launch,
    config: deps.rules.config,
    clock: clockAt(deps.now(), undefined),
  })
  if (state === 'refused') throw notByFourEyes(why ?? 'it may not be approved')
  return { state: state === 'in-order' ? 'in-force' : 'requested', kept: withAnswer({ ...answering, kept: { ...kept, waiver } }, role) }
}

/** Refuses what is asked for, or withdraws it: both are for who could approve it. */
function ended(answering: Answering): Next {
  const isRefusal = answering.answer.answer === 'refuse'
  if (isRefusal && answering.request.state !== 'requested')
    throw new ProblemError('conflict', 'the waiver is in force already', { hint: 'withdraw it' })
  return { state: isRefusal ? 'refused' : 'withdrawn', kept: withAnswer(answering, roleFor(answering)) }
}

/** The role in which somebody answers: the one they name, else the only one that they hold. Config must list them in it. */
function roleFor({ answer, person, requirement, deps: { rules } }: Answering): string {
  const held = rolesHeldBy(person, requirement, rules.config)
  if (answer.role === undefined ? held.length === 0 : !held.includes(answer.role)) {
    const asked = requirement.waivers === 'never' ? [] : requirement.waivers.approvers
    throw new ProblemError(
      'forbidden',
      `${person} does not hold ${answer.role === undefined ? 'any of the roles that it takes' : `the role ${answer.role}`}`,
      {
        hint: `it takes ${sequence(
          asked.map((role) => (role === 'owner' ? `\`owner\`, the one of \`${requirement.owner}\`` : `\`${role}\``)),
          'or',
        )}: who that is stands in \`roles\` and \`teams\` of onlyif.yaml`,
      },
    )
  }
  const role = answer.role ?? held[0]
  if (role === undefined || (answer.role === undefined && held.length > 1))
    throw new ProblemError('bad-request', `${person} holds several roles: ${held.join(', ')}`, {
      hint: 'say in `role` which one this is in',
    })
  return role
}

function withAnswer({ kept, answer: { answer, decision, because }, person, deps }: Given, role?: string): KeptWaiver {
  const answered: Answered = {
    answer,
    by: person,
    ...(role !== undefined && { role }),
    at: formatInstant(deps.now()),
    saw: decision,
    ...(because !== undefined && { because }),
  }
  return { ...kept, answers: [...kept.answers, answered] }
}

async function change({ request, deps: { store } }: Given, { state, kept }: Next, caller: Caller): Promise<WaiverView> {
  const { id, version } = request
  if (!(await store.waivers.change(id, version, { state, document: JSON.stringify(kept) }))) throw changed()
  const { answer, ...said } = kept.answers.at(-1) ?? { answer: 'approve' }
  await store.audit.add({
    actor: actorOf(caller),
    action: `waiver.${answer}`,
    target: `waiver/${id}`,
    detail: { state, version: version + 1, ...said },
  })
  const after = await store.waivers.get(id)
  if (!after) throw new Error(`the waiver ${id} was changed and is not there`)
  return viewOf(after)
}

function notByFourEyes(why: string): ProblemError {
  return new ProblemError('forbidden', why, { hint: 'four eyes: somebody else must approve it' })
}

function changed(): ProblemError {
  return new ProblemError('conflict', 'the waiver was changed meanwhile', { hint: 'look at it again, and answer with its `version`' })
}
