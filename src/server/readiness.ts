import { engineName } from '../engine/version.ts'
import type { Head, Store } from '../store/index.ts'
import type { Keeper } from './commitments/keeper.ts'
import type { Standing } from './commitments/standing.ts'
import { errorLine, type Log } from './log-line.ts'

/** How a service is, and whether it can judge and record. */
export interface Readiness {
  readonly isReady: boolean
  readonly told: unknown
}

interface Deps {
  readonly store: Pick<Store, 'head'>
  readonly commitments: Pick<Keeper, 'standing'>
  readonly log: Log
  /** The clock, in milliseconds. */
  readonly now: () => number
}

type Stored = { readonly ok: true; readonly head: Head } | { readonly ok: false; readonly why: string }

/** What the store said is told again for so long, in milliseconds: anybody may ask, and probes ask less often. */
const keepFor = 1000

/** Tells how the service is, to whoever asks. However many ask, the store is asked once a second, and never while it has not answered. */
export function readiness(deps: Deps): (toReader: boolean) => Promise<Readiness> {
  const { store, log, now } = deps
  let known: { readonly stored: Promise<Stored>; until: number } | undefined
  const look = (): Promise<Stored> => {
    const asked = {
      stored: store.head().then(
        (head): Stored => ({ ok: true, head }),
        (error: unknown): Stored => ({ ok: false, why: errorLine(error) }),
      ),
      until: Number.POSITIVE_INFINITY,
    }
    known = asked
    void asked.stored.then((stored) => {
      asked.until = now() + keepFor
      if (!stored.ok) log('error', 'the store is away', { why: stored.why })
    })
    return asked.stored
  }
  return async (toReader) => {
    // A clock that was put back must not keep an old answer.
    const isFresh = known && (known.until === Number.POSITIVE_INFINITY || (now() < known.until && known.until <= now() + keepFor))
    return readinessOf(deps, isFresh && known ? await known.stored : await look(), toReader)
  }
}

/**
 * Whether the service can judge and record: with commitments that stand, and a store that answers. Anyone is told which of the two is not
 * as it should be, and of files how many mistakes there are and of what kind. Diagnostics quote files, and the words of a database name
 * machines: those are for who may read (`toReader`), and in the log.
 */
function readinessOf({ commitments }: Deps, stored: Stored, toReader: boolean): Readiness {
  const { set, problem } = commitments.standing()
  const isReady = set !== undefined && stored.ok
  return {
    isReady,
    told: {
      status: !isReady ? 'unready' : problem ? 'degraded' : 'ready',
      engine: engineName,
      commitments: {
        ...(set && { version: set.version, loadedAt: new Date(set.loadedAt).toISOString() }),
        ...(set?.commit !== undefined && { commit: set.commit }),
        ...(problem && { problem: toldOf(problem, toReader) }),
      },
      store: stored.ok
        ? { status: 'ready', ...(toReader && { last: stored.head.sequence }) }
        : { status: 'away', ...(toReader && { why: stored.why }) },
    },
  }
}

function toldOf({ since, diagnostics }: NonNullable<Standing['problem']>, toReader: boolean): object {
  return {
    since: new Date(since).toISOString(),
    errors: diagnostics.filter(({ severity }) => severity === 'error').length,
    codes: [...new Set(diagnostics.map(({ code }) => code))].sort(),
    ...(toReader && { diagnostics: diagnostics.slice(0, 20) }),
  }
}
