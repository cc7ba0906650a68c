import type { RecordedEntry } from '../../store/index.ts'
import type { LaunchToday } from '../../web/room/launch-today.ts'
import type { LaunchRecord } from '../../web/room/room.ts'

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

/** A launch by its last decision, with the lights as of now; without the decision itself, as they were when it was made. */
export function standingOfLaunch(entry: RecordedEntry, record: LaunchRecord | undefined, todayOf: (record: LaunchRecord) => LaunchToday) {
  const { launch: id, title, product, owner, date, verdict, blocked, gateReady, onPlan, ...last } = entryOf(entry)
  const { launchedOn, withdrawnOn } = record?.standing.launch ?? {}
  const today = record && todayOf(record)
  return {
    ...{ id, title },
    ...(product !== undefined && { product }),
    owner,
    ...(date !== undefined && { date }),
    ...(launchedOn !== undefined && { launchedOn }),
    ...(withdrawnOn !== undefined && { withdrawnOn }),
    ...{ verdict, blocked },
    ...(today ? { gateReady: today.gate.tone, onPlan: today.plan.tone } : { gateReady, onPlan }),
    ...(today && today.doubts !== '' && { changedSince: today.doubts }),
    last: { sequence: last.sequence, digest: last.digest, recordedAt: last.recordedAt, now: last.now },
  }
}
