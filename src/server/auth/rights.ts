import { type Caller, isWithin, type Scope } from '../caller.ts'
import { ProblemError } from '../problem.ts'

/** What may be asked of the service, the scope that it takes, and whether it is about launches, so that bounds apply. */
export const operations = {
  'decisions.judge': { scope: 'judge', about: 'launches', does: 'judge launches' },
  'decisions.read': { scope: 'read', about: 'launches', does: 'read decisions' },
  'launches.read': { scope: 'read', about: 'launches', does: 'read launches' },
  'commitments.read': { scope: 'read', about: 'everybody', does: 'read commitments' },
  'files.lint': { scope: 'judge', about: 'everybody', does: 'check files' },
  'decisions.verify': { scope: 'read', about: 'launches', does: 'verify decisions' },
  'waivers.read': { scope: 'read', about: 'launches', does: 'read waivers' },
  'waivers.ask': { scope: 'waive', about: 'launches', does: 'ask for waivers' },
  'waivers.answer': { scope: 'waive', about: 'launches', does: 'approve, refuse or withdraw waivers' },
  'audit.read': { scope: 'admin', about: 'service', does: 'read who changed what' },
  'service.manage': { scope: 'admin', about: 'service', does: 'change tokens and settings' },
} as const satisfies Readonly<Record<string, Right>>

interface Right {
  readonly scope: Scope
  /** `launches`: only those within the bounds. `everybody`: the same for all. `service`: only for callers without bounds. */
  readonly about: 'launches' | 'everybody' | 'service'
  /** Completes "may not …". */
  readonly does: string
}

export type Operation = keyof typeof operations

/** What bounds are compared with. */
export interface BoundedLaunch {
  readonly id: string
  readonly product?: string | undefined
}

/**
 * Lets a caller go on, or throws `forbidden`. With a launch its bounds are checked as well; without one only the scope is, and what is
 * then read is filtered by `readable`.
 */
export function permit(caller: Pick<Caller, 'kind' | 'name' | 'scopes' | 'bounds'>, operation: Operation, launch?: BoundedLaunch): void {
  const right: Right = operations[operation]
  const who = `${caller.kind} \`${caller.name}\``
  if (!caller.scopes.has(right.scope))
    throw new ProblemError('forbidden', `the ${who} may not ${right.does}`, { hint: `it takes the scope \`${right.scope}\`` })
  if (right.about === 'service' && isBound(caller))
    throw new ProblemError('forbidden', `the ${who} is bound to launches or products and may not ${right.does}`)
  if (right.about === 'launches' && launch !== undefined && !isWithin(caller.bounds, launch))
    throw new ProblemError('forbidden', `the ${who} may not ${right.does} of \`${launch.id}\``, {
      hint: 'it is bound to other launches or products',
    })
}

/**
 * Lets a caller judge a launch, or throws `forbidden`. What a manifest says of its product is its sender's word, so a launch that was
 * recorded before must be within the bounds as it was recorded, too: nobody gets at another team's launch by renaming its product.
 * `recorded` is asked only of callers with bounds.
 */
export async function permitJudging(
  caller: Caller,
  sent: BoundedLaunch,
  recorded: (launch: string) => Promise<BoundedLaunch | undefined>,
): Promise<void> {
  permit(caller, 'decisions.judge', sent)
  const before = isBound(caller) ? await recorded(sent.id) : undefined
  if (before) permit(caller, 'decisions.judge', before)
}

/** Whether a caller may see something about a launch: a filter for lists, and for what answers `not-found` where it may not. */
export function readable({ scopes, bounds }: Caller): (launch: BoundedLaunch) => boolean {
  return (launch) => scopes.has('read') && isWithin(bounds, launch)
}

/** Whether a caller is bound to some launches or products. */
export function isBound({ bounds }: Pick<Caller, 'bounds'>): boolean {
  return bounds.launches !== undefined || bounds.products !== undefined
}

/** What of a request lets its sender say how it is judged. */
export interface JudgedBy {
  readonly ownCommitments: boolean
  readonly ownNow: boolean
  readonly dryRun: boolean
}

/**
 * How the answer to a request counts. Whoever brings the commitments or the moment chooses the judge: that answer is a dry run, which
 * is neither stored nor obeyed by any gate, and `because` tells the sender so.
 */
export function standingOf({ ownCommitments, ownNow, dryRun }: JudgedBy): { readonly dryRun: boolean; readonly because?: string } {
  if (ownCommitments) return { dryRun: true, because: 'the request brings its own commitments' }
  if (ownNow) return { dryRun: true, because: 'the request brings its own `now`' }
  return dryRun ? { dryRun: true, because: 'the request asks for a dry run' } : { dryRun: false }
}
