import { httpAddress } from '../http-address.ts'
import { errorLine } from '../log-line.ts'
import { isPrivateAddress, literalAddress } from './addresses.ts'
import type { Event, EventName } from './events.ts'
import { secretBytes } from './sign.ts'

/** Where messages go. Who joins the service reads addresses and secrets from the environment: they never stand in a settings file. */
export interface NotifyTarget {
  /** Stable: it stands in records and logs, where the address never does. */
  readonly id: string
  /** How messages look: JSON for programs, signed; or for people, in a channel of Slack (or what takes the same) or Teams. */
  readonly kind: 'webhook' | 'slack' | 'teams'
  readonly url: string
  /** `whsec_…`, of a webhook. While one is replaced by another both are given, and each message has two signatures. */
  readonly secrets?: readonly string[]
  /** Which messages; all without it. */
  readonly events?: readonly EventName[]
  /** Only messages about these; each that is given must fit. A digest fits by its owner, and holds the launches that fit. */
  readonly only?: { readonly owners?: readonly string[]; readonly products?: readonly string[]; readonly launches?: readonly string[] }
}

export interface NotifySettings {
  readonly targets: readonly NotifyTarget[]
  /** Whether targets may be within one's own network, and without TLS; false without it. */
  readonly allowPrivate?: boolean
  /** Where people find the dashboard, for links. For example `https://launches.example.com`. */
  readonly dashboard?: string
  /** The hour at which waivers are looked through and digests are sent, in UTC; 7 without it. */
  readonly hour?: number
  /** The day of the digest: 1 is Monday, as without it, and 0 Sunday. */
  readonly digestOn?: number
}

/** What is wrong with settings, each in a line; nothing where they can be used. Addresses and secrets are not repeated. */
export function checkNotifySettings({ targets, allowPrivate = false, dashboard, hour = 7, digestOn = 1 }: NotifySettings): string[] {
  const ids = targets.map((target) => target.id)
  return [
    ...ids.flatMap((id, i) => (ids.indexOf(id) === i ? [] : [`two targets have the id \`${id}\``])),
    ...targets.flatMap((target) => problemsOf(target, allowPrivate).map((problem) => `target \`${target.id}\`: ${problem}`)),
    ...(dashboard === undefined || httpAddress(dashboard) ? [] : ['the address of the dashboard is no http address']),
    ...(Number.isInteger(hour) && hour >= 0 && hour <= 23 ? [] : ['the hour is not from 0 to 23']),
    ...(Number.isInteger(digestOn) && digestOn >= 0 && digestOn <= 6 ? [] : ['the day of the digest is not from 0 to 6']),
  ]
}

function problemsOf({ id, kind, url, secrets = [] }: NotifyTarget, allowPrivate: boolean): string[] {
  const problems = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(id) ? [] : ['its id is not made of letters, digits, `.`, `_` and `-`']
  const parsed = httpAddress(url)
  const literal = parsed && literalAddress(parsed.hostname)
  if (!parsed) problems.push('its address is no http address')
  else if (parsed.protocol !== 'https:' && !allowPrivate) problems.push('its address is not https, and private addresses are not allowed')
  else if (literal && !allowPrivate && isPrivateAddress(literal)) problems.push('its address is private, which is not allowed')
  if (parsed && (parsed.username !== '' || parsed.password !== '')) problems.push('its address holds a password')
  if (kind !== 'webhook') return secrets.length === 0 ? problems : [...problems, 'only a webhook is signed, so it has no secret']
  if (secrets.length < 1 || secrets.length > 2) problems.push('a webhook has one secret, or two while one is replaced')
  for (const secret of secrets) {
    try {
      secretBytes(secret)
    } catch (error) {
      problems.push(errorLine(error))
    }
  }
  return problems
}

/** Whether a launch is one that a target wants to hear of, owners aside. */
export function wantsLaunch({ only = {} }: NotifyTarget, launch: { readonly id: string; readonly product?: string | undefined }): boolean {
  const { products, launches } = only
  return (
    (launches?.includes(launch.id) ?? true) &&
    (products === undefined || (launch.product !== undefined && products.includes(launch.product)))
  )
}

/** Whether a target wants to hear of something at all. */
export function wants(target: NotifyTarget, { type, data }: Event): boolean {
  if (target.events && !target.events.includes(type)) return false
  const owner = type === 'digest.weekly' ? data.owner : data.launch.owner
  if (target.only?.owners && !target.only.owners.includes(owner)) return false
  return type === 'digest.weekly' || wantsLaunch(target, data.launch)
}
