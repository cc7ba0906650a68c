const shape = /^T(?:([+-]\d{1,4})d)?$/

/** Days from the launch date, negative before it, that a text such as `T-14d`, `T` or `T+35d` says; undefined for other texts. */
export function readLaunchOffset(text: string): number | undefined {
  const parts = shape.exec(text)
  return parts ? Number(parts[1] ?? 0) : undefined
}

/** Days from the launch date as authors write them: `T-30d`, `T`, `T+35d`. */
export function formatLaunchOffset(days: number): string {
  return days === 0 ? 'T' : `T${days > 0 ? '+' : ''}${days}d`
}

const inWords = /^(\d{1,4}) ?(d|days?|w|weeks?|months?) (before|after|prior to)\b/i
const spaced = /^T\s*([+-])\s*(\d{1,4}) ?(d|days?|w|weeks?|months?)?$/i

/** A day relative to the launch as people say it, as we write it: `30 days before launch`, `T - 30`, `T-2 weeks`; undefined for other texts. */
export function launchOffsetMeant(text: string): string | undefined {
  const plain = text.trim()
  const [, count, unit, side] = inWords.exec(plain) ?? []
  if (count !== undefined) return offsetOf(side?.toLowerCase() === 'after' ? '+' : '-', count, unit)
  const [, sign, number, of] = spaced.exec(plain) ?? []
  return number === undefined ? undefined : offsetOf(sign ?? '-', number, of)
}

/** The same of a day that something is due, where days alone can mean nothing else: `14d`, `-14d`. */
export function dueMeant(text: string): string | undefined {
  const [, sign, count, unit] = /^([-+]?)(\d{1,4}) ?(d|days?|w|weeks?)$/i.exec(text.trim()) ?? []
  return count === undefined ? launchOffsetMeant(text) : offsetOf(sign || '-', count, unit)
}

function offsetOf(sign: string, count: string, unit = 'd'): string | undefined {
  const days = Number(count) * ({ w: 7, m: 30 }[unit.charAt(0).toLowerCase()] ?? 1)
  const written = `T${sign}${days}d`
  return readLaunchOffset(written) === undefined ? undefined : written
}
