import { createVerify } from 'node:crypto'
import type { Actor, Level, PermissionName, Permissions, Repository, World } from './world.ts'

/** What an operation needs: one of the alternatives. */
export interface Need {
  readonly level: Exclude<Level, 'none'>
  readonly anyOf: readonly PermissionName[]
}

const reads = (...anyOf: readonly PermissionName[]): Need => ({ level: 'read', anyOf })
const writes = (...anyOf: readonly PermissionName[]): Need => ({ level: 'write', anyOf })

/** The permission that each operation on a repository needs; an operation that is not listed needs no more than to see it. */
export const needs: Readonly<Record<string, Need>> = {
  'repos/get-branch': reads('contents'),
  'repos/get-commit': reads('contents'),
  'repos/get-content': reads('contents'),
  'repos/compare-commits': reads('contents'),
  'repos/compare-commits-with-basehead': reads('contents'),
  'repos/list-pull-requests-associated-with-commit': reads('pull_requests'),
  'repos/list-deployments': reads('deployments'),
  'repos/create-deployment-status': writes('deployments'),
  'git/get-ref': reads('contents'),
  'git/get-commit': reads('contents'),
  'git/get-tree': reads('contents'),
  'git/get-blob': reads('contents'),
  'pulls/get': reads('pull_requests'),
  'pulls/list': reads('pull_requests'),
  'pulls/list-files': reads('pull_requests'),
  'issues/list-comments': reads('issues', 'pull_requests'),
  'issues/create-comment': writes('issues', 'pull_requests'),
  'issues/update-comment': writes('issues', 'pull_requests'),
  'checks/create': writes('checks'),
  'checks/update': writes('checks'),
  'checks/get': reads('checks'),
  'checks/list-for-ref': reads('checks'),
  'actions/list-workflow-runs-for-repo': reads('actions'),
  'actions/get-pending-deployments-for-run': reads('actions'),
  'actions/get-workflow-run': reads('actions'),
  'actions/get-reviews-for-run': reads('actions'),
  'actions/review-custom-gates-for-run': writes('deployments'),
}

const rank: Readonly<Record<Level, number>> = { none: 0, read: 1, write: 2 }

/** Whether `permissions` hold what is needed; nothing is needed to read what is public. */
export function allows(permissions: Permissions, need: Need, repository: Repository): boolean {
  if (need.level === 'read' && !repository.private) return true
  return need.anyOf.some((name) => rank[permissions[name] ?? 'none'] >= rank[need.level])
}

/** Whether a repository is there for whoever asks: GitHub says 404 of private ones that it will not show. */
export function sees(actor: Actor, repository: Repository): boolean {
  return !repository.private || reaches(actor, repository)
}

/** Whether a token was given for this repository, without which it writes nothing there. */
export function reaches(actor: Actor, repository: Repository): boolean {
  return actor.repositories === 'all' || actor.repositories.some((name) => name.toLowerCase() === repository.fullName.toLowerCase())
}

const nobody: Actor = { kind: 'anonymous', permissions: {}, repositories: [] }

/** Who sent this `Authorization` header; undefined for credentials that are not good. */
export function actorOf(world: World, authorization: string | undefined): Actor | undefined {
  if (authorization === undefined) return nobody
  const token = /^(?:bearer|token) (\S+)$/i.exec(authorization)?.[1]
  if (token === undefined) return undefined
  return world.tokens.get(token) ?? appOf(world, token)
}

/** An App that signs for itself: RS256, issued by its id or client id, good for at most ten minutes. */
function appOf(world: World, token: string): Actor | undefined {
  const [header = '', payload = '', signature = ''] = token.split('.')
  try {
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
    const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString()) as Record<string, unknown>
    const app = [...world.apps.values()].find((one) => String(one.id) === String(claims['iss']) || one.clientId === claims['iss'])
    if (app === undefined || alg !== 'RS256') return undefined
    const genuine = createVerify('RSA-SHA256').update(`${header}.${payload}`).verify(app.publicKey, signature, 'base64url')
    const [from, until, now] = [Number(claims['iat']), Number(claims['exp']), Date.now() / 1000]
    if (!genuine || !(until > now) || until - from > 660 || until > now + 660) return undefined
    return { kind: 'app', app, permissions: app.permissions, repositories: [] }
  } catch {
    return undefined
  }
}
