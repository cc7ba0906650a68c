import type { FormError } from '../model/form.ts'
import { excerpt, expectedWords, quoted, sequence } from '../model/wording.ts'
import { didYouMean } from '../source/suggest.ts'

/** What is wrong at a place, and how it is mended where that can be guessed. */
export interface FormWords {
  /** Goes on after the name of the place: "has no `id`". */
  readonly says: string
  readonly hint?: string | undefined
}

/** A mistake in a body, or in settings, in words. */
export function formWords({ keyword, params, form }: FormError): FormWords {
  switch (keyword) {
    case 'required':
      return { says: `has no ${quoted(String(params['missingProperty']))}` }
    case 'additionalProperties': {
      const key = String(params['additionalProperty'])
      return { says: `has ${quoted(excerpt(key))}, which nobody reads`, hint: didYouMean(key, Object.keys(form.properties ?? {})) }
    }
    case 'type':
      return { says: `must be ${expectedWords([form.type ?? []].flat().map(String), '')}` }
    case 'const':
    case 'enum': {
      const choices = (form.enum ?? [form.const]).map((item) => quoted(String(item)))
      return { says: `must be ${sequence(choices, 'or')}` }
    }
    case 'minItems':
      return { says: `must have ${form.minItems} or more items` }
    case 'maxItems':
      return { says: `must have at most ${form.maxItems} items` }
    case 'minimum':
      return { says: `must be at least ${form.minimum}` }
    case 'maximum':
      return { says: `must be at most ${form.maximum}` }
    case 'pattern':
      if (form.pattern === digits) return { says: 'must be a number in quotes' }
      if (form.pattern === anything) return { says: 'must not be empty' }
      return { says: 'is not written as it must be', hint: `it fits \`${form.pattern}\`` }
    default:
      return { says: 'is not of the form that is read' }
  }
}

const digits = '^[0-9]+$'
const anything = '\\S'
