/** Draws from a fixed sequence: the same seed gives the same workload everywhere. */
export interface Draws {
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number
  /** True in `share` of the draws, 0 to 1. */
  chance(share: number): boolean
  pick<T>(items: readonly [T, ...T[]]): T
}

/** A small generator after Tommy Ettinger (mulberry32): good enough to mix a workload, and the same on every machine. */
export function drawsFrom(seed: number): Draws {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const draws: Draws = {
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (share) => next() < share,
    pick: (items) => items[draws.whole(0, items.length - 1)] ?? items[0],
  }
  return draws
}
