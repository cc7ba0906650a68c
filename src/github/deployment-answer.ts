import type { GitHub } from './client.ts'
import type { Answered, GateAnswer, GatePlace } from './gate-answer.ts'
import type { Reply } from './reply.ts'

/** Tells how a deployment stands without deciding it. GitHub takes ten of these for one deployment. */
export function reportOnDeployment(github: GitHub, { run, environment }: GatePlace, comment: string): Promise<Reply<void>> {
  return post(github, run, { environment_name: environment, comment })
}

/**
 * Decides a deployment. GitHub says 422 of one that is decided, and of much else; and an answer can be lost on its way. So what was
 * not plainly taken is looked up: only one of the answers that we `sent`, found in the record of the run, counts as taken before.
 */
export async function answerDeployment(
  github: GitHub,
  place: GatePlace,
  answer: GateAnswer,
  sent: readonly GateAnswer[],
): Promise<Reply<Answered>> {
  const { run, environment } = place
  const reply = await post(github, run, { environment_name: environment, state: answer.state, comment: answer.comment })
  if (reply.ok) return { ok: true, value: { how: 'taken', answer } }
  const { kind } = reply.problem
  if (kind !== 'refused' && kind !== 'unreachable' && kind !== 'unreadable' && kind !== 'not-found') return reply
  const found = await sentBefore(github, place, [answer, ...sent])
  if (!found.ok) return reply
  if (found.value) return { ok: true, value: { how: 'before', answer: found.value } }
  const state = await isOver(github, run)
  return state.ok && state.value ? { ok: true, value: { how: 'over' } } : reply
}

type Body = { readonly environment_name: string; readonly comment: string; readonly state?: GateAnswer['state'] }

function post(github: GitHub, run: number, { environment_name, comment, state }: Body): Promise<Reply<void>> {
  const { owner, repo } = github
  return github.ask(async (request) => {
    const given = { owner, repo, run_id: run, environment_name, comment, ...(state && { state }) }
    const { status } = await request('POST /repos/{owner}/{repo}/actions/runs/{run_id}/deployment_protection_rule', given)
    // What answers in the place of GitHub, such as a proxy that wants a login, has decided nothing.
    if (Number(status) !== 204) throw new TypeError(`the status is ${status}, not 204`)
  })
}

/** Earlier runs of the same number have left theirs, too: only the comment tells them from ours. */
function sentBefore(github: GitHub, { run, environment }: GatePlace, sent: readonly GateAnswer[]): Promise<Reply<GateAnswer | undefined>> {
  const { owner, repo } = github
  return github.ask(async (request) => {
    const { data } = await request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals', { owner, repo, run_id: run })
    if (!Array.isArray(data)) throw new TypeError('it is not a list of reviews')
    const own = data.filter((review) => review.environments.some(({ name }) => name === environment))
    return sent.find(({ state, comment }) => own.some((review) => review.state === state && sameText(review.comment, comment)))
  })
}

function isOver(github: GitHub, run: number): Promise<Reply<boolean>> {
  const { owner, repo } = github
  return github.ask(async (request) => {
    const { data } = await request('GET /repos/{owner}/{repo}/actions/runs/{run_id}', { owner, repo, run_id: run })
    if (data.id !== run) throw new TypeError('it is another run')
    return data.status === 'completed'
  })
}

function sameText(a: unknown, b: string): boolean {
  return typeof a === 'string' && a.replaceAll('\r\n', '\n').trim() === b.trim()
}
