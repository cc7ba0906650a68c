/** A version: release numbers of any count, then SemVer pre-release identifiers. A leading `v` and build metadata are ignored. */
export interface Version {
  readonly numbers: readonly string[]
  readonly prerelease: readonly string[]
}

const shape = /^v?(\d{1,30}(?:\.\d{1,30}){0,9})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+){0,30}))?(?:\+[0-9A-Za-z.-]+)?$/
const spelled = /^(?:v\d+(?:\.\d+)+|\d+(?:\.\d+){2,})(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/

/** Whether a literal is a version by its spelling alone: `v1.2`, `1.2.3`, `1.2.3-rc.1`. */
export function looksLikeVersion(text: string): boolean {
  return text.length <= 256 && spelled.test(text) && shape.test(text)
}

/** Reads a version; undefined when the text is none. */
export function readVersion(text: string): Version | undefined {
  if (text.length > 256) return undefined
  const parts = shape.exec(text)
  if (!parts) return undefined
  return { numbers: (parts[1] ?? '').split('.').map(stripZeros), prerelease: parts[2]?.split('.') ?? [] }
}

/** Precedence of SemVer 2.0.0 section 11, missing release numbers counting as 0. */
export function compareVersions(a: Version, b: Version): number {
  for (let i = 0; i < Math.max(a.numbers.length, b.numbers.length); i++) {
    const order = compareDigits(a.numbers[i] ?? '0', b.numbers[i] ?? '0')
    if (order !== 0) return order
  }
  if (a.prerelease.length === 0 || b.prerelease.length === 0) return b.prerelease.length - a.prerelease.length
  for (let i = 0; i < Math.max(a.prerelease.length, b.prerelease.length); i++) {
    const x = a.prerelease[i]
    const y = b.prerelease[i]
    if (x === undefined) return -1
    if (y === undefined) return 1
    const order = compareIdentifiers(x, y)
    if (order !== 0) return order
  }
  return 0
}

function compareIdentifiers(x: string, y: string): number {
  const xNumeric = /^\d+$/.test(x)
  const yNumeric = /^\d+$/.test(y)
  if (xNumeric && yNumeric) return compareDigits(stripZeros(x), stripZeros(y))
  if (xNumeric) return -1
  if (yNumeric) return 1
  return x < y ? -1 : x > y ? 1 : 0
}

function compareDigits(x: string, y: string): number {
  if (x.length !== y.length) return x.length - y.length
  return x < y ? -1 : x > y ? 1 : 0
}

function stripZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '')
}
