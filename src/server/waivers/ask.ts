import { randomBytes } from 'node:crypto'
import { checkFormalities, isSamePerson } from '../../engine/approval.ts'
import { clockAt } from '../../engine/freshness.ts'
import { newGaps, shortfallOf } from '../../engine/shortfall.ts'
import type { Requirement } from '../../model/commitment.ts'
import { dayOfInstant, formatDay } from '../../model/date.ts'
import type { Decision, Waiver as WaiverData } from '../../model/generated/types.ts'
import type { Waiver } from '../../model/waivers.ts'
import type { KeptWaiver } from '../../store/kept-waiver.ts'
import { permit } from '../auth/rights.ts'
import { actorOf, type Caller, isWithin } from '../caller.ts'
import { ProblemError } from '../problem.ts'
import { viewOf, type WaiverView } from './kept-waiver.ts'
import { personOf } from './names.ts'
import { readWaiver } from './read-waiver.ts'
import { isWithinNow, judgedIn, latestDecision, requirementIn, type WaiverDeps } from './waiver-deps.ts'

/** What the service says of a waiver, and nobody who asks for it. */
const notForAskers = ['id', 'requestedBy', 'approved'] as const

/**
 * Asks for a waiver. The body is what a file of waivers says of it without `id`, `requestedBy` and `approved`, and `decision`: the digest
 * of the decision that its approvers shall look at. Throws `invalid-files` with diagnostics for what would be wrong in a file,
 * `not-found` without that decision, `conflict` where there is nothing to waive (any more), `forbidden` where it may not be asked for.
 */
export async function askWaiver(caller: Caller, body: unknown, deps: WaiverDeps): Promise<WaiverView> {
  permit(caller, 'waivers.ask')
  const requestedBy = personOf(caller, deps.who)
  checkKnown(caller, requestedBy, deps)
  const { decision: digest, fields } = partsOf(body)
  const decision = (await deps.store.get(digest))?.decision
  const { launch, product } = { launch: decision?.launch.id ?? '', product: decision?.launch.product }
  // Who may not see it, as it was or as it is now, is not told that it is there.
  const isSeen = isWithin(caller.bounds, { id: launch, product }) && (await isWithinNow(caller.bounds, { launch, product }, deps.store))
  if (!decision || !isSeen)
    throw new ProblemError('not-found', 'there is no decision of the digest in `decision`', { hint: 'only recorded ones count' })
  const data = { id: 'new', ...fields, requestedBy, approved: [] } as unknown as WaiverData
  const waiver = readWaiver(data, deps.rules)
  const requirement = requirementIn(deps.rules, waiver.requirement)
  if (!requirement) throw new Error(`the requirement ${waiver.requirement} was linked and is not there`)
  checkTerms(waiver, { requirement, decision, deps })
  const bound = await shortfallToWaive(waiver, decision, deps)
  const kept = { waiver: data, ...(product !== undefined && { product }), ...bound, answers: [] }
  return add(kept, digest, { caller, deps })
}

/** Who is nobody in roles, teams and settings could be an approver under another name: then four eyes would be two. */
function checkKnown(caller: Caller, person: string, { who, rules: { config } }: WaiverDeps): void {
  // Of a login it is known that it is nobody's whose login is another one: see `answerWaiver`.
  if (caller.kind === 'github') return
  const isMapped = Object.hasOwn(caller.kind === 'person' ? (who.people ?? {}) : (who.tokens ?? {}), caller.id)
  const isListed = [...config.roles.values(), ...config.teams.values()].some((people) => people.some((name) => isSamePerson(name, person)))
  if (isMapped || isListed) return
  throw new ProblemError('forbidden', `nothing says who \`${person}\` is, so nobody could tell whether the approver is somebody else`, {
    hint: 'list them in `roles` or `teams` of onlyif.yaml, or in `who` of the settings of the service',
  })
}

