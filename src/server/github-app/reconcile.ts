import { failedDeliveries, payloadOfDelivery } from '../../github/hook-deliveries.ts'
import type { InstalledPlace } from '../../github/payload.ts'
import { installationsOf, repositoriesOf, waitingFor, waitingRuns } from '../../github/waiting-runs.ts'
import { isHeeded } from '../../github/webhook.ts'
import { rejudgeWaiting } from './delivery-work.ts'
import { idOf, keepRequest } from './deployment-state.ts'
import { keepWebhook } from './receive.ts'
import { day, type Gate, queueNames } from './settings.ts'

/** What was found that nobody was at. */
export interface Reconciled {
  /** Webhooks that were received and never worked on. */
  readonly received: number
  /** Webhooks that GitHub could not deliver. */
  readonly missed: number
  /** Deployments that wait at GitHub, of which no webhook came. */
  readonly unheard: number
  /** Deployments that wait and were due to be judged again. */
  readonly rejudged: number
}

/** GitHub keeps deliveries for three days. */
const deliveriesFor = 3 * day
const settledFor = 90 * day
/** Repositories that are looked through for waiting runs at a time: each is a request, and GitHub counts them. */
export const mostRepositories = 60

/** Where looking through repositories goes on. */
export interface Tour {
  next: number
}

/** Takes up what was missed. To be called on start and every few minutes, by one replica or by all. Never throws for what GitHub says. */
export async function reconcile(gate: Gate, tour: Tour): Promise<Reconciled> {
  const { deployments } = gate.store
  const received = await workAgain(gate)
  const missed = await takeMissed(gate)
  const unheard = await takeUnheard(gate, tour)
  const rejudged = await rejudgeWaiting(gate, { judgedBefore: gate.now() - gate.settings.rejudgeMs })
  await deployments.dropSettled(gate.now() - settledFor)
  const found = { received, missed, unheard, rejudged }
  if (missed + unheard > 0) gate.log('warn', 'what was missed is taken up', found)
  return found
}

async function workAgain({ store: { deliveries, jobs } }: Gate): Promise<number> {
  const open = await deliveries.list({ state: 'received', limit: 1000 })
  for (const { id } of open) await jobs.add({ queue: queueNames.delivery, key: id, payload: id })
  return open.length
}

/** GitHub never delivers again by itself. What it asks of us is fetched instead, as it may not reach us any better the second time. */
async function takeMissed(gate: Gate): Promise<number> {
  const app = gate.access.asApp()
  const failed = await failedDeliveries(app, gate.now() - deliveriesFor)
  if (!failed.ok) return untold(gate, 'the deliveries of webhooks', failed.problem.message)
  let count = 0
  // The newest comes first, and is to be done last.
  for (const { id, guid, event } of [...failed.value].reverse()) {
    if (!isHeeded(event) || (await gate.store.deliveries.get(guid))) continue
    const payload = await payloadOfDelivery(app, id)
    if (!payload.ok) {
      untold(gate, 'a delivery of a webhook', payload.problem.message)
      continue
    }
    const { status } = await keepWebhook(gate, { id: guid, event, text: JSON.stringify(payload.value), payload: payload.value })
    if (status === 202) count += 1
  }
  return count
}

/** Runs that wait, of which GitHub never told, as while the App's address was wrong for more than three days. */
async function takeUnheard(gate: Gate, tour: Tour): Promise<number> {
  const installations = await installationsOf(gate.access.asApp())
  if (!installations.ok) return untold(gate, 'the installations', installations.problem.message)
  const places: InstalledPlace[] = []
  for (const installation of installations.value) {
    const github = await gate.access.asInstallation(installation, { actions: 'read' })
    const own = github.ok ? await repositoriesOf(github.value, installation) : github
    if (own.ok) places.push(...own.value)
    else untold(gate, 'the repositories of an installation', own.problem.message)
  }
  let count = 0
  for (const place of inTurn(places, tour)) count += await takeUnheardIn(gate, place)
  return count
}

/** The next repositories to be looked through. */
function inTurn(places: readonly InstalledPlace[], tour: Tour): readonly InstalledPlace[] {
  if (places.length <= mostRepositories) return places
  const from = tour.next % places.length
  tour.next = from + mostRepositories
  return [...places.slice(from), ...places.slice(0, from)].slice(0, mostRepositories)
}

async function takeUnheardIn(gate: Gate, place: InstalledPlace): Promise<number> {
  const github = await gate.access.asInstalled(place, { actions: 'read', deployments: 'read' })
  if (!github.ok) return untold(gate, 'a repository', github.problem.message)
  const runs = await waitingRuns(github.value)
  if (!runs.ok) return untold(gate, 'the runs that wait', runs.problem.message)
  let count = 0
  for (const run of runs.value) {
    const environments = await waitingFor(github.value, run)
    if (!environments.ok) {
      untold(gate, 'what a run waits for', environments.problem.message)
      continue
    }
    for (const waiting of environments.value) {
      const request = { ...place, ...waiting, run: run.run, sha: run.sha, event: run.event }
      if (await gate.store.deployments.get(idOf(request))) continue
      const id = await keepRequest(gate.store, request, gate.now())
      await gate.store.jobs.add({ queue: queueNames.deployment, key: id, payload: id })
      count += 1
    }
  }
  return count
}

function untold(gate: Gate, what: string, why: string): 0 {
  gate.log('warn', 'GitHub could not be asked for what was missed', { what, why })
  return 0
}
