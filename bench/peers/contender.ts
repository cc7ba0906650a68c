/** What a contender says of a requirement; those that know two values only say `not met` for unmet and unknown. */
export type Answer = 'met' | 'unmet' | 'unknown' | 'not met'

/** One way of judging the launches of a workload, ready to be timed. */
export interface Contender {
  readonly name: string
  /** What its answer explains, in a few words; `no` when it only gives outcomes. */
  readonly explains: string
  readonly values: 2 | 3
  /** Judges the launch at an index; the promise of it where the library is asynchronous. */
  run(index: number): unknown
  /** The answers in what `run` gave, requirement by requirement as written. */
  read(result: unknown): readonly Answer[]
}

interface TypedContender<R> extends Omit<Contender, 'run' | 'read'> {
  run(index: number): R | Promise<R>
  read(result: R): readonly Answer[]
}

/** Lets a contender be written with the type of its own result. */
export function contender<R>(typed: TypedContender<R>): Contender {
  return { ...typed, read: (result) => typed.read(result as R) }
}
