import type { InstalledPlace } from '../../github/payload.ts'
import type { Circumstances } from '../../store/index.ts'
import { keptOf } from '../../world/kept.ts'
import type { Judgement } from './judging.ts'
import type { Gate } from './settings.ts'

/** Why a commit was judged. */
export interface Occasion extends InstalledPlace {
  readonly gate: 'deployment-rule' | 'check-run'
  /** The same for the same question; a decision is recorded once for it. */
  readonly key: string
  readonly runUrl?: string
  readonly actor?: string
  readonly labels: Readonly<Record<string, string>>
}

const keepFor = 40 * 86_400_000

/** Records every decision of a judgement with all that it rests on. Resolves only after they are on disk. */
export async function record(gate: Gate, judgement: Judgement, occasion: Occasion): Promise<void> {
  const { world, decisions, trusted, head } = judgement
  const { owner, repo, installation, labels, runUrl, actor } = occasion
  const circumstances: Circumstances = {
    gate: occasion.gate,
    nowFrom: 'clock',
    dryRun: false,
    commit: head,
    trustedRef: `${trusted.branch}@${trusted.commit}`,
    ...(runUrl !== undefined && { runUrl }),
    ...(actor !== undefined && { actor }),
    labels: { repository: `${owner}/${repo}`, installation: String(installation), ...labels },
  }
  await Promise.all(
    decisions.map(async (decision) => {
      const launch = world.launches.find(({ name }) => name === decision.launch.id)
      if (!launch) throw new Error(`the launch of the decision ${decision.digest} is not in its world`)
      const key = { key: `github/${occasion.key}/${decision.digest}`, fingerprint: decision.digest, keepFor }
      await gate.store.append({ decision, circumstances, ...keptOf(world, launch), key })
    }),
  )
}
