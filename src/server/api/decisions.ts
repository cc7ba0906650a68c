import { optional } from '../../model/fields.ts'
import type { Format } from '../../report/formats.ts'
import { report } from '../../report/reporters.ts'
import type { Query } from '../../store/index.ts'
import { permit, readable } from '../auth/rights.ts'
import { readMoment } from '../clock.ts'
import { decisionTypes } from '../endpoints/decision-endpoints.ts'
import { type Answer, type Asked, jsonAnswer } from '../exchange.ts'
import { ProblemError } from '../problem.ts'
import { preferred } from './accept.ts'
import type { ApiDeps } from './deps.ts'
import { pageOfDecisions } from './pages.ts'
import { knownOnly, limitOf, sequenceOf, textOf } from './queries.ts'

const verdicts = ['go', 'conditional-go', 'hold', 'no-go'] as const

/** `GET /v1/decisions`. */
export async function listDecisions({ caller, query }: Asked, { store }: ApiDeps): Promise<Answer> {
  knownOnly(query, ['launch', 'product', 'verdict', 'owner', 'from', 'to', 'limit', 'after'])
  return jsonAnswer(await pageOfDecisions(filterOf(query), { limit: limitOf(query), caller, store }))
}

function filterOf(query: URLSearchParams): Query {
  const verdict = query.get('verdict')
  const known = verdicts.find((item) => item === verdict)
  if (verdict !== null && known === undefined)
    throw new ProblemError('bad-request', '`verdict` is `go`, `conditional-go`, `hold` or `no-go`')
  const text = (name: 'launch' | 'product' | 'owner'): Query => optional(name, textOf(query, name))
  const moment = (name: 'from' | 'to'): Query => {
    const value = query.get(name)
    return value === null ? {} : { [name]: readMoment(name, value) }
  }
  const after = sequenceOf(query, 'after')
  return {
    ...{ ...text('launch'), ...text('product'), ...text('owner'), ...moment('from'), ...moment('to') },
    ...(known && { verdict: known }),
    ...(after !== undefined && { after }),
  }
}

/** `GET /v1/decisions/{digest}`: whatever form is asked for, it is of the same record. */
export async function getDecision({ caller, params, query, header }: Asked, { store }: ApiDeps): Promise<Answer> {
  knownOnly(query, [])
  const digest = params['digest'] ?? ''
  const type = preferred(header('accept'), Object.keys(decisionTypes))
  const recorded = await store.get(digest)
  const launch = recorded && { id: recorded.recorded.launch, product: recorded.recorded.product }
  // Who may not see it is not told that it is there.
  if (!recorded || !launch || !readable(caller)(launch))
    throw new ProblemError('not-found', 'no such decision is recorded', { hint: '`GET /v1/decisions` lists them' })
  permit(caller, 'decisions.read', launch)
  const format: Format = decisionTypes[type as keyof typeof decisionTypes]
  return {
    status: 200,
    type: format === 'json' ? type : `${type}; charset=utf-8`,
    etag: format === 'json' ? digest : `${digest}-${format}`,
    headers: { 'Onlyif-Sequence': String(recorded.sequence), Vary: 'Accept' },
    body: report([recorded.decision], { format }),
  }
}

/** The last entry about a launch, or a `not-found`. */
export async function lastEntryOf(asked: Pick<Asked, 'caller' | 'params'>, { store }: ApiDeps) {
  const id = asked.params['id'] ?? ''
  const [last] = (await store.history(id, { limit: 1 })).entries
  if (!last || !readable(asked.caller)({ id, product: last.recorded.product }))
    throw new ProblemError('not-found', 'no such launch was ever judged here', { hint: '`GET /v1/launches` lists them' })
  return last
}
