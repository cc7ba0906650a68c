import { errorsOf, type FormError } from '../../model/form.ts'
import { excerpt, expectedWords, quoted, sequence } from '../../model/wording.ts'
import { didYouMean } from '../../source/suggest.ts'
import { ProblemError } from '../problem.ts'
import { type BodyForm, bodyForms } from './forms.ts'

/** Reads a body as JSON. Throws a `bad-request` that says where it is wrong. */
export function jsonOf(body: Buffer): unknown {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw new ProblemError('bad-request', 'the body is not UTF-8', { hint: 'send it as UTF-8' })
  }
  if (text.trim() === '') throw new ProblemError('bad-request', 'there is no body', { hint: 'send a JSON object' })
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
  throw new ProblemError('bad-request', `${told.map(([message]) => message).join('; ')}${more}`, { ...hintOf(told[0]?.[1]) })
}

function hintOf(hint: string | undefined): { hint?: string } {
  return hint === undefined ? {} : { hint }
}

function wordsOf({ keyword, instancePath, params, form }: FormError): readonly [message: string, hint?: string | undefined] {
  const at = instancePath === '' ? 'the body' : quoted(excerpt(instancePath))
  switch (keyword) {
    case 'required':
      return [`${at} has no ${quoted(String(params['missingProperty']))}`]
    case 'additionalProperties': {
      const key = String(params['additionalProperty'])
      return [`${at} has ${quoted(excerpt(key))}, which nobody reads`, didYouMean(key, Object.keys(form.properties ?? {}))]
    }
    case 'type':
      return [`${at} must be ${expectedWords([form.type ?? []].flat().map(String), '')}`]
    case 'enum':
      return [
        `${at} must be ${sequence(
          (form.enum ?? []).map((item) => quoted(String(item))),
          'or',
        )}`,
      ]
    case 'minItems':
      return [`${at} must have ${form.minItems} or more items`]
    case 'maxItems':
      return [`${at} must have at most ${form.maxItems} items`]
    case 'pattern':
      return [`${at} is not written as it must be`, form.pattern === undefined ? undefined : `it fits \`${form.pattern}\``]
    default:
      return [`${at} is not of the form that is read`]
  }
}
