import type { Circumstances } from '../../store/index.ts'
import type { Caller } from '../caller.ts'
import { ProblemError } from '../problem.ts'

/** What a request says of where it comes from. */
export interface Said {
  /** `owner/name`. */
  readonly repository?: string | undefined
  /** The full SHA. */
  readonly commit?: string | undefined
  readonly ref?: string | undefined
  readonly actor?: string | undefined
  readonly runId?: string | undefined
  readonly runAttempt?: string | undefined
  /** The address of a run: its repository, number and attempt are compared. */
  readonly runUrl?: string | undefined
}

const claimOf = {
  repository: 'repository',
  commit: 'sha',
  ref: 'ref',
  actor: 'actor',
  runId: 'run_id',
  runAttempt: 'run_attempt',
} as const satisfies Readonly<Partial<Record<keyof Said, string>>>

/** Refuses (`forbidden`) a request that says something else of itself than its identity token vouches for. Other callers are not compared. */
export function refuseContradiction({ claims }: Caller, said: Said): void {
  if (!claims) return
  const run = said.runUrl === undefined ? {} : partsOfRun(said.runUrl, claims)
  for (const statements of [said, run])
    for (const [key, claim] of Object.entries(claimOf)) {
      const value = statements[key as keyof typeof claimOf]
      if (value === undefined || value === claims[claim]) continue
      throw new ProblemError(
        'forbidden',
        `the request says ${words[key as keyof typeof claimOf]} \`${value}\`, and its identity token does not`,
        {
          hint: `leave it out: \`${claim}\` of the token goes into the record`,
        },
      )
    }
}

const words = {
  repository: 'that it comes from the repository',
  commit: 'that it is about the commit',
  ref: 'that it is of the ref',
  actor: 'that it was started by',
  runId: 'that it is the run',
  runAttempt: 'that it is the attempt',
} as const satisfies Readonly<Record<keyof typeof claimOf, string>>

function partsOfRun(text: string, claims: Readonly<Record<string, string>>): Said {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const [, repository, runId, runAttempt] =
    /^\/([^/]+\/[^/]+)\/actions\/runs\/(\d+)(?:\/attempts\/(\d+))?(?:\/|$)/.exec(url?.pathname ?? '') ?? []
  return repository === undefined || url?.origin !== serverOf(claims) ? { repository: text } : { repository, runId, runAttempt }
}

/** Where the repositories of an issuer are: GitHub's own, an enterprise's at `SUB.ghe.com`, or a server's. */
function serverOf({ iss = '' }: Readonly<Record<string, string>>): string | undefined {
  if (!URL.canParse(iss)) return undefined
  const { origin } = new URL(iss)
  return origin === 'https://token.actions.githubusercontent.com' ? 'https://github.com' : origin.replace('//token.actions.', '//')
}

/** What of the circumstances of a decision the caller's identity token vouches for; nothing for other callers. */
export function vouchedFor({ claims }: Caller): Pick<Circumstances, 'commit' | 'runUrl' | 'labels'> {
  if (!claims) return {}
  const { sha: commit, repository, run_id: run, run_attempt: attempt } = claims
  const server = serverOf(claims)
  const isRun = server !== undefined && repository !== undefined && run !== undefined
  return {
    ...(commit !== undefined && { commit }),
    ...(isRun && { runUrl: `${server}/${repository}/actions/runs/${run}${attempt === undefined ? '' : `/attempts/${attempt}`}` }),
    labels: claims,
  }
}
