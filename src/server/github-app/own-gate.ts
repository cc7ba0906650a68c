import { engineName } from '../../engine/version.ts'
import { appAccess, type TokenPermissions } from '../../github/app-access.ts'
import type { GitHub } from '../../github/client.ts'
import { answerDeployment, reportOnDeployment } from '../../github/deployment-answer.ts'
import type { DeploymentRequest } from '../../github/deployment-request.ts'
import type { Answered, GateAnswer, GatePlace } from '../../github/gate-answer.ts'
import type { InstalledPlace } from '../../github/payload.ts'
import type { Reply } from '../../github/reply.ts'
import type { Decision } from '../../model/generated/types.ts'
import { closesGate, verdictOf } from '../../report/gate-verdict.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { standingOf } from './deployment-standing.ts'
import { approvedLead, blockedLead, comment, lateWords, undecidedLead, undecidedWhy, waitingWords } from './deployment-words.ts'
import { judgeCommit } from './judging.ts'

/** The App that a gate speaks for. */
export interface GateSettings {
  readonly appId: number
  /** PEM, as GitHub gave it. */
  readonly privateKey: string
  /** The root of the REST API; `https://api.github.com` without it. */
  readonly apiUrl?: string
}

/** What is to be judged. */
export interface CommitQuestion {
  /** The full id of the commit that manifests and facts are read from. */
  readonly head: string
  /** The branch that it is to go into; without it the default branch judges. */
  readonly base?: string
  /** Ids, files, or patterns of either: the launches that count; all without it. */
  readonly launches?: readonly string[]
  /** Whether launches that go only by waivers are blocked, too. */
  readonly noExceptions?: boolean
  /** Milliseconds since 1970; the clock of this machine without it. */
  readonly now?: number
}

/** What a commit came to. */
export interface JudgedCommit {
  /** The worst of all launches; `undecided` where one has no decision, or nothing was judged. */
  readonly verdict: Decision['verdict'] | 'undecided'
  /** Whether the gate is closed: always, where something is undecided. */
  readonly isBlocked: boolean
  readonly decisions: readonly Decision[]
  /** Launches without a decision. */
  readonly undecided: readonly { readonly name: string; readonly file: string }[]
  readonly diagnostics: readonly Diagnostic[]
  readonly head: string
  /** The branch that judged, and its commit. */
  readonly trusted: { readonly branch: string; readonly commit: string }
}

/** A judgement, or why there is none: lower case, for a sentence. `isTrouble`: GitHub did not let itself be read, which may pass. */
export type CommitReading =
  | { readonly ok: true; readonly value: JudgedCommit }
  | { readonly ok: false; readonly isTrouble: boolean; readonly message: string }

/** Speaks to GitHub as an App, with tokens for one repository and no more than the work at hand needs. Never throws for what GitHub says. */
export interface OwnGate {
  /** Judges a commit by what a trusted branch holds at this moment, by both engines. */
  judge(place: InstalledPlace, question: CommitQuestion): Promise<CommitReading>
  /** Tells how a deployment stands without deciding it. GitHub takes ten of these for one deployment. */
  report(place: InstalledPlace & GatePlace, comment: string): Promise<Reply<void>>
  /**
   * Decides a deployment. Give the answers that were `sent` for it before: where GitHub refuses this one, one of those found in the
   * record of the run counts as taken.
   */
  answer(place: InstalledPlace & GatePlace, answer: GateAnswer, sent?: readonly GateAnswer[]): Promise<Reply<Answered>>
}

/** How a deployment is to be answered. */
export interface AnswerOptions {
  /** The address of a page of a decision. */
  readonly linkOf: (digest: string) => string
  /** What a no-go gets: `reject` at once, as without it, or `wait` as a hold does. */
  readonly onNoGo?: 'reject' | 'wait'
  /** Whether it has waited as long as it may: what would wait is then rejected. */
  readonly isLast?: boolean
}

/** An answer for a deployment: one to be sent by `answer`, or, while it waits, by `report`. */
export type DeploymentAnswer = GateAnswer | { readonly state: 'waiting'; readonly comment: string }

/** Opens a gate. Throws where the private key is none. Asks GitHub nothing yet. */
export function openGate({ appId, privateKey, apiUrl = 'https://api.github.com' }: GateSettings): OwnGate {
  const access = appAccess({ appId, privateKey, apiUrl, userAgent: `${engineName.replace('@', '/')} (gate)` })
  const asked = async <T>(
    place: InstalledPlace,
    permissions: TokenPermissions,
    work: (github: GitHub) => Promise<Reply<T>>,
  ): Promise<Reply<T>> => {
    const github = await access.asInstalled(place, permissions)
    const reply = github.ok ? await work(github.value) : github
    // The token may have been revoked.
    if (!reply.ok) access.forget(place.installation)
    return reply
  }
  return {
    async judge(place, { now = Date.now(), noExceptions = false, ...question }) {
      const github = await access.asInstalled(place, { contents: 'read' })
      const judged = github.ok
        ? await judgeCommit(github.value, { ...question, now, noExceptions })
        : { ok: false as const, isTrouble: true, message: `GitHub gives no token: ${github.problem.message}` }
      if (!judged.ok) {
        access.forget(place.installation)
        return judged
      }
      const { decisions, undecided, diagnostics, head, trusted } = judged.value
      const { branch, commit } = trusted
      const rest = { decisions, undecided, diagnostics, head, trusted: { branch, commit } }
      return { ok: true, value: { verdict: verdictOf(judged.value), isBlocked: closesGate(judged.value), ...rest } }
    },
    report: (place, text) => asked(place, { deployments: 'write' }, (github) => reportOnDeployment(github, place, text)),
    answer: (place, answer, sent = []) =>
      asked(place, { actions: 'read', deployments: 'write' }, (github) => answerDeployment(github, place, answer, sent)),
  }
}

/** The answer that a judgement asks for, in words that fit into GitHub's comment. What cannot be decided is never approved. */
export function answerFor(request: DeploymentRequest, reading: CommitReading, options: AnswerOptions): DeploymentAnswer {
  const { linkOf, onNoGo, isLast = false } = options
  const undecided = (why: string, judged?: JudgedCommit): DeploymentAnswer => ({
    state: 'rejected',
    comment: comment(linkOf, undecidedLead(why), judged),
  })
  if (request.problem !== undefined) return undecided(request.problem)
  if (!reading.ok) {
    if (!reading.isTrouble || isLast) return undecided(reading.message)
    return { state: 'waiting', comment: comment(linkOf, `Nothing could be decided yet: ${reading.message}. ${waitingWords()}`) }
  }
  const judged = reading.value
  // Another commit than is asked about says nothing of it.
  if (judged.head !== request.sha) return undecided('another commit was judged')
  const state = standingOf(judged, { ...(onNoGo && { onNoGo }), isLast })
  if (state === 'undecided') return undecided(undecidedWhy(judged), judged)
  const lead = state === 'approved' ? approvedLead(request, judged) : blockedLead(request, judged)
  const after = state === 'waiting' ? ` ${waitingWords()}` : state === 'rejected' && isLast ? ` ${lateWords}` : ''
  return { state, comment: comment(linkOf, `${lead}${after}`, judged) }
}
