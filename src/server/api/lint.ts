import { momentOf } from '../clock.ts'
import { checkBody, jsonOf } from '../endpoints/reading.ts'
import { type Answer, type Asked, jsonAnswer } from '../exchange.ts'
import { refuseTooManyWords } from '../judging/words.ts'
import type { ApiDeps } from './deps.ts'
import { knownOnly } from './queries.ts'

interface LintRequest {
  readonly documents: readonly { readonly file: string; readonly text: string }[]
  readonly alone?: boolean
}

/** `POST /v1/lint`: mistakes in files are the answer here, whatever they are. */
export async function lint({ query, body }: Asked, { commitments, judges, limits, now }: ApiDeps): Promise<Answer> {
  knownOnly(query, [])
  const data = jsonOf(body)
  checkBody('LintRequest', data)
  const { documents, alone = false } = data as LintRequest
  refuseTooManyWords(documents, limits.words)
  const set = alone ? undefined : commitments.standing().set
  const { diagnostics } = await judges.judge(set, { kind: 'lint', documents, now: momentOf(now()) })
  return jsonAnswer({ diagnostics, files: documents.length })
}
