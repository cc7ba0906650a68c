import type { Store } from '../../store/index.ts'
import { addDecision, newRoom } from '../../web/room/add-decision.ts'
import type { Room } from '../../web/room/room.ts'
import { errorLine, type Log } from '../log-line.ts'

/** What the dashboard shows, kept in step with the log. */
export interface LiveRoom {
  readonly room: Room
  /** Takes in what was recorded since, by whichever replica. */
  refresh(): Promise<void>
  /** Resolves when all that is kept was taken in; the last decision about each launch is there long before. */
  readonly whole: Promise<void>
  stop(): void
}

/** Of a longer history only the last part is held. */
const mostDecisions = 50_000
const atOnce = 200

/** Takes in the last decision about each launch, and then their history while the service answers already. */
export async function followRoom(store: Store, log: Log): Promise<LiveRoom> {
  const room = newRoom()
  const taken = new Set<number>()
  let isStopped = false
  const take = async (sequence: number): Promise<void> => {
    if (taken.has(sequence) || isStopped) return
    const recorded = await store.at(sequence)
    // Two may have asked for it; what could not be read is asked for again.
    if (taken.has(sequence)) return
    taken.add(sequence)
    if (recorded) addDecision(room, recorded)
  }
  let last = (await store.head()).sequence
  for (let after: string | undefined; ; ) {
    const page = await store.latestPerLaunch({ limit: atOnce, ...(after !== undefined && { after }) })
    for (const { sequence } of page.entries) await take(sequence)
    after = page.next
    if (after === undefined) break
  }
  const takeHistory = async (): Promise<void> => {
    for (let after: number | undefined = last + 1; after !== undefined && taken.size < mostDecisions && !isStopped; ) {
      const page = await store.list({ after, limit: atOnce })
      for (const { sequence } of page.entries) {
        await take(sequence)
        // A request that waits goes first.
        await new Promise(setImmediate)
      }
      after = page.next
    }
  }
  let refreshing: Promise<void> | undefined
  const catchUp = async (): Promise<void> => {
    for (;;) {
      const { entries, next } = await store.list({ order: 'oldest-first', after: last, limit: atOnce })
      for (const { sequence } of entries) {
        await take(sequence)
        last = sequence
      }
      if (next === undefined) return
    }
  }
  return {
    room,
    refresh: () => {
      refreshing ??= catchUp().finally(() => {
        refreshing = undefined
      })
      return refreshing
    },
    whole: takeHistory().catch((error: unknown) =>
      log('warn', 'the history could not be read for the dashboard', { error: errorLine(error) }),
    ),
    stop: () => {
      isStopped = true
    },
  }
}
