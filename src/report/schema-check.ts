import { errorsOf, type FormError } from '../model/form.ts'
import { decisionForms } from '../model/generated/decision-forms.ts'
import { excerpt, expectedWords, quoted, sequence } from '../model/wording.ts'
import type { DiagnosticCode } from '../source/codes.ts'
import { didYouMean } from '../source/suggest.ts'

/** One thing that data has and its schema does not allow, or the other way round. */
export interface SchemaMistake {
  readonly code: DiagnosticCode
  readonly path: Path
  readonly message: string
  readonly hint?: string | undefined
}

type Path = readonly (string | number)[]

/** The first mistakes are enough: what is no decision is not mended by hand. */
const mostMistakes = 10

/** What is wrong with the form of data that should be a Decision or Decisions. */
export function checkData(data: unknown, kind: 'Decision' | 'Decisions'): SchemaMistake[] {
  const errors = errorsOf(decisionForms, kind, data)
  const mistyped = new Set(errors.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath))
  const mistakes: SchemaMistake[] = []
  const told = new Set<string>()
  for (const error of errors) {
    const { keyword, instancePath: at } = error
    // What has the wrong type has no value to speak of; what lacks several keys is told once.
    if ((keyword !== 'type' && mistyped.has(at)) || (keyword === 'required' && told.has(at))) continue
    if (keyword === 'required') told.add(at)
    if (mistakes.length === mostMistakes) break
    mistakes.push(mistakeOf(data, error, errors))
  }
  return mistakes
}

function mistakeOf(data: unknown, error: FormError, errors: readonly FormError[]): SchemaMistake {
  const { keyword, instancePath, params, form } = error
  const path = pathOf(data, instancePath)
  const name = nameOf(path)
  switch (keyword) {
    case 'type':
      return { code: 'document/wrong-type', path, message: `${name} must be ${expectedWords([form.type ?? []].flat(), '')}` }
    case 'required': {
      const missing = errors.filter((other) => other.keyword === 'required' && other.instancePath === instancePath)
      const keys = missing.map((other) => quoted(String(other.params['missingProperty'])))
      return { code: 'document/missing-key', path, message: `${name} has no ${sequence(keys, 'or')}` }
    }
    case 'additionalProperties': {
      const key = String(params['additionalProperty'])
      const hint = didYouMean(key, Object.keys(form.properties ?? {}))
      return { code: 'document/unknown-key', path: [...path, key], message: `unknown key ${quoted(excerpt(key))} in ${name}`, hint }
    }
    default:
      return { code: 'document/wrong-value', path, message: `${name} ${valueWords(error)}` }
  }
}

function valueWords({ keyword, form }: FormError): string {
  if (keyword === 'minimum') return `must be at least ${form.minimum}`
  if (keyword === 'maximum') return `must be at most ${form.maximum}`
  if (keyword !== 'const' && keyword !== 'enum') return 'does not have the form it must have'
  const choices = (form.enum ?? [form.const]).map((value) => quoted(String(value)))
  return `must be ${sequence(choices, 'or')}`
}

/** A JSON Pointer into data, its list indexes as numbers. */
function pathOf(data: unknown, pointer: string): Path {
  const path: (string | number)[] = []
  let node = data
  for (const token of pointer.split('/').slice(1)) {
    const part = Array.isArray(node) ? Number(token) : token.replaceAll('~1', '/').replaceAll('~0', '~')
    path.push(part)
    node = (node as Readonly<Record<string | number, unknown>>)[part]
  }
  return path
}

/** "`requirements[2].outcome`", or "the document". */
function nameOf(path: Path): string {
  if (path.length === 0) return 'the document'
  const words = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('')
  return quoted(excerpt(words.replace(/^\./, '')))
}
