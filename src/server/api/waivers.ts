import { waiverStates } from '../../store/kept-waiver.ts'
import { checkBody, jsonOf } from '../endpoints/reading.ts'
import { type Answer, type Asked, jsonAnswer } from '../exchange.ts'
import { ProblemError } from '../problem.ts'
import { answerWaiver } from '../waivers/answer.ts'
import { askWaiver } from '../waivers/ask.ts'
import type { WaiverView } from '../waivers/kept-waiver.ts'
import { getWaiver, listWaivers } from '../waivers/list.ts'
import type { WaiverDeps } from '../waivers/waiver-deps.ts'
import type { ApiDeps } from './deps.ts'
import { keyed } from './keyed.ts'
import { knownOnly, limitOf, textOf } from './queries.ts'

/** `GET /v1/waivers`. */
export async function list({ caller, query }: Asked, { store }: ApiDeps): Promise<Answer> {
  knownOnly(query, ['launch', 'state', 'limit', 'after'])
  const [launch, state, after] = ['launch', 'state', 'after'].map((name) => textOf(query, name))
  const known = waiverStates.find((name) => name === state)
  if (state !== undefined && !known)
    throw new ProblemError('bad-request', '`state` is none that waivers have', { hint: `there are: ${waiverStates.join(', ')}` })
  const wanted = {
    limit: limitOf(query),
    ...(launch !== undefined && { launch }),
    ...(known && { state: known }),
    ...(after !== undefined && { after }),
  }
  return jsonAnswer(await listWaivers(caller, wanted, { store }))
}

/** `GET /v1/waivers/{id}`. */
export async function get({ caller, params, query }: Asked, { store }: ApiDeps): Promise<Answer> {
  knownOnly(query, [])
  return jsonAnswer(await getWaiver(caller, params['id'] ?? '', { store }))
}

/** `POST /v1/waivers`. */
export async function ask(asked: Asked, deps: ApiDeps): Promise<Answer> {
  knownOnly(asked.query, [])
  const body = jsonOf(asked.body)
  checkBody('WaiverRequest', body)
  return keyed(asked, deps, async () => {
    const waiver = await askWaiver(asked.caller, body, waiverDeps(deps))
    return jsonAnswer(waiver, { status: 201, headers: { Location: `/v1/waivers/${waiver.id}` } })
  })
}

/** `POST /v1/waivers/{id}/answers`. */
export async function answer({ caller, params, query, body: sent }: Asked, deps: ApiDeps): Promise<Answer> {
  knownOnly(query, [])
  const body = jsonOf(sent)
  checkBody('WaiverAnswer', body)
  const waiver: WaiverView = await answerWaiver(caller, params['id'] ?? '', body, waiverDeps(deps))
  // Who approves sees the launch judged by it next.
  await deps.commitments.refresh()
  deps.onWaiver(waiver)
  return jsonAnswer(waiver)
}

function waiverDeps({ store, who, now, commitments }: ApiDeps): WaiverDeps {
  const { set, problem } = commitments.standing()
  if (!set)
    throw new ProblemError('degraded', 'the service has no commitments by which a waiver could be judged', {
      ...(problem && { diagnostics: problem.diagnostics }),
    })
  return { store, who, now, rules: set.side }
}
