import type { Duration } from '../model/duration.ts'
import type { TypedLeaf } from '../model/typed.ts'

/** What a leaf asks of evidence, reduced to the strictest of each kind. */
interface Asked {
  readonly ages: readonly Duration[]
  readonly sample: number
  readonly window: number
  readonly link: boolean
  readonly note: boolean
}

/**
 * Every way in which evidence of one fact can suffice for some of its leaves and not for others: for each way, one flag a
 * leaf. Ages counted in days and in hours are taken to be free of each other, which can only add ways.
 */
export function evidenceWays(leaves: readonly TypedLeaf[]): boolean[][] {
  const asked = leaves.map(askedBy)
  const dimensions: ((asked: Asked) => boolean)[][] = [
    ...ageWays(asked),
    chain(
      asked.map(({ sample }) => sample),
      ({ sample }) => sample,
    ),
    chain(
      asked.map(({ window }) => window),
      ({ window }) => window,
    ),
    [() => true, ({ link }) => !link],
    [() => true, ({ note }) => !note],
  ]
  let ways: boolean[][] = [leaves.map(() => true)]
  for (const dimension of dimensions) {
    const next = new Map<string, boolean[]>()
    for (const way of ways)
      for (const suffices of dimension) {
        const flags = way.map((flag, index) => {
          const one = asked[index]
          return flag && one !== undefined && suffices(one)
        })
        next.set(flags.join(), flags)
      }
    ways = [...next.values()]
  }
  return ways
}

function askedBy({ rules }: TypedLeaf): Asked {
  return {
    ages: rules.flatMap((rule) => rule.maxAge ?? []),
    sample: Math.max(-1, ...rules.flatMap((rule) => rule.minSample ?? [])),
    window: Math.max(-1, ...rules.flatMap((rule) => rule.minWindow?.ms ?? [])),
    link: rules.some((rule) => rule.link === true),
    note: rules.some((rule) => rule.note === true),
  }
}

/** Fresh enough for some limit is fresh enough for every longer one of its kind; undated is fresh enough for none. */
function ageWays(asked: readonly Asked[]): ((asked: Asked) => boolean)[][] {
  const kinds = [(age: Duration) => age.days !== undefined, (age: Duration) => age.days === undefined]
  return kinds.map((isKind) => {
    const strictest = ({ ages }: Asked): number => Math.min(Number.POSITIVE_INFINITY, ...ages.filter(isKind).map((age) => age.ms))
    const limits = [...new Set(asked.map(strictest))]
    return [...limits, Number.POSITIVE_INFINITY].map((age) => (one: Asked) => strictest(one) >= age)
  })
}

/** Enough for some minimum is enough for every smaller one. */
function chain(minimums: readonly number[], of: (asked: Asked) => number): ((asked: Asked) => boolean)[] {
  return [...new Set([-1, ...minimums])].map((given) => (one: Asked) => of(one) <= given)
}
