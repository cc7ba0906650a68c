import { digestOf } from '../../source/digest.ts'
import { byText } from '../../source/order.ts'
import type { Target } from '../page.ts'

/** Names that some systems keep for devices, whatever comes after a dot. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/
/** With folders and an ending this stays within what every file system takes. */
const longest = 80
const formats = ['csv', 'md', 'json']

/**
 * The file of a page, with `/` between folders. Ids come from anywhere, and file systems treat capitals, dots and some names
 * in their own ways: so only lower-case letters, digits and `-` stay as they are, every other byte is `_` and its hexadecimal number.
 * Different pages have different files.
 */
export function fileOf({ path, query = {} }: Target): string {
  const { format, ...rest } = query
  const ending = format !== undefined && formats.includes(format) ? format : 'html'
  const asked = Object.entries(rest)
    .filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '')
    .sort(([a], [b]) => byText(a, b))
    .map(([key, value]) => `--${safe(key)}=${safe(value)}`)
  const segments = path.length === 0 ? [ending === 'html' && asked.length === 0 ? 'index' : 'room'] : path.map(safe)
  const name = shortened(`${segments.at(-1)}${asked.join('')}`)
  return [...segments.slice(0, -1), `${name}.${ending}`].join('/')
}

/** The way from one file to another, as it stands in a link: every character of it may stand there as it is. */
export function wayTo(from: string, to: string): string {
  const [here, there] = [from.split('/'), to.split('/')]
  let same = 0
  while (same < here.length - 1 && same < there.length - 1 && here[same] === there[same]) same++
  return [...here.slice(same + 1).map(() => '..'), ...there.slice(same)].join('/')
}

/** A part of a name that every file system tells from every other. */
function safe(text: string): string {
  const bytes = new TextEncoder().encode(text)
  const name = [...bytes].map((byte) => (isPlain(byte) ? String.fromCharCode(byte) : `_${byte.toString(16).padStart(2, '0')}`)).join('')
  if (name === '') return '_'
  return shortened(reserved.test(name) ? `_${(bytes[0] ?? 0).toString(16)}${name.slice(1)}` : name)
}

function isPlain(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x30 && byte <= 0x39) || byte === 0x2d
}

/** A long name ends in a digest of all of it. */
function shortened(name: string): string {
  return name.length <= longest ? name : `${name.slice(0, longest - 25)}_${digestOf(name).slice(7, 31)}`
}
