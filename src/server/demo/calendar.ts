const msOfDay = 86_400_000

/** A day as the number of days since 1970-01-01. */
export type Day = number

export function dayOf(ms: number): Day {
  return Math.floor(ms / msOfDay)
}

/** `2026-10-07`. */
export function dayText(day: Day): string {
  return new Date(day * msOfDay).toISOString().slice(0, 10)
}

/** The moment of a day, in milliseconds since 1970. */
export function at(day: Day, hour: number, minute = 0): number {
  return day * msOfDay + hour * 3_600_000 + minute * 60_000
}

/** From 0 for Sunday. */
export function weekday(day: Day): number {
  return (day + 4) % 7
}

/** The first day from this one on that is that day of the week. */
export function onOrAfter(day: Day, wanted: number): Day {
  return day + ((wanted - weekday(day) + 7) % 7)
}
