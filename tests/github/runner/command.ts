/** A workflow command, as the runner takes it from a line of output. */
export interface Command {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly data: string
}

type Escapes = readonly (readonly [replacement: string, token: string])[]

// The per cent sign comes last, so that an escaped one does not make another escape.
const inData: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
]
const inProperties: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%25', '%'],
]
const inBrackets: Escapes = [
  ['%3B', ';'],
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%5D', ']'],
  ['%25', '%'],
]

function unescaped(text: string, escapes: Escapes): string {
  return escapes.reduce((so, [replacement, token]) => so.replaceAll(replacement, token), text)
}

function propertiesOf(text: string, separator: string, escapes: Escapes): Record<string, string> {
  const pairs = text.split(separator).flatMap((part): [string, string][] => {
    const at = part.indexOf('=')
    return at > 0 && at < part.length - 1 ? [[part.slice(0, at), unescaped(part.slice(at + 1), escapes)]] : []
  })
  return Object.fromEntries(pairs)
}

/**
 * Reads a line as the runner does: `::name key=value,key=value::data` at its start, or the older `##[name key=value;key=value]data`
 * anywhere in it. Only names that are registered make a command; their case does not matter.
 */
export function parseCommand(line: string, registered: ReadonlySet<string>): Command | undefined {
  const known = (info: string): [name: string, rest: string] | undefined => {
    const space = info.indexOf(' ')
    const name = (space < 0 ? info : info.slice(0, space)).toLowerCase()
    return registered.has(name) ? [name, space < 0 ? '' : info.slice(space + 1)] : undefined
  }
  // .NET's idea of white space: with NEL, without the byte order mark.
  const trimmed = line.replace(/^(?:(?!\uFEFF)[\s\u0085])+/, '')
  const end = trimmed.startsWith('::') ? trimmed.indexOf('::', 2) : -1
  const modern = end < 0 ? undefined : known(trimmed.slice(2, end))
  if (modern !== undefined) {
    const properties = propertiesOf(modern[1].trim(), ',', inProperties)
    return { name: modern[0], properties, data: unescaped(trimmed.slice(end + 2), inData) }
  }
  const start = line.indexOf('##[')
  const close = start < 0 ? -1 : line.indexOf(']', start)
  const older = close < 0 ? undefined : known(line.slice(start + 3, close))
  if (older === undefined) return undefined
  return { name: older[0], properties: propertiesOf(older[1], ';', inBrackets), data: unescaped(line.slice(close + 1), inBrackets) }
}
