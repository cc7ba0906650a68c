import { ProblemError } from '../problem.ts'

/** An answer to a waiver, as it was sent. */
export interface Answer {
  readonly answer: 'approve' | 'refuse' | 'withdraw'
  readonly decision: string
  readonly version: number
  readonly role?: string
  readonly because?: string
}

const answers = ['approve', 'refuse', 'withdraw'] as const
const known = new Set(['answer', 'decision', 'version', 'role', 'because'])
const mostCharacters = 2000

/** Reads an answer. Throws `bad-request` for anything that it does not understand: nothing is approved by a guess. */
export function readAnswer(body: unknown): Answer {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw wrong('an answer is an object')
  const given = body as Readonly<Record<string, unknown>>
  const stranger = Object.keys(given).find((key) => !known.has(key))
  if (stranger !== undefined) throw wrong(`an answer has no \`${stranger.slice(0, 40)}\``)
  const { decision, version, role, because } = given
  const answer = answers.find((name) => name === given['answer'])
  if (!answer) throw wrong('`answer` is not `approve`, `refuse` or `withdraw`')
  if (typeof decision !== 'string' || !/^sha256:[0-9a-f]{64}$/.test(decision)) throw wrong('`decision` is not the digest of a decision')
  if (typeof version !== 'number' || !Number.isSafeInteger(version)) throw wrong('`version` is not the number of a version')
  if (role !== undefined && (typeof role !== 'string' || role === '')) throw wrong('`role` is not the name of a role')
  if (because !== undefined && (typeof because !== 'string' || because.trim() === '' || because.length > mostCharacters))
    throw wrong(`\`because\` is not a text of 1 to ${mostCharacters} characters`)
  if (answer === 'refuse' && because === undefined) throw wrong('who refuses says `because`')
  return { answer, decision, version, ...(role !== undefined && { role }), ...(because !== undefined && { because }) }
}

function wrong(what: string): ProblemError {
  return new ProblemError('bad-request', what, {
    hint: 'say `answer`, the `decision` that you looked at and the `version` of the waiver; `role` and `because` where needed',
  })
}
