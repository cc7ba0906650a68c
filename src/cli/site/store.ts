import { optional } from '../../model/fields.ts'
import { addDecision, newRoom } from '../../web/room/add-decision.ts'
import type { ExitCode, Io } from '../io.ts'
import { withStore } from '../store-access.ts'
import { recordedOfLine } from './log-lines.ts'
import type { Shown } from './shown.ts'

/** The decisions of a store, which stays open while pages are written: whole decisions are asked of it one by one. */
export function fromStore(address: string, now: string, io: Io, write: (shown: Shown) => Promise<ExitCode>): Promise<ExitCode> {
  return withStore<ExitCode>(address, { create: false, io }, async (store) => {
    const room = newRoom()
    const last = new Set<number>()
    // How launches stood before need not be worked out once it is known how they stand.
    for (let after: string | undefined; ; ) {
      const page = await store.latestPerLaunch({ limit: 200, ...optional('after', after) })
      for (const { sequence } of page.entries) {
        const recorded = await store.at(sequence)
        if (recorded) addDecision(room, recorded)
        if (recorded) last.add(sequence)
      }
      after = page.next
      if (after === undefined) break
    }
    for await (const line of store.exportLines()) {
      const recorded = recordedOfLine(line)
      if (recorded && !last.has(recorded.sequence)) addDecision(room, recorded)
    }
    if (room.decisions === 0) {
      io.stderr('onlyif: the store holds no decision, so there is nothing to show\n')
      return 2
    }
    return write({ room, now, decisionOf: async (digest) => (await store.get(digest))?.decision })
  })
}
