import { createHash } from 'node:crypto'
import type { SingleUse } from '../../store/index.ts'
import type { Caller } from '../caller.ts'
import { ProblemError } from '../problem.ts'
import { acceptedUntil, verifyIdentity } from './oidc.ts'
import type { OidcSettings, WorkflowAllowed } from './settings.ts'

/** What of an identity token is kept of its caller, where the token has it. */
const kept = [
  ...['iss', 'jti', 'repository', 'repository_id', 'repository_owner', 'repository_owner_id', 'ref', 'sha', 'workflow_ref'],
  ...['job_workflow_ref', 'environment', 'event_name', 'base_ref', 'head_ref', 'run_id', 'run_attempt', 'actor', 'actor_id'],
  ...['check_run_id', 'runner_environment'],
] as const

interface Deps {
  readonly oidc: OidcSettings
  readonly singleUse: Pick<SingleUse, 'use'>
  readonly now: () => number
}

/**
 * The caller of a workflow's identity token, which is good for one request. Who it is goes by the ids of the repository and of its
 * owner, never by `sub`, whose form anybody who owns the repository may change.
 */
export async function callerOfWorkflow(token: string, { oidc, singleUse, now }: Deps): Promise<Caller> {
  const { issuer, claims: payload } = await verifyIdentity(token, oidc, now)
  const claims = textsOf(payload)
  const allowed = issuer.allow.find((entry) => fits(entry, claims))
  if (!allowed)
    throw new ProblemError(
      'unauthenticated',
      'this service allows no workflow with what the identity token says of its repository and run',
      {
        hint: 'it goes by the ids of the repository and its owner, and by the workflow, environment and ref where these are set',
      },
    )
  const { jti = '', iss = '', repository = '' } = claims
  const use = createHash('sha256')
    .update(JSON.stringify([iss, jti]))
    .digest('hex')
  if (jti === '') throw new ProblemError('unauthenticated', 'the identity token has no id of its own')
  if (!(await singleUse.use(`oidc:${use}`, acceptedUntil(payload))))
    throw new ProblemError('unauthenticated', 'the identity token was used before', { hint: 'ask for a new one for each request' })
  return {
    kind: 'workflow',
    id: `${repository}@${allowed.repositoryId}`,
    name: claims['run_id'] === undefined ? repository : `${repository}, run ${claims['run_id']}`,
    scopes: new Set(allowed.scopes ?? ['judge']),
    bounds: allowed.bounds ?? {},
    claims,
  }
}

function textsOf(payload: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    kept.flatMap((name) => {
      const value = Object.hasOwn(payload, name) ? payload[name] : undefined
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )
}

function fits(allowed: WorkflowAllowed, claims: Readonly<Record<string, string>>): boolean {
  const asked = {
    repository_id: allowed.repositoryId,
    repository_owner_id: allowed.repositoryOwnerId,
    job_workflow_ref: allowed.jobWorkflowRef,
    environment: allowed.environment,
    ref: allowed.ref,
  }
  return Object.entries(asked).every(([name, value]) => value === undefined || claims[name] === value)
}
