import type { Decision, JudgedRequirement } from '../../model/generated/types.ts'

export const eventNames = ['verdict.changed', 'waiver.expiring', 'digest.weekly'] as const

export type EventName = (typeof eventNames)[number]

type Verdict = Decision['verdict']
type Outcome = JudgedRequirement['outcome']

/** A launch in short. */
export interface LaunchBrief {
  readonly id: string
  readonly title: string
  readonly owner: string
  readonly product?: string
  readonly version?: string
  readonly date?: string
}

/** A requirement that comes out differently; `was` or `outcome` is absent where it is new or gone. */
export interface Turned {
  readonly requirement: string
  readonly title: string
  readonly owner: string
  readonly was?: Outcome
  readonly outcome?: Outcome
}

/** A launch got another verdict. */
export interface VerdictChanged {
  readonly launch: LaunchBrief
  readonly verdict: Verdict
  readonly was: Verdict
  /** Whether it must not go to customers now. */
  readonly blocked: boolean
  /** The verdict's reason in a sentence. */
  readonly reason: string
  /** What is missing, who owns it, what would make it a go; each a line. */
  readonly next: readonly { readonly label: string; readonly text: string }[]
  readonly turned: readonly Turned[]
  /** Digests of the two decisions. */
  readonly decision: string
  readonly previous: string
  readonly decidedAt: string
}

export interface WaiverBrief {
  readonly id: string
  readonly requirement: string
  /** Of the requirement. */
  readonly title: string
  readonly owner: string
  readonly reason: string
  readonly expires: string
  readonly daysLeft: number
  readonly followUp?: string
}

/** A waiver that a launch rests on ends soon. */
export interface WaiverExpiring {
  readonly launch: LaunchBrief
  readonly waiver: WaiverBrief
  readonly decision: string
}

/** How an owner's launches stand, and what is theirs to do. */
export interface WeeklyDigest {
  readonly owner: string
  /** The day it is for. */
  readonly day: string
  /** Open launches they own, the worst first. */
  readonly launches: readonly (LaunchBrief & {
    readonly verdict: Verdict
    readonly blocked: boolean
    readonly gateReady: Decision['gateReady']
    readonly onPlan: Decision['onPlan']
    readonly next: string
  })[]
  /** Requirements they own that stop a launch, those that are late or due first. */
  readonly toDo: readonly {
    readonly requirement: string
    readonly title: string
    readonly launch: string
    readonly launchTitle: string
    readonly outcome: Outcome
    readonly due?: string
    readonly overdue: boolean
  }[]
  /** Waivers in force for their launches or requirements, the first to end first. */
  readonly waivers: readonly (WaiverBrief & { readonly launch: string })[]
}

/** What a message says, as a webhook gets it. `timestamp` is when it happened. */
export type Event =
  | { readonly type: 'verdict.changed'; readonly timestamp: string; readonly data: VerdictChanged }
  | { readonly type: 'waiver.expiring'; readonly timestamp: string; readonly data: WaiverExpiring }
  | { readonly type: 'digest.weekly'; readonly timestamp: string; readonly data: WeeklyDigest }
