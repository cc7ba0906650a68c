/** Runs work, at most so much of it at a time; the rest waits in order. */
export type Slots = <T>(work: () => Promise<T>) => Promise<T>

/** Slots for `limit` pieces of work. */
export function slotsFor(limit: number): Slots {
  let free = limit
  const waiting: (() => void)[] = []
  return async (work) => {
    if (free > 0) free--
    else await new Promise<void>((go) => waiting.push(go))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}
