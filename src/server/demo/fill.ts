import type { Store } from '../../store/index.ts'
import { demoYear, type YearOptions } from './year.ts'

/** A clock for a store that is filled with what happened before: the demo sets it, and it stands still until it is set again. */
export interface DemoClock {
  readonly now: () => number
  set(moment: number | undefined): void
}

/** Give `now` to `openStore`; before the demo is filled, and after, it shows the time of the clock it is made from. */
export function demoClock(now: () => number): DemoClock {
  let standing: number | undefined
  return {
    now: () => standing ?? now(),
    set: (moment) => {
      standing = moment
    },
  }
}

/** Enough to see every view with something in it, few enough to be there when the service has started. */
export const demoLaunches = 32

/** What a year came to. */
export interface Filled {
  readonly decisions: number
  /** The waivers as they are today, by file. */
  readonly waivers: ReadonlyMap<string, string>
}

/** Fills a store with the year that ends at `now`; `clock` is that of the store. */
export async function fillDemo(
  store: Pick<Store, 'append'>,
  { clock, now, launches = demoLaunches }: Omit<YearOptions, 'launches'> & { readonly clock: DemoClock; readonly launches?: number },
): Promise<Filled> {
  let decisions = 0
  const waivers = new Map<string, string>()
  try {
    for (const { at, appends } of demoYear({ now, launches })) {
      clock.set(at)
      await Promise.all(appends.map((append) => store.append(append)))
      decisions += appends.length
      for (const { inputs, texts } of appends)
        for (const { as, file, digest } of inputs) if (as === 'waivers') waivers.set(file, texts.get(digest) ?? '')
    }
  } finally {
    clock.set(undefined)
  }
  return { decisions, waivers }
}
