import { editedLaunches, type ManifestEdit, manifestEdits } from '../../authoring/manifest-edits.ts'
import type { GitHub } from '../../github/client.ts'
import { commitReader } from '../../github/contents-source.ts'
import { mergeBase, tipOf } from '../../github/repository.ts'
import { editAlerts, notComparedAlert } from '../../report/check-page.ts'
import type { Alert } from '../../report/gate-page.ts'
import { loadHead } from '../../world/world.ts'
import { momentOf } from '../clock.ts'
import { judgeHere } from '../judging/files.ts'
import type { Judgement } from './judging.ts'

/** What a change does to manifests beside changing facts, for people to look at; never heeded for the conclusion. */
export async function editsTold(github: GitHub, judgement: Judgement, { base, now }: { base: string; now: number }): Promise<Alert[]> {
  try {
    const edits = await editsOf(github, judgement, { base, now })
    return typeof edits === 'string' ? [notComparedAlert(edits)] : editAlerts(edits)
  } catch (error) {
    return [notComparedAlert(`internal error: ${error instanceof Error ? error.message : String(error)}`)]
  }
}

async function editsOf(
  github: GitHub,
  judgement: Judgement,
  { base, now }: { readonly base: string; readonly now: number },
): Promise<readonly ManifestEdit[] | string> {
  const { trusted, head, side, world } = judgement
  const tip = trusted.branch === base ? ({ ok: true, value: trusted.commit } as const) : await tipOf(github, base)
  const from = tip.ok ? await mergeBase(github, tip.value, head) : tip
  if (!from.ok) return from.problem.message
  if (from.value === head) return []
  const reading = await commitReader(github)(from.value)
  if (!reading.ok) return reading.message
  const before = await loadHead(side, { trusted: trusted.source, head: reading.source })
  const { edited, others } = editedLaunches(before.launches, world.launches)
  const { decisions, undecided } = await judgeHere(
    { ...before, launches: edited },
    { now: momentOf(now), noExceptions: false, isPartial: true },
  )
  return manifestEdits({ decisions, undecided: [...undecided, ...others] }, judgement)
}
