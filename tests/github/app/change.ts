import { config, good, launch, promise } from '../../action/documents.ts'
import { pullRequestEvent } from '../events.ts'
import type { CheckRun } from '../fake/world.ts'
import type { AppStage } from './stage.ts'

export const files = {
  'rules/promise.yaml': promise(4.2),
  'onlyif.yaml': config('trustedBranches: [release]'),
  'launch.yaml': launch('a', good),
}

export function last(place: AppStage): CheckRun {
  const run = [...place.repository.checkRuns.values()].at(-1)
  if (!run) throw new Error('there is no check')
  return run
}

export async function change(place: AppStage, facts: string, base = 'main') {
  place.repository.branch('change', base)
  place.repository.commit({ branch: 'change', files: { 'launch.yaml': launch('a', facts) } })
  const pull = place.repository.openPullRequest({ head: 'change', base })
  await place.sendEvent(pullRequestEvent(place.fake, place.repository, pull))
  const thrown = await place.work()
  return { pull, thrown }
}

export const labels = (run: CheckRun): unknown[] => run.actions.map((item) => item['label'])
