import type { Reason } from '../../engine/reason.ts'
import type {
  Decision,
  JudgedCommitment,
  JudgedFact,
  JudgedHandOff,
  JudgedLaunch,
  JudgedRequirement,
  JudgedWaiver,
} from '../../model/generated/types.ts'
import type { LaunchEnd } from '../../model/launch-end.ts'
import type { Turn } from './turns.ts'

/** What a requirement says, the same for every launch that was judged by it; held once however many launches there are. */
export interface Definition {
  /** With its commitment: `market-promise/beta-delight`. */
  readonly id: string
  readonly title: string
  readonly owner: string
  readonly stage?: string
  readonly competency?: number
  readonly why?: string
  readonly honors?: string
  readonly dishonors?: string
  readonly handOff?: JudgedHandOff
  readonly ifUnmet?: string
}

/** A fact on which an outcome rests that is not met, and why. */
export interface OpenFact {
  readonly fact: string
  readonly reason: Reason
}

/** How one requirement of one launch stands. */
export interface RequirementStanding {
  readonly definition: Definition
  readonly outcome: JudgedRequirement['outcome']
  readonly underlying: JudgedRequirement['underlying']
  readonly enforcement: JudgedRequirement['enforcement']
  /** `YYYY-MM-DD`. */
  readonly due?: string
  /** As of the decision; what is late today is asked of `isLate`. */
  readonly overdue: boolean
  /** What stands in the way, also where it is waived. */
  readonly open: readonly OpenFact[]
  readonly waivedBy: readonly string[]
  /** The oldest day that its evidence states. */
  readonly evidenceFrom?: string
  /** The last day on which all of its evidence is fresh enough, where some grows too old. */
  readonly freshUntil?: number
  /** From when on the clock alone makes its outcome doubtful, the first first. */
  readonly turns: readonly Turn[]
}

/** A fact about customers won, lost and why: what a launch says under `customers.`. */
export interface CustomerFact {
  readonly fact: string
  readonly value: unknown
  readonly asOf?: string
  readonly note?: string
  readonly link?: string
}

/** What is kept of every decision about a launch: enough to say what changed from one to the next. */
export interface Moment {
  /** The number of its entry in the log, or the order in which it was read. */
  readonly sequence: number
  readonly digest: string
  /** When it was recorded, RFC 3339; the moment of the judgement where it was not. */
  readonly recordedAt: string
  /** The moment for which it was judged, RFC 3339. */
  readonly now: string
  readonly engine: string
  readonly verdict: Decision['verdict']
  readonly blocked: boolean
  readonly gateReady: Decision['gateReady']
  readonly onPlan: Decision['onPlan']
  /** The launch date it was judged with. */
  readonly date?: string
  /** How the launch had come to its end when it was judged. */
  readonly end?: LaunchEnd
  /** The ids of the requirements, held once for all decisions with the same ones. */
  readonly requirements: readonly string[]
  /** An outcome a requirement, in the same order, as the letters of `outcomeLetters`. */
  readonly outcomes: string
  readonly waivers: readonly Pick<JudgedWaiver, 'id' | 'state'>[]
  /** Commitments with the digests of what was read. */
  readonly commitments: readonly { readonly id: string; readonly digest: string }[]
  /** Facts that were too old. */
  readonly stale: readonly string[]
  readonly gate?: string
  readonly actor?: string
  readonly runUrl?: string
  readonly dryRun: boolean
}

/** How a launch stands by its last decision. */
export interface LaunchStanding {
  readonly launch: JudgedLaunch
  readonly verdict: Decision['verdict']
  readonly blocked: boolean
  /** As of the decision, as are its verdict and whether it blocks; what holds today is asked of `today.ts` and `plan.ts`. */
  readonly gateReady: Decision['gateReady']
  readonly counts: Decision['counts']
  readonly commitments: readonly JudgedCommitment[]
  readonly requirements: readonly RequirementStanding[]
  readonly waivers: readonly JudgedWaiver[]
  readonly customers: readonly CustomerFact[]
  /** The verdict's reason in a sentence. */
  readonly reason: string
  /** What would make it a go: facts that must change, and who brings that about; `possible` is false where no change of facts helps. */
  readonly toGo: { readonly possible: boolean; readonly facts: readonly string[]; readonly owners: readonly string[] }
}

/** A launch of the room. */
export interface LaunchRecord {
  readonly standing: LaunchStanding
  /** The decision that `standing` is of. */
  readonly last: Moment
  /** Every decision, the oldest first. */
  readonly history: readonly Moment[]
}

/** A launch of which nothing could be decided, and why. */
export interface UndecidedLaunch {
  readonly name: string
  readonly file: string
  readonly why?: string
}

/** A fact that decisions looked at, as the last of them describes it; without a catalog nothing is known but its path. */
export interface FactSeen extends Partial<JudgedFact> {
  readonly path: string
}

/** Everything the pages know without asking for a whole decision. Built by `addDecision`; views only read it. */
export interface Room {
  readonly launches: ReadonlyMap<string, LaunchRecord>
  readonly undecided: readonly UndecidedLaunch[]
  /** Commitments as the last decision that was judged by them has them, by id. */
  readonly commitments: ReadonlyMap<string, JudgedCommitment>
  /** Facts that conditions read, by path. */
  readonly facts: ReadonlyMap<string, FactSeen>
  /** How many decisions were added. */
  readonly decisions: number
}

/** An outcome as one letter, so that a decision of a hundred requirements is remembered in a hundred bytes. */
export const outcomeLetters: Readonly<Record<JudgedRequirement['outcome'], string>> = {
  met: 'm',
  unmet: 'u',
  unknown: 'k',
  waived: 'w',
  'not-applicable': 'n',
}

const outcomesByLetter = new Map(
  Object.entries(outcomeLetters).map(([outcome, letter]) => [letter, outcome as JudgedRequirement['outcome']]),
)

/** The outcomes of a decision by requirement. */
export function outcomesOf({
  requirements,
  outcomes,
}: Pick<Moment, 'requirements' | 'outcomes'>): Map<string, JudgedRequirement['outcome']> {
  return new Map(requirements.map((id, index) => [id, outcomesByLetter.get(outcomes[index] ?? '') ?? 'unknown']))
}
