import { checksOfSuite } from '../../github/check-run.ts'
import { type CheckRequest, judgeAgain, readWebhook, type SuiteRequest, type Webhook } from '../../github/webhook.ts'
import { holdDeployment, keepRequest, stateOf } from './deployment-state.ts'
import { type Gate, queueNames } from './settings.ts'

/**
 * Does what a webhook that was kept asks for: mostly, it asks for further work. Doing it twice is doing it once. Throws where trying
 * again may help.
 */
export async function workOnDelivery(gate: Gate, id: string): Promise<void> {
  const { deliveries } = gate.store
  const delivery = await deliveries.get(id)
  if (delivery?.state !== 'received') return
  const reading = readWebhook(delivery.event, parsed(delivery.payload), gate.settings)
  if (!reading.ok) {
    gate.log('error', 'a webhook cannot be read', { delivery: id, event: delivery.event, why: reading.message })
    return deliveries.failed(id, reading.message)
  }
  await dispatch(gate, reading.value, delivery.receivedAt)
  await deliveries.handled(id)
}

async function dispatch(gate: Gate, webhook: Webhook, receivedAt: number): Promise<void> {
  const { jobs } = gate.store
  switch (webhook.kind) {
    case 'nothing':
      return
    case 'deployment': {
      const key = await keepRequest(gate.store, webhook.request, receivedAt)
      await jobs.add({ queue: queueNames.deployment, key, payload: key })
      return
    }
    case 'check': {
      if (gate.settings.checks) await askForCheck(gate, webhook.request)
      return
    }
    case 'suite':
      if (gate.settings.checks) await askForSuite(gate, webhook.request)
      return
    case 'push':
      await rejudgeWaiting(gate, { repository: String(webhook.repositoryId) })
      return
    case 'installation':
      gate.access.forget(webhook.installation)
      if (webhook.isGone) await forgetWaiting(gate, webhook.installation)
      else await rejudgeWaiting(gate, { installation: webhook.installation })
  }
}

/** Asks for a commit to be judged, by each who pressed a button on their own. */
export async function askForCheck({ store: { jobs } }: Pick<Gate, 'store'>, request: CheckRequest): Promise<void> {
  const { installation, repositoryId, head, base, pressed } = request
  const key = JSON.stringify([installation, repositoryId, head, base, ...(pressed ? [pressed.button, pressed.by] : [])])
  await jobs.add({ queue: queueNames.check, key, payload: JSON.stringify(request) })
}

/** As if each check of the suite had been asked for again. */
async function askForSuite(gate: Gate, { head, suite, by, ...place }: SuiteRequest): Promise<void> {
  const { appId } = gate.settings
  // The permissions of the work that follows, so that it finds the token.
  const github = await gate.access.asInstalled(place, { checks: 'write', contents: 'read' })
  const checks = github.ok ? await checksOfSuite(github.value, { head, suite, appId }) : github
  if (!checks.ok) {
    gate.access.forget(place.installation)
    throw new Error(`the checks of a suite cannot be listed: ${checks.problem.message}`)
  }
  for (const check of checks.value) await askForCheck(gate, { ...place, head, ...check, pressed: { button: judgeAgain, by } })
}

/** Which deployments that wait are judged again; each that is not named, all. */
export interface Waiting {
  /** The id of the repository, as text. */
  readonly repository?: string
  readonly installation?: number
  /** Those that were last judged before this moment. */
  readonly judgedBefore?: number
}

/** Asks for deployments that wait to be judged again. Gives how many. */
export async function rejudgeWaiting(gate: Gate, waiting: Waiting): Promise<number> {
  let count = 0
  for await (const id of waitingIds(gate, waiting)) {
    await gate.store.jobs.add({ queue: queueNames.deployment, key: id, payload: id })
    count += 1
  }
  return count
}

/** An App that was taken away can answer nothing any more. */
async function forgetWaiting(gate: Gate, installation: number): Promise<void> {
  for await (const id of waitingIds(gate, { installation })) await (await holdDeployment(gate.store, id))?.save({ end: 'forgotten' })
}

async function* waitingIds({ store: { deployments } }: Gate, { repository, installation, judgedBefore }: Waiting): AsyncGenerator<string> {
  let after: string | undefined
  for (;;) {
    const rows = await deployments.waiting({ ...(repository !== undefined && { repository }), ...(after !== undefined && { after }) })
    for (const { id, document } of rows) {
      const { request, judgedAt } = stateOf(document)
      if (installation !== undefined && request.installation !== installation) continue
      if (judgedBefore === undefined || judgedAt === undefined || judgedAt <= judgedBefore) yield id
    }
    const last = rows.at(-1)
    if (!last) return
    after = last.id
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
