import type { Waiver as WaiverData } from '../model/generated/types.ts'
import type { WaiverRequest } from './waiver-requests.ts'

/** Where a waiver that was asked for stands. The last four are final: what comes after is another waiver. */
export const waiverStates = ['requested', 'in-force', 'refused', 'withdrawn', 'expired', 'lapsed'] as const

export type WaiverState = (typeof waiverStates)[number]

/** The name under which waivers of the service are judged and kept. */
export const waiverFile = 'service/waivers.json'

/** What somebody said to a waiver. */
export interface Answered {
  readonly answer: 'approve' | 'refuse' | 'withdraw'
  readonly by: string
  /** Absent where the requester withdraws. */
  readonly role?: string
  /** RFC 3339. */
  readonly at: string
  /** The digest of the decision that they had before them. */
  readonly saw: string
  readonly because?: string
}

/** What the store keeps of a waiver as one JSON text. */
export interface KeptWaiver {
  /** As it would stand in a file of waivers. */
  readonly waiver: WaiverData
  readonly product?: string
  /** In what the requirement fell short in the decision that it is bound to: see `shortfallOf`. */
  readonly shortfall: readonly string[]
  /** The entry of the last decision about the launch when it was asked for. */
  readonly since: number
  readonly answers: readonly Answered[]
  /** Why it ended without anybody's answer. */
  readonly ended?: { readonly at: string; readonly because: string }
}

/** Whether a waiver may still change. */
export function isOpen({ state }: Pick<WaiverRequest, 'state'>): boolean {
  return state === 'requested' || state === 'in-force'
}

type Form = (value: unknown) => boolean

const text: Form = (value) => typeof value === 'string'
const moment: Form = (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/.test(value)
const digest: Form = (value) => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value)
const optional =
  (form: Form): Form =>
  (value) =>
    value === undefined || form(value)

const answered: Readonly<Record<keyof Answered, Form>> = {
  answer: (value) => value === 'approve' || value === 'refuse' || value === 'withdraw',
  by: text,
  role: optional(text),
  at: moment,
  saw: digest,
  because: optional(text),
}

const kept: Readonly<Record<keyof KeptWaiver, Form>> = {
  waiver: isObject,
  product: optional(text),
  shortfall: (value) => Array.isArray(value) && value.every(isGap),
  since: (value) => Number.isSafeInteger(value) && (value as number) >= 1,
  answers: (value) => Array.isArray(value) && value.every((item) => has(item, answered)),
  ended: optional((value) => has(value, { at: moment, because: text })),
}

/**
 * Reads what is kept of a waiver; undefined where it has another form, or is written otherwise than the service writes it: then
 * something else did. What its `waiver` says is not looked at.
 */
export function readKept(document: string): KeptWaiver | undefined {
  let data: unknown
  try {
    data = JSON.parse(document)
  } catch {
    return undefined
  }
  return has(data, kept) && JSON.stringify(data) === document ? (data as unknown as KeptWaiver) : undefined
}

function has(data: unknown, forms: Readonly<Record<string, Form>>): boolean {
  return (
    isObject(data) &&
    Object.keys(data).every((key) => Object.hasOwn(forms, key)) &&
    Object.entries(forms).every(([key, fits]) => fits(data[key]))
  )
}

/** A gap is the text of an object that names its fact. */
function isGap(value: unknown): boolean {
  try {
    const gap: unknown = typeof value === 'string' ? JSON.parse(value) : undefined
    return isObject(gap) && typeof gap['fact'] === 'string'
  } catch {
    return false
  }
}

function isObject(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}
