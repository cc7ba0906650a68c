import { type GitHub, isObjectId } from './client.ts'
import { dataOf, type InstalledPlace, nameIn, numberIn, placeOf } from './payload.ts'
import type { Reply } from './reply.ts'

/** A workflow run that waits for something. */
export interface WaitingRun {
  readonly run: number
  readonly sha: string
  readonly event: string
}

/** An environment that a run waits for, and the deployment that is to go there. */
export interface WaitingFor {
  readonly environment: string
  readonly deployment: number
  /** In milliseconds since 1970. */
  readonly since?: number
}

/** Events whose runs name the commit that they deploy; those of other events may name another. */
const plainEvents: ReadonlySet<string> = new Set(['push', 'release', 'workflow_dispatch', 'schedule'])

const perPage = 100
const mostPages = 5

/** The installations of the App that are not suspended. */
export function installationsOf(app: GitHub): Promise<Reply<readonly number[]>> {
  return app.ask(async (request) => {
    const found: number[] = []
    for (let page = 1; page <= mostPages; page++) {
      const { data } = await request('GET /app/installations', { per_page: perPage, page })
      if (!Array.isArray(data)) throw new TypeError('it is not a list of installations')
      found.push(...data.flatMap((item) => (item.suspended_at ? [] : (numberIn(item.id) ?? []))))
      if (data.length < perPage) break
    }
    return found
  })
}

/** The repositories that a token of an installation reaches. */
export function repositoriesOf(github: GitHub, installation: number): Promise<Reply<readonly InstalledPlace[]>> {
  return github.ask(async (request) => {
    const found: InstalledPlace[] = []
    for (let page = 1; page <= mostPages; page++) {
      const { data } = await request('GET /installation/repositories', { per_page: perPage, page })
      if (!Array.isArray(data.repositories)) throw new TypeError('it is not a list of repositories')
      for (const repository of data.repositories) {
        const place = placeOf({ repository, installation: { id: installation } })
        if (place) found.push(place)
      }
      if (data.repositories.length < perPage) break
    }
    return found
  })
}

/** Runs of a repository that wait, the newest first, where it is plain which commit they deploy. */
export function waitingRuns(github: GitHub): Promise<Reply<readonly WaitingRun[]>> {
  const { owner, repo } = github
  return github.ask(async (request) => {
    const { data } = await request('GET /repos/{owner}/{repo}/actions/runs', { owner, repo, status: 'waiting', per_page: perPage })
    if (!Array.isArray(data.workflow_runs)) throw new TypeError('it is not a list of runs')
    return data.workflow_runs.flatMap(({ id, head_sha: sha, event }) => {
      const run = numberIn(id)
      return run !== undefined && isObjectId(sha) && plainEvents.has(event) ? [{ run, sha, event }] : []
    })
  })
}

/**
 * What a run waits for, as far as it can be told without its webhook: environments with exactly one deployment of the commit of the
 * run. Where several could be meant, or none is of that commit, what would be judged is not known, and nothing is said.
 */
export function waitingFor(github: GitHub, { run, sha }: WaitingRun): Promise<Reply<readonly WaitingFor[]>> {
  const { owner, repo } = github
  return github.ask(async (request) => {
    const { data } = await request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments', { owner, repo, run_id: run })
    if (!Array.isArray(data)) throw new TypeError('it is not a list of environments')
    const found: WaitingFor[] = []
    for (const { environment: named } of data) {
      const environment = nameIn(dataOf(named)['name'])
      if (environment === undefined) continue
      const { data: deployments } = await request('GET /repos/{owner}/{repo}/deployments', { owner, repo, sha, environment, per_page: 2 })
      const [only, other] = deployments
      const deployment = numberIn(only?.id)
      if (deployment !== undefined && !other && only?.sha === sha && only.environment === environment)
        found.push({ environment, deployment })
    }
    return found
  })
}
