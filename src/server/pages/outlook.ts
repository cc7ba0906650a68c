import { defaultHorizon, forecastOf } from '../../authoring/forecast.ts'
import { dayOfInstant } from '../../model/date.ts'
import { isClosed } from '../../model/launch-end.ts'
import { link } from '../../model/link.ts'
import { type Explanation, explain } from '../../report/explain/explanation.ts'
import type { Store } from '../../store/index.ts'
import { keptTexts } from '../../store/inputs.ts'
import { outlookOf } from '../../web/outlook.ts'
import type { Outlook } from '../../web/page.ts'
import { rejoin } from '../../world/rejoin.ts'
import { momentOf } from '../clock.ts'
import type { Keeper } from '../commitments/keeper.ts'
import type { StandingSet } from '../commitments/standing-set.ts'
import { standingOf } from '../rejudge/last-decision.ts'

export interface OutlookDeps {
  readonly store: Store
  readonly commitments: Pick<Keeper, 'standing'>
  readonly now: () => number
}

/**
 * What the last decision about a launch will turn into if nothing is done: from the texts that were kept for it and what judges now.
 * Undefined for older decisions, for launches that are closed, and where a text was erased.
 */
export async function outlookOfDecision(digest: string, { store, commitments, now }: OutlookDeps): Promise<Outlook | undefined> {
  const found = await store.get(digest)
  const { set } = commitments.standing()
  if (!found || !set) return undefined
  const { launch, noExceptions } = found.decision
  if (isClosed(launch, dayOfInstant(now()))) return undefined
  const standing = await standingOf(store, launch.id)
  if (standing?.last.recorded.decision !== digest) return undefined
  const joined = await rejoin(set.side, launch.id, standing.inputs, keptTexts(store))
  const [own] = joined.ok ? joined.world.launches : []
  if (!own?.launch) return undefined
  const prepared = set.prepared(new Set([launch.id]), { now: momentOf(now()), noExceptions })
  const { judged } = prepared.open(own.launch, own.facts)
  if (!judged) return undefined
  const { clock } = judged.input
  return outlookOf(forecastOf({ judged, facts: own.facts, until: defaultHorizon(clock.now, clock.launchDay), noExceptions }))
}

const explained = new WeakMap<StandingSet, Explanation>()

/** What stands, in plain sentences, made once for each state of it. */
export function explanationOf({ commitments }: Pick<OutlookDeps, 'commitments'>): Explanation | undefined {
  const { set } = commitments.standing()
  if (!set) return undefined
  const { commitments: own, catalogs, mappings } = set.side
  const explanation = explained.get(set) ?? explain({ linked: link({ commitments: own, catalogs, mappings }), tests: [] })
  explained.set(set, explanation)
  return explanation
}
