import type { Job } from '../../store/index.ts'

/** What becomes of a job that fails: it is tried again after a pause that doubles. */
export interface Retry {
  /** The first pause, in milliseconds. */
  readonly firstMs: number
  /** The longest pause. */
  readonly mostMs: number
  /** How often it is tried at most; without it a job is never given up but stays, tried once in the longest pause, with its error beside it. */
  readonly tries?: number
  /** Told of a job before it is dropped. Where this throws, the job stays and is tried once more. */
  readonly givenUp?: (job: Job, why: string) => Promise<void>
}

/** A failure that says itself before when trying again is of no use, as a server does that is asked too often. */
export class TryLater extends Error {
  override readonly name = 'TryLater'
  /** Milliseconds since 1970. */
  readonly notBefore: number

  constructor(message: string, notBefore: number) {
    super(message)
    this.notBefore = notBefore
  }
}

/** Doublings after which any pause has reached its longest, before numbers get out of hand. */
const mostDoublings = 40

/**
 * The pause after a number of tries, in milliseconds: doubled each time up to the longest, of which the second half is left to
 * chance, so that what failed together does not come back together. `chance` is from 0 up to 1.
 */
export function pauseAfter(tries: number, { firstMs, mostMs }: Pick<Retry, 'firstMs' | 'mostMs'>, chance: number): number {
  const whole = Math.min(mostMs, firstMs * 2 ** Math.min(Math.max(0, tries - 1), mostDoublings))
  return Math.round(whole * (0.5 + 0.5 * chance))
}
