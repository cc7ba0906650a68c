import { newGaps, shortfallOf } from '../../engine/shortfall.ts'
import { dayOfInstant, formatInstant, readDate } from '../../model/date.ts'
import type { Decision } from '../../model/generated/types.ts'
import type { RecordedDecision, Store, WaiverRequest } from '../../store/index.ts'
import { isOpen, type WaiverState } from '../../store/kept-waiver.ts'
import type { Judged } from '../judging/judges.ts'
import { renewEnded } from './in-force.ts'
import { keptIn, viewOf, type WaiverView } from './kept-waiver.ts'
import { judgedIn } from './waiver-deps.ts'

interface Deps {
  readonly store: Pick<Store, 'waivers' | 'audit'>
  readonly now: () => number
}

/**
 * Ends what a recorded decision makes lapse: waivers of its launch whose requirement falls short in something that nobody accepted. What
 * was recorded before a waiver was asked for says nothing of it, however late it is looked at.
 */
export async function lapseBy(
  { decision, sequence }: Pick<RecordedDecision, 'decision' | 'sequence'>,
  deps: Deps,
): Promise<readonly WaiverView[]> {
  const ended: WaiverView[] = []
  for await (const request of openRequests(deps.store, decision.launch.id)) {
    if (sequence <= keptIn(request).since) continue
    const view = await endedBy(request, decision, deps)
    if (view) ended.push(view)
  }
  return ended
}

/**
 * Ends what decisions make lapse that are not recorded yet, and then has what judges say so: nothing may go by a waiver that was
 * approved for another shortfall, or that ended elsewhere. Says whether anything does; then the launches are to be judged again.
 */
export async function endLapsed(
  judged: Pick<Judged, 'decisions' | 'set'>,
  deps: Deps & Pick<Parameters<typeof renewEnded>[1], 'commitments'>,
): Promise<boolean> {
  let isAny = false
  for (const decision of judged.decisions)
    if ((await lapseBy({ decision, sequence: Number.MAX_SAFE_INTEGER }, deps)).length > 0) isAny = true
  if (!isAny) return renewEnded(judged, deps)
  await deps.commitments.refresh()
  return true
}

/** Ends waivers whose last day (UTC) is over, asked for or in force. */
export async function expireWaivers(deps: Deps): Promise<readonly WaiverView[]> {
  const ended: WaiverView[] = []
  for await (const request of openRequests(deps.store)) {
    const view = isOver(request, deps.now()) ? await end(request, { state: 'expired', because: 'its last day is over' }, deps) : undefined
    if (view) ended.push(view)
  }
  return ended
}

/** The facts of gaps in a decision that nobody accepted with a waiver; undefined where its requirement is not judged there. */
export function gapsBeyond(request: WaiverRequest, decision: Decision): readonly string[] | undefined {
  const judged = judgedIn(decision, request.requirement)
  return judged && newGaps(keptIn(request).shortfall, shortfallOf(judged))
}

/** Ends a waiver that has expired, or that lapses by a decision; undefined where it goes on. */
export async function endedBy(request: WaiverRequest, decision: Decision, deps: Deps): Promise<WaiverView | undefined> {
  if (isOver(request, deps.now())) return end(request, { state: 'expired', because: 'its last day is over' }, deps)
  const gaps = gapsBeyond(request, decision)
  if (gaps?.length === 0) return undefined
  const because = gaps ? `the requirement falls short in something else: ${gaps.join(', ')}` : 'the requirement is not judged any more'
  return end(request, { state: 'lapsed', because, decision: decision.digest }, deps)
}

/** Open requests of a launch or of all, each as it is when it is looked at. */
export async function* openRequests({ waivers }: Pick<Store, 'waivers'>, launch?: string): AsyncGenerator<WaiverRequest> {
  let after: string | undefined
  do {
    const page: readonly WaiverRequest[] = await waivers.list({
      state: ['requested', 'in-force'],
      limit: 200,
      ...(launch !== undefined && { launch }),
      ...(after !== undefined && { after }),
    })
    yield* page
    after = page.length === 200 ? page.at(-1)?.id : undefined
  } while (after !== undefined)
}

function isOver(request: WaiverRequest, now: number): boolean {
  const last = readDate(keptIn(request).waiver.expires)
  return !last.ok || dayOfInstant(now) > last.value.day
}

interface End {
  readonly state: Extract<WaiverState, 'expired' | 'lapsed'>
  readonly because: string
  readonly decision?: string
}

/** Ends a waiver once, whichever replica sees it first; undefined where somebody else ended it. */
async function end(seen: WaiverRequest, { state, because, decision }: End, { store, now }: Deps): Promise<WaiverView | undefined> {
  for (let request: WaiverRequest | undefined = seen; request && isOpen(request); request = await store.waivers.get(seen.id)) {
    const document = JSON.stringify({ ...keptIn(request), ended: { at: formatInstant(now()), because } })
    if (!(await store.waivers.change(request.id, request.version, { state, document }))) continue
    const detail = { state, because, version: request.version + 1, ...(decision !== undefined && { decision }) }
    await store.audit.add({ actor: 'service', action: `waiver.${state}`, target: `waiver/${request.id}`, detail })
    const after = await store.waivers.get(request.id)
    return after && viewOf(after)
  }
  return undefined
}
