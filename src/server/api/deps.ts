import type { Store } from '../../store/index.ts'
import type { LaunchRecord } from '../../web/room/room.ts'
import type { Keeper } from '../commitments/keeper.ts'
import type { Limits } from '../http/limit-settings.ts'
import type { Judged, Judges } from '../judging/judges.ts'
import type { Recorder } from '../judging/recording.ts'
import type { KnownTurns } from '../rejudge/known-turns.ts'
import type { WaiverView } from '../waivers/kept-waiver.ts'
import type { WhoIsWho } from '../waivers/names.ts'

/** What the API works with. */
export interface ApiDeps {
  readonly store: Store
  readonly commitments: Pick<Keeper, 'standing' | 'refresh'>
  /** Whose tokens and sign-in names stand for whom. */
  readonly who: WhoIsWho
  /** What the dashboard holds of launches, in step with the log. */
  readonly launchRecords: () => Promise<ReadonlyMap<string, LaunchRecord>>
  /** Told of each waiver whose state changed, once what judges is as it says. */
  readonly onWaiver: (waiver: WaiverView) => void
  readonly judges: Pick<Judges, 'judge'>
  readonly recorder: Recorder
  readonly turns: Pick<KnownTurns, 'remember'>
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number
  /** How much one request may ask for. */
  readonly limits: Pick<Limits, 'words' | 'tests' | 'characters'>
  /** Told of every judgement, for the figures. */
  readonly onJudged: (judged: Pick<Judged, 'decisions' | 'undecided'>, dryRun: boolean) => void
}
