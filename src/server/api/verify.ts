import { judgeAgain } from '../../world/judge-again.ts'
import { permit, readable } from '../auth/rights.ts'
import { checkBody, jsonOf } from '../endpoints/reading.ts'
import { type Answer, type Asked, jsonAnswer } from '../exchange.ts'
import { ProblemError } from '../problem.ts'
import type { ApiDeps } from './deps.ts'
import { knownOnly } from './queries.ts'

/** `POST /v1/verify`: digest, place in the chain, and replay of one recorded decision. */
export async function verify({ caller, query, body }: Asked, { store }: ApiDeps): Promise<Answer> {
  knownOnly(query, [])
  const data = jsonOf(body)
  checkBody('VerifyRequest', data)
  const { digest } = data as { readonly digest: string }
  const found = await store.get(digest)
  const launch = found && { id: found.recorded.launch, product: found.recorded.product }
  if (!found || !launch || !readable(caller)(launch)) throw new ProblemError('not-found', 'no such decision is recorded')
  permit(caller, 'decisions.verify', launch)
  const { sequence, hash } = found
  const result = await store.verify({ from: sequence, to: sequence, judgeAgain })
  const isReplayable = result.replayed['not-replayable'] === 0
  return jsonAnswer({
    digest,
    sequence,
    hash,
    state: !result.isValid ? 'not-valid' : isReplayable ? 'valid' : 'valid-not-replayable',
    replayed: Object.entries(result.replayed).find(([, count]) => count > 0)?.[0] ?? 'not-replayable',
    faults: result.faults,
    notes: result.notes,
  })
}
