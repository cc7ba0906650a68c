import type { ApproverRole } from '../engine/approval.ts'
import type { Decision, JudgedWaiver } from '../model/generated/types.ts'
import type { Explanation } from '../report/explain/explanation.ts'
import type { TokenNames } from './judged-by.ts'
import type { Room } from './room/room.ts'

/** A page that can be linked to: a path from the root of the dashboard, and what is asked of it. */
export interface Target {
  /** Absolute, its segments not yet encoded: `['launches', 'checkout-2']`. The front page is `[]`. */
  readonly path: readonly string[]
  readonly query?: Readonly<Record<string, string | undefined>>
  /** A place within the page. */
  readonly anchor?: string
}

/** The ways from one page to others. The service answers questions in the address; a folder of files has a file for each. */
export interface Links {
  /** The address of a page, as it stands in `href`; not escaped. */
  to(target: Target): string
  /** The address of a style sheet, script or other file under `assets`. */
  asset(name: string): string
  /** The address of the description of the API, where a service has one. */
  readonly api?: string
  /** Whether the pages are files: then there are no forms, only links. */
  readonly isStatic: boolean
}

/** What a page is made from. */
export interface Surroundings {
  readonly room: Room
  /** The moment of looking, RFC 3339: clocks and "in 3 days" count from it. */
  readonly now: string
  readonly links: Links
  /** Whether all of it is made up, for a demonstration: then every page says so. */
  readonly isExample?: boolean
  /** What stands before everything else on every page: that what is shown may not be what holds. Names in backticks. */
  readonly notice?: string
  /** Where a form ends the session of whoever looks; absent where there is none to end. */
  readonly signOut?: string
  /** A whole decision by its digest; undefined where it is not kept. */
  readonly decisionOf: (digest: string) => Promise<Decision | undefined>
  /** What becomes of a launch until its date, by the decision; absent where nobody can judge again. */
  readonly outlookOf?: (digest: string) => Promise<Outlook | undefined>
  /** The commitments in plain language, where their files are at hand; else views say what decisions tell of them. */
  readonly explanation?: Explanation
  /** Waivers that were asked for by request, whatever became of them; absent where nobody can ask. Those of launches outside the room are passed over. */
  readonly requestedWaivers?: () => Promise<readonly RequestedWaiver[]>
  /** Who may approve waivers of a requirement, by its id; absent where the commitments are not at hand. */
  readonly approversOf?: ApproversOf
  /** Names of the tokens that decisions were asked for with, by id; absent where nobody knows them. */
  readonly tokenNames?: () => Promise<TokenNames>
  /** What was found when the record of a decision was looked at; absent where nobody can look. */
  readonly verificationOf?: (digest: string) => Promise<Verified>
}

/** What time alone does to a launch, told by whoever can judge it again. */
export interface Outlook {
  /** From when it may go, until when: a sentence. */
  readonly answer: string
  readonly points: readonly {
    readonly at: string
    readonly verdict: Decision['verdict']
    readonly blocked: boolean
    /** What turns, a sentence each. */
    readonly turns: readonly string[]
  }[]
}

/** The roles that may approve waivers of a requirement; none of one that is never waived, or that is not there any more. */
export type ApproversOf = (requirement: string) => readonly ApproverRole[]

/** A waiver that was asked for by request, as it stands by the answers that were given. */
export interface RequestedWaiver {
  readonly launch: string
  readonly state: 'requested' | 'in-force' | 'refused' | 'withdrawn' | 'expired' | 'lapsed'
  readonly waiver: Omit<JudgedWaiver, 'state'>
  /** The digest of the decision that whoever answered had before them. */
  readonly digest: string
  /** When it was asked for, answered or ended, whichever was last; RFC 3339. */
  readonly changedAt: string
}

/** Whether a decision is as it was made. */
export interface Verified {
  readonly state: 'verified' | 'differs' | 'not-replayable' | 'unknown'
  /** A sentence. */
  readonly words: string
}

/** What somebody asks for. */
export interface PageRequest {
  /** From the root of the dashboard, as in the address: `/launches/checkout-2`. */
  readonly path: string
  readonly query: URLSearchParams
}

/** An answer. */
export interface Page {
  readonly status: number
  /** The media type, with its character set. */
  readonly type: string
  readonly body: string
  /** The name to save it under, where it is meant to be saved. */
  readonly file?: string
}