function partsOf(body: unknown): { readonly decision: string; readonly fields: Readonly<Record<string, unknown>> } {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new ProblemError('bad-request', 'a waiver is asked for with an object', {
      hint: '`launch`, `requirement`, `covers`, `as`, `reason`, `expires`, `decision`',
    })
  const { decision, ...fields } = body as Record<string, unknown>
  const said = notForAskers.find((key) => Object.hasOwn(fields, key))
  if (said !== undefined) throw new ProblemError('bad-request', `\`${said}\` is not for who asks to say`, { hint: `leave out \`${said}\`` })
  if (typeof decision !== 'string' || !/^sha256:[0-9a-f]{64}$/.test(decision))
    throw new ProblemError('bad-request', '`decision` is not the digest of a decision', {
      hint: 'name the one that shows what falls short: `sha256:…`',
    })
  return { decision, fields }
}

interface Asked {
  readonly requirement: Requirement
  readonly decision: Decision
  readonly deps: WaiverDeps
}

/** What the formalities will say as well, told before anybody spends time on it. */
function checkTerms(waiver: Waiver, { requirement, decision, deps: { rules, now } }: Asked): void {
  if (waiver.launch !== decision.launch.id)
    throw new ProblemError('bad-request', `the decision is about \`${decision.launch.id}\`, and the waiver for \`${waiver.launch}\``)
  const { state, why } = checkFormalities({
    waiver,
    requirement,
    launch: decision.launch,
    config: rules.config,
    clock: clockAt(now(), undefined),
  })
  if (state === 'refused') throw new ProblemError('forbidden', why ?? 'it is refused')
  if (state === 'expired') throw new ProblemError('bad-request', `it would have expired on \`${formatDay(waiver.expires)}\` already`)
  const days = requirement.waivers === 'never' ? 0 : requirement.waivers.maxDays
  const last = dayOfInstant(now()) + days
  if (waiver.expires > last)
    throw new ProblemError('bad-request', `it would last until \`${formatDay(waiver.expires)}\`, more than ${days} days`, {
      hint: `approved today, it may last until \`${formatDay(last)}\``,
    })
}

/** What falls short in the decision, provided that nothing else does by now. */
async function shortfallToWaive(
  { requirement: id, launch }: Waiver,
  decision: Decision,
  { store }: WaiverDeps,
): Promise<Pick<KeptWaiver, 'shortfall' | 'since'>> {
  const judged = judgedIn(decision, id)
  if (!judged)
    throw new ProblemError('conflict', `the decision does not judge \`${id}\``, { hint: 'judge the launch again, and name that decision' })
  if (judged.underlying !== 'unmet' && judged.underlying !== 'unknown')
    throw new ProblemError('conflict', `\`${id}\` is ${judged.underlying} in that decision: there is nothing to waive`)
  const shortfall = shortfallOf(judged)
  const latest = await latestDecision(store, launch)
  const now = latest && judgedIn(latest.decision, id)
  if (!now || newGaps(shortfall, shortfallOf(now)).length > 0)
    throw new ProblemError('conflict', `\`${id}\` falls short in something else by now`, {
      hint: 'name the last decision about the launch',
    })
  return { shortfall, since: latest.sequence }
}

async function add(
  kept: KeptWaiver,
  decision: string,
  { caller, deps: { store, now } }: { caller: Caller; deps: WaiverDeps },
): Promise<WaiverView> {
  const { launch, requirement } = kept.waiver
  for (let attempt = 0; attempt < 5; attempt++) {
    const id = `S-${formatDay(dayOfInstant(now())).slice(0, 4)}-${randomBytes(4).toString('hex')}`
    const document = JSON.stringify({ ...kept, waiver: { ...kept.waiver, id } })
    if (!(await store.waivers.add({ id, launch, requirement, decision, state: 'requested', document }))) continue
    const detail = { launch, requirement, decision, requestedBy: kept.waiver.requestedBy, expires: kept.waiver.expires }
    await store.audit.add({ actor: actorOf(caller), action: 'waiver.ask', target: `waiver/${id}`, detail })
    const added = await store.waivers.get(id)
    if (added) return viewOf(added)
  }
  throw new ProblemError('unavailable', 'no free id was found for the waiver', { hint: 'try again' })
}
