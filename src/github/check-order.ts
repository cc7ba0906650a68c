import { type CheckRun, type PublishedCheck, publishCheck, rewriteCheck } from './check-run.ts'
import type { GitHub } from './client.ts'
import type { Reply } from './reply.ts'

/** What a run that began later has written for the same commit. */
interface Newer {
  readonly startedAt: string
  readonly conclusion: CheckRun['conclusion']
  readonly title: string
  readonly summary: string
}

/**
 * Writes a check run, unless one of the same gate that began later is there. GitHub goes by the one that was written last, and runs
 * for one commit end in any order. Where a later one was written at the same moment, this one says the same as that in the end.
 * `gate` is how the external ids of the gate end; the check says when it `startedAt`.
 */
export async function publishInOrder(
  github: GitHub,
  check: CheckRun & { readonly startedAt: string },
  gate: string,
): Promise<Reply<PublishedCheck | 'overtaken'>> {
  // Where GitHub does not say what is there, telling is better than silence.
  const before = await newerCheck(github, check, gate)
  if (before.ok && before.value) return { ok: true, value: 'overtaken' }
  const written = await publishCheck(github, check)
  if (!written.ok) return written
  const after = await newerCheck(github, check, gate)
  if (!after.ok || !after.value) return written
  const { conclusion, title, summary } = after.value
  const reply = await rewriteCheck(github, written.value.id, { ...check, conclusion, title, summary })
  return reply.ok ? { ok: true, value: 'overtaken' } : reply
}

function newerCheck(
  github: GitHub,
  { name, headSha, startedAt }: CheckRun & { readonly startedAt: string },
  gate: string,
): Promise<Reply<Newer | undefined>> {
  const { owner, repo } = github
  return github.ask(async (request) => {
    const { data } = await request('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
      ...{ owner, repo, ref: headSha, check_name: name, filter: 'all', status: 'completed', per_page: 100 },
    })
    if (!Array.isArray(data.check_runs)) throw new TypeError('it is not a list of checks')
    const newer = data.check_runs.flatMap((run): Newer[] => {
      const { external_id: id, started_at: began, conclusion, output } = run
      const isNewer = id?.endsWith(gate) === true && began !== null && Date.parse(began) > Date.parse(startedAt)
      if (!isNewer || (conclusion !== 'success' && conclusion !== 'failure')) return []
      return [{ startedAt: began, conclusion, title: output.title ?? '', summary: output.summary ?? '' }]
    })
    return newer.sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt))[0]
  })
}
