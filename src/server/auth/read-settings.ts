import { errorsOf, type FormBook, type FormError } from '../../model/form.ts'
import { formWords } from '../form-words.ts'
import { httpAddress } from '../http-address.ts'
import { serviceForms } from '../settings/generated/service.ts'
import type { WhoIsWho } from '../waivers/names.ts'
import { networkOf } from './proxy.ts'
import type { OidcSettings, ProxySettings } from './settings.ts'

/** Who is let in, as the settings of the service say it. */
export interface AccessSettings {
  readonly oidc?: OidcSettings
  readonly proxy?: ProxySettings
  readonly who?: WhoIsWho
}

/** What settings may say of who is let in. */
const accessForms: FormBook = {
  ...serviceForms,
  AccessSettings: {
    type: 'object',
    properties: { oidc: { $ref: '#/$defs/Service.oidc' }, proxy: { $ref: '#/$defs/Service.proxy' }, who: { $ref: '#/$defs/Service.who' } },
    additionalProperties: false,
  },
}

/**
 * Reads who is let in from data of a settings file. What is wrong is told in plain words, each beginning with where it is: with one mistake
 * nobody is let in, as a setting that is half understood opens doors.
 */
export function readAccessSettings(
  data: unknown,
): { readonly ok: true; readonly settings: AccessSettings } | { readonly ok: false; readonly problems: readonly string[] } {
  const errors = errorsOf(accessForms, 'AccessSettings', data)
  if (errors.length > 0) return { ok: false, problems: errors.map(wordsOf) }
  const settings = data as AccessSettings
  const problems = [...oidcProblems(settings.oidc), ...proxyProblems(settings.proxy)]
  return problems.length > 0 ? { ok: false, problems } : { ok: true, settings }
}

function oidcProblems(oidc: OidcSettings | undefined): string[] {
  const issuers = oidc?.issuers ?? []
  return issuers.flatMap(({ issuer, jwksUrl }, index) => {
    const at = `oidc.issuers[${index}]`
    return [
      ...(isSafe(issuer) ? [] : [`${at}.issuer: \`${issuer}\` is no https address`]),
      ...(isSafe(jwksUrl) ? [] : [`${at}.jwksUrl: \`${jwksUrl}\` is no https address`]),
      ...(issuers.findIndex((other) => other.issuer === issuer) === index ? [] : [`${at}.issuer: \`${issuer}\` is listed twice`]),
    ]
  })
}

/** Keys that come over a connection that anybody could change prove nothing; only this machine itself is trusted without TLS. */
function isSafe(address: string): boolean {
  const url = httpAddress(address)
  return url !== undefined && (url.protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname))
}

/** Headers that mean something else, or that everybody sends. */
const taken = new Set(['authorization', 'cookie', 'host', 'origin', 'referer', 'sec-fetch-site', 'x-forwarded-for', 'forwarded', 'via'])

function proxyProblems(proxy: ProxySettings | undefined): string[] {
  if (!proxy) return []
  return [
    ...(taken.has(proxy.header.toLowerCase()) ? [`proxy.header: \`${proxy.header}\` means something else`] : []),
    ...proxy.addresses.flatMap((address, index) =>
      networkOf(address) ? [] : [`proxy.addresses[${index}]: \`${address}\` is neither an address nor a network of some addresses`],
    ),
    ...(proxy.origins ?? []).flatMap((origin, index) =>
      URL.canParse(origin) && new URL(origin).origin === origin
        ? []
        : [`proxy.origins[${index}]: \`${origin}\` is not written as browsers write it, such as \`https://launches.example.test\``],
    ),
  ]
}

/** A mistake in settings in words that begin with its place. */
export function wordsOf(error: FormError): string {
  const { says, hint } = formWords(error)
  return `${placeOf(error.instancePath)}: it ${says}${hint === undefined ? '' : `; ${hint}`}`
}

/** `/oidc/issuers/0/issuer` as `oidc.issuers[0].issuer`. */
function placeOf(pointer: string): string {
  const parts = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  return parts.length === 0
    ? 'the settings'
    : parts.map((part, i) => (/^\d+$/.test(part) ? `[${part}]` : `${i === 0 ? '' : '.'}${part}`)).join('')
}
