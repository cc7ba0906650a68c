import { closesGate, verdictOf } from '../../report/gate-verdict.ts'
import type { JudgedWorld } from '../../world/judged-world.ts'
import type { EnvironmentSettings } from './app-settings.ts'

/** How a deployment stands after a judgement: `undecided` is answered with a no. */
export type DeploymentStanding = 'approved' | 'rejected' | 'waiting' | 'undecided'

/** Says how a deployment stands. What would wait is rejected where it has waited as long as it may. */
export function standingOf(
  judged: JudgedWorld,
  { onNoGo = 'reject', isLast }: Pick<EnvironmentSettings, 'onNoGo'> & { readonly isLast: boolean },
): DeploymentStanding {
  if (verdictOf(judged) === 'undecided') return 'undecided'
  if (!closesGate(judged)) return 'approved'
  const isNoGo = judged.decisions.some((decision) => decision.blocked && decision.verdict !== 'hold')
  return isLast || (isNoGo && onNoGo === 'reject') ? 'rejected' : 'waiting'
}
