import { errorsOf, type FormError } from '../../model/form.ts'
import { excerpt, quoted } from '../../model/wording.ts'
import { type FormWords, formWords } from '../form-words.ts'
import { ProblemError } from '../problem.ts'
import { type BodyForm, bodyForms } from './forms.ts'
import { repeatedKey } from './repeated-key.ts'

/**
 * Reads a body as JSON. Throws a `bad-request` that says where it is wrong. What `isDocument` says is read once more as a document is
 * left to that reading, which tells repeated keys with their place.
 */
export function jsonOf(body: Buffer, isDocument: (data: unknown) => boolean = () => false): unknown {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw new ProblemError('bad-request', 'the body is not UTF-8', { hint: 'send it as UTF-8' })
  }
  if (text.trim() === '') throw new ProblemError('bad-request', 'there is no body', { hint: 'send a JSON object' })
  const data = parsed(text)
  const repeated = isDocument(data) ? undefined : repeatedKey(text)
  if (repeated !== undefined)
    throw new ProblemError('bad-request', `the body has ${quoted(excerpt(repeated))} twice in one object`, {
      hint: 'leave one of them out',
    })
  return data
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    const detail = error instanceof Error ? error.message.replace(/^.*?JSON\.parse: /, '').slice(0, 200) : ''
    throw new ProblemError('bad-request', `the body is not JSON: ${detail}`, { hint: 'send one JSON object' })
  }
}

const mostErrors = 5

/** Holds data against the form of a body. Throws a `bad-request` that names what is wrong, by JSON Pointer (RFC 6901). */
export function checkBody(name: BodyForm, data: unknown): void {
  const errors = errorsOf(bodyForms, name, data)
  if (errors.length === 0) return
  const told = errors.slice(0, mostErrors).map(wordsOf)
  const more = errors.length > mostErrors ? `; and ${errors.length - mostErrors} more` : ''
  throw new ProblemError('bad-request', `${told.map(({ says }) => says).join('; ')}${more}`, { ...hintOf(told[0]?.hint) })
}

function hintOf(hint: string | undefined): { hint?: string } {
  return hint === undefined ? {} : { hint }
}

function wordsOf(error: FormError): FormWords {
  const { says, hint } = formWords(error)
  return { says: `${error.instancePath === '' ? 'the body' : quoted(excerpt(error.instancePath))} ${says}`, hint }
}
