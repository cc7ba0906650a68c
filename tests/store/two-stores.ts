import type { Store } from '../../src/store/index.ts'
import type { Place } from './databases.ts'

const start = Date.parse('2026-10-07T09:00:00Z')

/** Two stores on one database, as two replicas have them, and a clock that is moved by hand. */
export async function twoStores(place: Place): Promise<{ readonly store: Store; readonly other: Store; pass(ms: number): void }> {
  let clock = start
  const address = place.address()
  const store = await place.open(address, { now: () => clock })
  const other = await place.open(address, { now: () => clock })
  return {
    store,
    other,
    pass: (ms) => {
      clock += ms
    },
  }
}
