import type { Store } from '../../store/index.ts'
import type { Keeper } from '../commitments/keeper.ts'
import type { Judged } from '../judging/judging.ts'
import type { Recorder } from '../judging/recording.ts'

/** What the API works with. */
export interface ApiDeps {
  readonly store: Store
  readonly commitments: Pick<Keeper, 'standing'>
  readonly recorder: Recorder
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number
  /** Told of every judgement, for the figures. */
  readonly onJudged: (judged: Judged, dryRun: boolean) => void
}
