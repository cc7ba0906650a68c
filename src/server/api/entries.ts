import type { RecordedEntry } from '../../store/index.ts'

/** A recorded decision as lists show it. */
export function entryOf({ sequence, hash, recorded }: RecordedEntry) {
  const { recordedAt, decision: digest, launch, title, product, owner, date, verdict, blocked, gateReady, onPlan, now, engine } = recorded
  return {
    ...{ sequence, hash, recordedAt, digest, engine, launch, title },
    ...(product !== undefined && { product }),
    owner,
    ...(date !== undefined && { date }),
    ...{ verdict, blocked, gateReady, onPlan, now },
    circumstances: recorded.circumstances,
  }
}

/** A launch by its last decision. */
export function standingOfLaunch(entry: RecordedEntry) {
  const { launch: id, title, product, owner, date, verdict, blocked, gateReady, onPlan, ...last } = entryOf(entry)
  return {
    ...{ id, title },
    ...(product !== undefined && { product }),
    owner,
    ...(date !== undefined && { date }),
    ...{ verdict, blocked, gateReady, onPlan },
    last: { sequence: last.sequence, digest: last.digest, recordedAt: last.recordedAt, now: last.now },
  }
}
