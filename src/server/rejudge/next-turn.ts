import { turningPoints } from '../../authoring/turning-points.ts'
import type { PreparedJudge } from '../../engine/judge.ts'
import type { World } from '../../world/world.ts'

/** The next moment at which the clock alone may change how a launch comes out, in milliseconds; undefined where there is none. */
export function nextTurn(
  { plan: { linked } }: PreparedJudge,
  { launch, facts }: World['launches'][number],
  now: number,
): number | undefined {
  if (!launch) return undefined
  return turningPoints({ linked, launch, facts }).find((point) => point > now)
}
