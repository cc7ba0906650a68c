import { setTimeout } from 'node:timers/promises'
import { readStandingSet, type StandingSet } from '../../../src/server/commitments/standing-set.ts'
import { followLog } from '../../../src/server/jobs/log-follower.ts'
import { startWorker, type Worker } from '../../../src/server/jobs/worker.ts'
import { judgesHere } from '../../../src/server/judging/judges.ts'
import { knownTurns } from '../../../src/server/rejudge/known-turns.ts'
import { type Outcome, rejudging } from '../../../src/server/rejudge/rejudge.ts'
import type { Store } from '../../../src/store/index.ts'
import { memorySource } from '../../../src/world/memory.ts'
import { loadTrustedSide } from '../../../src/world/world.ts'
import type { Place } from '../../store/databases.ts'
import { commitment, config } from '../small-launches.ts'
import { keptLog, standingClock, until } from '../waiting.ts'

/** What judges again, on two stores of one database as two replicas have them; its clock and its commitments are moved by hand. */
export async function rejudgingIn(place: Place, start = '2026-10-07T09:00:00Z') {
  const clock = standingClock(start)
  const address = place.address()
  const stores = [await place.open(address, clock), await place.open(address, clock)] as const
  const [store] = stores
  const trusted = new Map([
    ['onlyif.yaml', config],
    ['rules/promise.yaml', commitment()],
  ])
  let version: number | undefined = 1
  const read = async (before?: StandingSet): Promise<StandingSet> => {
    const source = memorySource(trusted)
    const reading = await readStandingSet({ source, now: clock.now() })
    if (reading.ok) return reading.set
    if (!before) throw new Error(JSON.stringify(reading.diagnostics))
    return { ...before, side: await loadTrustedSide({ trusted: source }) }
  }
  let set = await read()
  const { log, lines } = keptLog()
  const outcomes: Outcome[] = []
  const turns = knownTurns()
  const rejudgeOn = (own: Store) =>
    rejudging({
      store: own,
      now: clock.now,
      log,
      turns,
      standing: () => (version === undefined ? undefined : { ...set, version: `v${version}` as never }),
      judges: judgesHere,
      onOutcome: (outcome) => outcomes.push(outcome),
    })
  const rejudge = rejudgeOn(store)
  const start1 = (own: Store = store): Worker => {
    const { queues, onRecorded } = rejudgeOn(own)
    const log2 = followLog({ store: own, log, each: [onRecorded], everyMs: 1000 })
    return startWorker({ store: own, now: clock.now, log, pollMs: 5, queues: { ...queues, log: log2 } })
  }
  /** Lets jobs run that are due, until none is. */
  const idle = async (count: number): Promise<void> => until(() => outcomes.length >= count).then(() => setTimeout(40))
  const change = async (file: string, text: string): Promise<void> => {
    trusted.set(file, text)
    set = await read(set)
    version = (version ?? 0) + 1
  }
  const setVersion = (next: number | undefined): void => {
    version = next
  }
  const standing = (): string => `v${version}`
  return { clock, address, store, stores, trusted, turns, standing, rejudge, start: start1, idle, change, setVersion, outcomes, lines }
}
