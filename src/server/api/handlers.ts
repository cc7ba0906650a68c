import type { EndpointId } from '../endpoints/endpoints.ts'
import { type Handler, jsonAnswer } from '../exchange.ts'
import type { Metrics } from '../metrics.ts'
import type { Readiness } from '../readiness.ts'
import { getCommitments } from './commitments.ts'
import { decide } from './decide.ts'
import { getDecision, listDecisions } from './decisions.ts'
import type { ApiDeps } from './deps.ts'
import { getLaunch, getLaunchHistory, listLaunches } from './launches.ts'
import { lint } from './lint.ts'
import { verify } from './verify.ts'
import * as waivers from './waivers.ts'

export interface HandlerDeps extends ApiDeps {
  readonly metrics: Metrics
  /** What it says of its health; more to who may read. */
  readonly readiness: (toReader: boolean) => Promise<Readiness>
}

/** What answers each endpoint. */
export function handlersOf(deps: HandlerDeps): Readonly<Record<EndpointId, Handler>> {
  return {
    decide: (asked) => decide(asked, deps),
    listDecisions: (asked) => listDecisions(asked, deps),
    getDecision: (asked) => getDecision(asked, deps),
    listLaunches: (asked) => listLaunches(asked, deps),
    getLaunch: (asked) => getLaunch(asked, deps),
    getLaunchHistory: (asked) => getLaunchHistory(asked, deps),
    getCommitments: (asked) => getCommitments(asked, deps),
    listWaivers: (asked) => waivers.list(asked, deps),
    askWaiver: (asked) => waivers.ask(asked, deps),
    getWaiver: (asked) => waivers.get(asked, deps),
    answerWaiver: (asked) => waivers.answer(asked, deps),
    lint: (asked) => lint(asked, deps),
    verify: (asked) => verify(asked, deps),
    health: async () => jsonAnswer({ status: 'alive' }),
    readiness: async ({ caller }) => {
      const { isReady, told } = await deps.readiness(caller.scopes.has('read'))
      return jsonAnswer(told, { status: isReady ? 200 : 503 })
    },
    metrics: async () => ({ status: 200, type: deps.metrics.type, body: await deps.metrics.text() }),
  }
}
