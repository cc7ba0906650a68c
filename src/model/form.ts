import type { JsonValue } from '../source/node.ts'

/** A JSON Schema of the few keywords that ours use. References name a form of the same book: `#/$defs/launch`. */
export interface Form {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly const?: JsonValue
  readonly enum?: readonly JsonValue[]
  readonly not?: Form
  readonly if?: Form
  readonly then?: Form
  readonly else?: Form
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  /** For the words of a message only: dates and durations have strict readers of their own. */
  readonly format?: string
  readonly minItems?: number
  readonly maxItems?: number
  readonly items?: Form
  readonly minProperties?: number
  readonly required?: readonly string[]
  readonly properties?: { readonly [key: string]: Form }
  readonly additionalProperties?: boolean | Form
}

/** Forms by name. */
export type FormBook = { readonly [name: string]: Form }

/** One way in which data departs from a form, in the words of JSON Schema. */
export interface FormError {
  readonly keyword: string
  /** JSON Pointer into the data. */
  readonly instancePath: string
  readonly params: { readonly [name: string]: unknown }
  /** The form that the keyword stands in. */
  readonly form: Form
  /** Whether it stands in a branch that holds only for some data. */
  readonly inThen: boolean
}

interface Walk {
  readonly book: FormBook
  readonly errors: FormError[]
}

interface Spot {
  readonly data: unknown
  readonly path: string
  readonly form: Form
  readonly inThen: boolean
}

type Wrong = (keyword: string, params: FormError['params'], path?: string) => void

/** Every way in which data departs from a form: what is asked of the whole before its parts, parts in the order of the data or of the form. */
export function errorsOf(book: FormBook, name: string, data: unknown): FormError[] {
  const walk: Walk = { book, errors: [] }
  visit(walk, { data, path: '', form: formAt(book, `#/$defs/${name}`), inThen: false })
  return walk.errors
}

function formAt(book: FormBook, ref: string): Form {
  const form = book[ref.slice('#/$defs/'.length)]
  if (!form) throw new Error(`there is no form ${ref}`)
  return form
}

function fits(walk: Walk, spot: Spot, form: Form): boolean {
  const errors: FormError[] = []
  visit({ ...walk, errors }, { ...spot, form })
  return errors.length === 0
}

function visit(walk: Walk, spot: Spot): void {
  const { data, form } = spot
  const wrong: Wrong = (keyword, params, path = spot.path) => {
    walk.errors.push({ keyword, instancePath: path, params, form, inThen: spot.inThen })
  }
  if (form.type !== undefined && ![form.type].flat().some((type) => isOfType(data, type))) wrong('type', { type: form.type })
  checkValue(walk, spot, wrong)
  if (typeof data === 'number' && Number.isFinite(data)) checkNumber(data, form, wrong)
  if (typeof data === 'string' && form.pattern !== undefined && !patternOf(form.pattern).test(data))
    wrong('pattern', { pattern: form.pattern })
  if (Array.isArray(data)) checkList(walk, spot, data, wrong)
  else if (typeof data === 'object' && data !== null) checkMapping(walk, spot, data as Readonly<Record<string, unknown>>, wrong)
}

function isOfType(data: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return data === null
    case 'array':
      return Array.isArray(data)
    case 'object':
      return typeof data === 'object' && data !== null && !Array.isArray(data)
    case 'integer':
      return Number.isInteger(data)
    case 'number':
      return Number.isFinite(data)
    default:
      return typeof data === type
  }
}

function checkValue(walk: Walk, spot: Spot, wrong: Wrong): void {
  const { data, form } = spot
  if (form.$ref !== undefined) visit(walk, { ...spot, form: formAt(walk.book, form.$ref), inThen: false })
  if (form.const !== undefined && data !== form.const) wrong('const', { allowedValue: form.const })
  if (form.enum && !form.enum.some((value) => value === data)) wrong('enum', { allowedValues: form.enum })
  if (form.not && fits(walk, spot, form.not)) wrong('not', {})
  if (!form.if) return
  const isThen = fits(walk, spot, form.if)
  const branch = isThen ? form.then : form.else
  if (branch) visit(walk, { ...spot, form: branch, inThen: isThen })
}

function checkNumber(data: number, { minimum, maximum }: Form, wrong: Wrong): void {
  if (maximum !== undefined && data > maximum) wrong('maximum', { limit: maximum })
  if (minimum !== undefined && data < minimum) wrong('minimum', { limit: minimum })
}

function checkList(walk: Walk, { path, form }: Spot, data: readonly unknown[], wrong: Wrong): void {
  const { minItems, maxItems, items } = form
  if (maxItems !== undefined && data.length > maxItems) wrong('maxItems', { limit: maxItems })
  if (minItems !== undefined && data.length < minItems) wrong('minItems', { limit: minItems })
  if (items) for (const [index, item] of data.entries()) visit(walk, { data: item, path: `${path}/${index}`, form: items, inThen: false })
}

function checkMapping(walk: Walk, { path, form }: Spot, data: Readonly<Record<string, unknown>>, wrong: Wrong): void {
  const { minProperties, required = [], properties = {}, additionalProperties = true } = form
  const keys = Object.keys(data)
  const into = (key: string, part: Form): void =>
    visit(walk, { data: data[key], path: `${path}/${pointerPart(key)}`, form: part, inThen: false })
  if (minProperties !== undefined && keys.length < minProperties) wrong('minProperties', { limit: minProperties })
  for (const key of required) if (!Object.hasOwn(data, key)) wrong('required', { missingProperty: key })
  if (additionalProperties !== true) {
    for (const key of keys) {
      if (Object.hasOwn(properties, key)) continue
      if (additionalProperties === false) wrong('additionalProperties', { additionalProperty: key })
      else into(key, additionalProperties)
    }
  }
  for (const [key, part] of Object.entries(properties)) if (Object.hasOwn(data, key)) into(key, part)
}

function pointerPart(key: string): string {
  return key.includes('~') || key.includes('/') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key
}

const patterns = new Map<string, RegExp>()

// The patterns are those of our own schemas, and simple.
function patternOf(text: string): RegExp {
  const known = patterns.get(text)
  if (known) return known
  const pattern = new RegExp(text, 'u')
  patterns.set(text, pattern)
  return pattern
}
