import { msPerDay } from './date.ts'
import { excerpt } from './wording.ts'

/** A length of time as written. Whole days count UTC calendar days; everything else counts elapsed milliseconds. */
export interface Duration {
  readonly ms: number
  /** Set when the duration is written in whole days or weeks only. */
  readonly days?: number
  readonly text: string
}

export type DurationReading =
  | { readonly ok: true; readonly value: Duration }
  | { readonly ok: false; readonly message: string; readonly hint: string }

const short = /^(\d{1,6})(s|min|h|d|w)$/
const iso = /^P(?:(\d{1,6})W|(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?)$/
const unitMs: Readonly<Record<string, number>> = { s: 1000, min: 60_000, h: 3_600_000, d: msPerDay, w: 7 * msPerDay }

/** Whether a text has the form of a duration: used to tell durations from other text. */
export function looksLikeDuration(text: string): boolean {
  return short.test(text) || (iso.test(text) && /\d/.test(text) && !text.endsWith('T'))
}

/** Reads `14d`, `36h`, `15min`, `30s`, `2w` or ISO 8601 such as `P1D` and `PT36H`. Months and years have no fixed length and are refused, as is `m`. */
export function readDuration(text: string): DurationReading {
  const simple = short.exec(text)
  if (simple) {
    const count = Number(simple[1])
    const unit = simple[2] ?? ''
    const ms = count * (unitMs[unit] ?? 0)
    return { ok: true, value: unit === 'd' || unit === 'w' ? { ms, days: ms / msPerDay, text } : { ms, text } }
  }
  const parts = looksLikeDuration(text) ? iso.exec(text) : null
  if (parts) {
    const [weeks, days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0)) as [
      number,
      number,
      number,
      number,
      number,
    ]
    const wholeDays = weeks * 7 + days
    const clock = hours * 3_600_000 + minutes * 60_000 + seconds * 1000
    const ms = wholeDays * msPerDay + clock
    return { ok: true, value: clock === 0 && !text.includes('T') ? { ms, days: wholeDays, text } : { ms, text } }
  }
  return { ok: false, message: `\`${excerpt(text)}\` is not a duration`, hint: hintFor(text) }
}

function hintFor(text: string): string {
  const bare = /^(\d{1,6}) ?([A-Za-z]*)$/.exec(text)
  const unit = bare?.[2]?.toLowerCase() ?? ''
  const count = bare?.[1] ?? ''
  if (unit === 'm') return `write \`${count}min\` for minutes, or \`${Number(count) * 30}d\` for months of 30 days`
  if (bare && unit === '') return `write a unit: \`${count}d\` for days, \`${count}h\` for hours`
  const known = {
    day: 'd',
    days: 'd',
    hour: 'h',
    hours: 'h',
    hr: 'h',
    minute: 'min',
    minutes: 'min',
    mins: 'min',
    week: 'w',
    weeks: 'w',
    sec: 's',
    seconds: 's',
    d: 'd',
    h: 'h',
    min: 'min',
    w: 'w',
    s: 's',
  }
  if (unit === 'month' || unit === 'months') return `write \`${Number(count) * 30}d\` for months of 30 days`
  if (unit === 'year' || unit === 'years') return `write \`${Number(count) * 365}d\` for years of 365 days`
  const match = Object.entries(known).find(([word]) => word === unit)
  if (match) return `did you mean \`${count}${match[1]}\`?`
  return 'write a duration as `14d`, `36h`, `15min` or `P1D`'
}
