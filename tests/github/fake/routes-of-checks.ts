import { checkRunBody } from './bodies-of-work.ts'
import { type Answer, type Call, found, type Handler, ok, paged, Refusal, textOf } from './call.ts'
import { commitOf } from './git-objects.ts'
import { createCheckRun } from './repository.ts'
import type { App, CheckRun } from './world.ts'

const numberOf = (call: Call, name: string): number => Number(call.params[name])
function ownApp(call: Call): App {
  if (call.actor.app === undefined) throw new Refusal(403, 'You must authenticate via a GitHub App.')
  return call.actor.app
}

/** Takes what a create or an update says into a check run; annotations are added to those before. */
function take(call: Call, run: CheckRun): void {
  const { body } = call
  const output = (body['output'] ?? {}) as Readonly<Record<string, unknown>>
  run.name = textOf(body['name']) ?? run.name
  run.conclusion = textOf(body['conclusion']) ?? run.conclusion
  run.status = run.conclusion === null ? (textOf(body['status']) ?? run.status) : 'completed'
  run.startedAt = textOf(body['started_at']) ?? run.startedAt
  run.externalId = textOf(body['external_id']) ?? run.externalId
  run.detailsUrl = textOf(body['details_url']) ?? run.detailsUrl
  run.completedAt = textOf(body['completed_at']) ?? (run.status === 'completed' ? (run.completedAt ?? call.world.now()) : null)
  run.title = textOf(output['title']) ?? run.title
  run.summary = textOf(output['summary']) ?? run.summary
  run.text = textOf(output['text']) ?? run.text
  if (Array.isArray(output['annotations'])) run.annotations.push(...output['annotations'])
  if (Array.isArray(body['actions'])) run.actions = body['actions']
}

function createCheck(call: Call): Answer {
  const { repository, world, body } = call
  const app = ownApp(call)
  const headSha = String(body['head_sha'])
  if (commitOf(repository.objects, headSha) === undefined) throw new Refusal(422, `No commit found for SHA: ${headSha}`)
  const run = createCheckRun(world, repository, app, headSha)
  take(call, run)
  return { status: 201, body: checkRunBody(call.api, repository, run) }
}

function updateCheck(call: Call): Answer {
  const run = found(call.repository.checkRuns.get(numberOf(call, 'check_run_id')))
  if (run.app !== ownApp(call))
    throw new Refusal(403, `Invalid app_id \`${run.app.id}\` - check run can only be modified by the GitHub App that created it.`)
  take(call, run)
  return ok(checkRunBody(call.api, call.repository, run))
}

function listChecks(call: Call): Answer {
  const { repository, query, api } = call
  const sha = repository.resolve(call.params['ref'] ?? '')
  if (sha === undefined) throw new Refusal(422, `No commit found for SHA: ${call.params['ref']}`)
  const runs = [...repository.checkRuns.values()]
    .reverse()
    .filter((run) => run.headSha === sha)
    .filter((run) => !query.has('check_name') || run.name === query.get('check_name'))
    .filter((run) => !query.has('status') || run.status === query.get('status'))
    .filter((run) => !query.has('app_id') || run.app.id === Number(query.get('app_id')))
  const latest = runs.filter((run, at) => runs.findIndex((other) => other.name === run.name && other.app === run.app) === at)
  const chosen = query.get('filter') === 'all' ? runs : latest
  const { items, headers } = paged(call, chosen)
  return ok({ total_count: chosen.length, check_runs: items.map((run) => checkRunBody(api, repository, run)) }, headers)
}

export const checkRoutes: Readonly<Record<string, Handler>> = {
  'checks/create': createCheck,
  'checks/update': updateCheck,
  'checks/get': (call) => ok(checkRunBody(call.api, call.repository, found(call.repository.checkRuns.get(numberOf(call, 'check_run_id'))))),
  'checks/list-for-ref': listChecks,
}
