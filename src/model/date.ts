import { excerpt } from './wording.ts'

/** A day of the proleptic Gregorian calendar, as days since 1970-01-01. */
export type DayNumber = number

/** A date as written: a bare day, or an instant (RFC 3339) in milliseconds since 1970-01-01T00:00Z. */
export type DateValue =
  | { readonly precision: 'day'; readonly day: DayNumber }
  | { readonly precision: 'instant'; readonly day: DayNumber; readonly ms: number }

export type DateReading =
  | { readonly ok: true; readonly value: DateValue }
  | { readonly ok: false; readonly message: string; readonly hint: string }

export const msPerDay = 86_400_000

const shape = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt](\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(?:([Zz])|([+-])(\d{2}):(\d{2})))?$/

/** Whether a text has the form of a date, real day or not: used to tell dates from other text. */
export function looksLikeDate(text: string): boolean {
  return shape.test(text)
}

/** Reads `2026-10-15` or an RFC 3339 date-time with an offset. Impossible days are refused, never moved. */
export function readDate(text: string): DateReading {
  const parts = shape.exec(text)
  if (!parts) return { ok: false, message: `\`${excerpt(text)}\` is not a date`, hint: formHint(text) }
  const [, y, m, d, hour, minute, second, fraction, , sign, offsetHour, offsetMinute] = parts
  const year = Number(y)
  const month = Number(m)
  const day = Number(d)
  if (year === 0) return { ok: false, message: `\`${text}\` is not a date: there is no year 0`, hint: 'write a date as `2026-10-15`' }
  if (month < 1 || month > 12) {
    const swapped = month <= daysInMonth(year, day) && day >= 1 && day <= 12 ? `${y}-${d}-${m}` : undefined
    return {
      ok: false,
      message: `\`${text}\` is not a date: ${month} is not a month`,
      hint: swapped ? `did you mean \`${swapped}\`?` : 'months run from 01 to 12',
    }
  }
  const last = daysInMonth(year, month)
  if (day < 1 || day > last) {
    return {
      ok: false,
      message: `\`${text}\` is not a date: ${y}-${m} has no day ${day}`,
      hint: `the month has ${last} days, the last is \`${y}-${m}-${last}\``,
    }
  }
  const dayNumber = dayOf(year, month, day)
  if (hour === undefined) return { ok: true, value: { precision: 'day', day: dayNumber } }
  const clock = [Number(hour), Number(minute), Number(second)] as const
  if (clock[0] > 23 || clock[1] > 59 || clock[2] > 59 || Number(offsetHour ?? 0) > 23 || Number(offsetMinute ?? 0) > 59) {
    return { ok: false, message: `\`${text}\` is not a date: there is no such time of day`, hint: 'write a time as `2026-10-15T09:30:00Z`' }
  }
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHour ?? 0) * 60 + Number(offsetMinute ?? 0)) * 60_000
  const ms =
    dayNumber * msPerDay + clock[0] * 3_600_000 + clock[1] * 60_000 + clock[2] * 1000 + Math.floor(Number(fraction ?? 0) * 1000) - offset
  return { ok: true, value: { precision: 'instant', day: Math.floor(ms / msPerDay), ms } }
}

/** The first instant of a date: midnight UTC of a bare day. */
export function startOf(date: DateValue): number {
  return date.precision === 'day' ? date.day * msPerDay : date.ms
}

/** The last second of the UTC day a deadline falls on: 23:59:59Z. */
export function endOfDay(day: DayNumber): number {
  return (day + 1) * msPerDay - 1000
}

/** The UTC day that a moment, in milliseconds, falls on. */
export function dayOfInstant(ms: number): DayNumber {
  return Math.floor(ms / msPerDay)
}

/** A day as `YYYY-MM-DD`. */
export function formatDay(day: DayNumber): string {
  const z = day + 719_468
  const era = Math.floor(z / 146_097)
  const doe = z - era * 146_097
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365)
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const d = doy - Math.floor((153 * mp + 2) / 5) + 1
  const m = mp < 10 ? mp + 3 : mp - 9
  const y = yoe + era * 400 + (m <= 2 ? 1 : 0)
  return `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
}

/** An instant as RFC 3339 in UTC, with milliseconds only where there are any. */
export function formatInstant(ms: number): string {
  const day = dayOfInstant(ms)
  const rest = ms - day * msPerDay
  const two = (n: number): string => String(n).padStart(2, '0')
  const clock = `${two(Math.floor(rest / 3_600_000))}:${two(Math.floor(rest / 60_000) % 60)}:${two(Math.floor(rest / 1000) % 60)}`
  const milli = rest % 1000
  return `${formatDay(day)}T${clock}${milli ? `.${String(milli).padStart(3, '0')}` : ''}Z`
}

/** A date as it is written: a day, or a moment in UTC. */
export function formatDate(date: DateValue): string {
  return date.precision === 'day' ? formatDay(date.day) : formatInstant(date.ms)
}

/** Days since the epoch, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (days_from_civil). */
function dayOf(year: number, month: number, day: number): DayNumber {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yoe = y - era * 400
  const doy = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  return era * 146_097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719_468
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  if (month < 1 || month > 12) return 0
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** A day as most of the world writes it, or as America does; with a point between them the day always comes first. */
function dayMeant(text: string): string | undefined {
  const parts = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(text.trim())
  if (!parts) return undefined
  const [, a = '', mark, b = '', year = ''] = parts
  const written = (month: string, day: string): string => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const days = [written(b, a), ...(mark === '.' ? [] : [written(a, b)])]
  const real = [...new Set(days)].filter((day) => readDate(day).ok)
  return real.length === 0 ? undefined : real.map((day) => `\`${day}\``).join(' or ')
}

function formHint(text: string): string {
  const meant = dayMeant(text)
  if (meant !== undefined) return `write the year first: ${meant}`
  const loose = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text)
  if (loose) return `did you mean \`${loose[1]}-${String(loose[2]).padStart(2, '0')}-${String(loose[3]).padStart(2, '0')}\`?`
  if (/^\d{4}-\d{2}-\d{2}[Tt ]/.test(text)) return 'write a time with its offset, as `2026-10-15T09:30:00Z`'
  return 'write a date as `2026-10-15`'
}
