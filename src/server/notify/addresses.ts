import { BlockList, isIP } from 'node:net'

/** Networks that nobody outside can reach, and those kept for special use: from RFC 6890 and its registries. */
const networks: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
]

const blocked = new BlockList()
for (const [network, bits, family] of networks) blocked.addSubnet(network, bits, family)

// Of IPv6 only what is given out for use on the Internet counts as public.
const internet = new BlockList()
internet.addSubnet('2000::', 3, 'ipv6')
// Within it: those for special use, for documents, and what carries an IPv4 address that could be anything.
const special = new BlockList()
special.addSubnet('2001::', 23, 'ipv6')
special.addSubnet('2001:db8::', 32, 'ipv6')
special.addSubnet('2002::', 16, 'ipv6')
special.addSubnet('3fff::', 20, 'ipv6')

/** Whether an address is of one's own machine or network, or otherwise not public. What is no address is not public either. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return blocked.check(address, 'ipv4')
  return family !== 6 || !internet.check(address, 'ipv6') || special.check(address, 'ipv6')
}

/** The address that the host of a URL is by itself; undefined where it is a name. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(bare) === 0 ? undefined : bare
}
