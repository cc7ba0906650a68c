/** Why a leaf is not met: `shortfall` says the value falls short, everything else that nothing could be decided. */
export const reasons = [
  'none',
  'shortfall',
  'missing',
  'placeholder',
  'stale',
  'undated',
  'future',
  'small-sample',
  'small-window',
  'no-link',
  'no-note',
  'wrong-type',
  'out-of-range',
  'empty',
  'conflict',
  'unreachable',
  'fault',
] as const

export type ReasonName = (typeof reasons)[number]

/** A reason as decisions print it; a met leaf has none. */
export type Reason = Exclude<ReasonName, 'none'>

/** Kleene's three values as numbers, so that `all` is the least and `any` the greatest. */
export const UNMET = 0
export const UNKNOWN = 1
export const MET = 2
export type Kleene = typeof UNMET | typeof UNKNOWN | typeof MET

/** A leaf's value and reason in one number: the value in the two low bits. */
export type Result = number

export const met: Result = MET
export const unmet: Result = UNMET

const indexes: ReadonlyMap<ReasonName, number> = new Map(reasons.map((name, index) => [name, index]))

/** The result of what nobody can tell, and why. */
export function unknown(reason: Reason): Result {
  return UNKNOWN | ((indexes.get(reason) ?? 0) << 2)
}

/** The result of what can be told. */
export function decided(holds: boolean): Result {
  return holds ? met : unmet
}

/** The value of a result, without its reason. */
export function valueOfResult(result: Result): Kleene {
  return (result & 3) as Kleene
}

/** Why a result is unknown; `none` where it is decided. */
export function reasonOf(result: Result): ReasonName {
  return reasons[result >> 2] ?? 'fault'
}

/** Met becomes unmet and the other way round; unknown stays. */
export function negate(value: Kleene): Kleene {
  return (2 - value) as Kleene
}

/** Kleene's value as a word. */
export function wordOf(value: Kleene): 'met' | 'unmet' | 'unknown' {
  return value === MET ? 'met' : value === UNMET ? 'unmet' : 'unknown'
}

/** Folds results of which at least `need` must be met: `all` needs every one, `any` needs one. An undecided one never decides. */
export function foldResults(results: readonly Result[], need: number): Result {
  let metCount = 0
  let open = 0
  let openResult: Result = 0
  for (const result of results) {
    const value = valueOfResult(result)
    if (value === MET) metCount++
    else if (value === UNKNOWN) {
      if (open === 0) openResult = result
      open++
    }
  }
  if (metCount >= need) return met
  return metCount + open < need ? unmet : openResult
}

/** As `negate`, of a result: what is unknown keeps its reason. */
export function negateResult(result: Result): Result {
  const value = valueOfResult(result)
  return value === UNKNOWN ? result : value === MET ? unmet : met
}
