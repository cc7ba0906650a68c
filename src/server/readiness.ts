import { engineName } from '../engine/version.ts'
import type { Store } from '../store/index.ts'
import type { Keeper, Standing } from './commitments/keeper.ts'
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
}

/**
 * Whether the service can judge and record: with commitments that stand, and a store that answers. Anyone is told which of the two is not
 * as it should be, and of files how many mistakes there are and of what kind. Diagnostics quote files, and the words of a database name
 * machines: those are for who may read (`toReader`), and in the log.
 */
export async function readinessOf({ store, commitments, log }: Deps, toReader: boolean): Promise<Readiness> {
  const { set, problem } = commitments.standing()
  const stored = await store.head().then(
    (head) => ({ ok: true as const, head }),
    (error: unknown) => ({ ok: false as const, why: errorLine(error) }),
  )
  if (!stored.ok) log('error', 'the store is away', { why: stored.why })
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
