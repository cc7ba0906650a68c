import { BlockList, isIPv4, isIPv6 } from 'node:net'
import type { Caller } from '../caller.ts'
import { ProblemError } from '../problem.ts'
import { refuseOtherSites } from './origin.ts'
import type { AuthRequest } from './request.ts'
import type { ProxySettings } from './settings.ts'

/**
 * The person whom the proxy signed in; undefined where the header is not there. A header that did not come from the proxy is refused
 * (`bad-request`: it is no attempt to come in that a sign-in page could help),
 * and so is a change that a page of another site asks for in the name of whoever is signed in.
 */
export function signedInBy(request: AuthRequest, settings: ProxySettings): Caller | undefined {
  const header = request.headers[settings.header.toLowerCase()]
  if (header === undefined) return undefined
  if (!isAddressOf(settings, request.remoteAddress))
    throw new ProblemError('bad-request', `the header \`${settings.header}\` did not come from a proxy that this service was told of`, {
      hint: 'only the proxy may send it: its address must be among those in the settings',
    })
  if (header === '') return undefined
  const name = nameIn(header)
  if (name === undefined) throw new ProblemError('bad-request', `the header \`${settings.header}\` does not hold the name of one person`)
  refuseOtherSites(request, settings.origins ?? [])
  const { people = {}, others = ['read'], bounds = {} } = settings
  return { kind: 'person', id: name, name, scopes: new Set(Object.hasOwn(people, name) ? people[name] : others), bounds }
}

/** One name in printable characters. A comma is how two headers arrive, of which one may have come from somebody else. */
function nameIn(header: string | readonly string[]): string | undefined {
  if (typeof header !== 'string') return undefined
  const name = utf8(header).trim()
  return /^[^\p{C}\p{Zl}\p{Zp},]{1,200}$/u.test(name) ? name : undefined
}

/** Node reads headers as Latin-1; proxies send names in UTF-8. */
function utf8(header: string): string {
  if (/[^\0-\xff]/.test(header)) return header
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(header, 'latin1'))
  } catch {
    return header
  }
}

const lists = new WeakMap<ProxySettings, BlockList>()

function isAddressOf(settings: ProxySettings, address: string | undefined): boolean {
  if (address === undefined) return false
  const list = lists.get(settings) ?? listOf(settings.addresses)
  lists.set(settings, list)
  const plain = address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
  if (isIPv4(plain)) return list.check(plain, 'ipv4')
  return isIPv6(plain) && list.check(plain, 'ipv6')
}

function listOf(addresses: readonly string[]): BlockList {
  const list = new BlockList()
  for (const text of addresses) {
    const network = networkOf(text)
    if (!network) throw new Error(`${text} is no address of a proxy`)
    list.addSubnet(network.address, network.prefix, network.family)
  }
  return list
}

/** An address or network as it is written in settings; undefined where it is none, or names everybody. */
export function networkOf(text: string): { address: string; prefix: number; family: 'ipv4' | 'ipv6' } | undefined {
  const [, address = '', digits] = /^([0-9a-fA-F.:]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const family = isIPv4(address) ? 'ipv4' : isIPv6(address) ? 'ipv6' : undefined
  if (family === undefined || /^::ffff:.*\./i.test(address)) return undefined
  const bits = family === 'ipv4' ? 32 : 128
  const prefix = digits === undefined ? bits : Number(digits)
  return prefix < 1 || prefix > bits ? undefined : { address, prefix, family }
}
