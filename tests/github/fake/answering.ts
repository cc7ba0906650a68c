import { actorOf, allows, needs, reaches, sees } from './access.ts'
import { type Answer, type Call, type Handler, Refusal } from './call.ts'
import type { Called } from './contract.ts'
import { isTree } from './json-schema.ts'
import { appRoutes } from './routes-of-apps.ts'
import { checkRoutes } from './routes-of-checks.ts'
import { gitRoutes } from './routes-of-git.ts'
import { workRoutes } from './routes-of-work.ts'
import type { Actor, Repository, World } from './world.ts'

export const handlers: Readonly<Record<string, Handler>> = { ...gitRoutes, ...workRoutes, ...checkRoutes, ...appRoutes }

export interface Asked {
  readonly world: World
  readonly called: Called
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: unknown
  readonly api: string
  readonly largestPage: number
  /** What is wrong with the request by GitHub's schema, and what it oversteps of the documented limits. */
  readonly wrong: readonly string[]
}

/** What GitHub would answer: who asks, what they may see and do, what is wrong with the request, and then the operation itself. */
export function answered(asked: Asked): Answer {
  const { world, called, wrong } = asked
  const actor = actorOf(world, asked.headers['authorization'])
  if (actor === undefined) throw new Refusal(401, 'Bad credentials')
  const repository = repositoryFor(asked, actor)
  if (wrong.length > 0)
    throw new Refusal(422, `Invalid request.\n\n${wrong.join('\n')}`, { errors: wrong.map((message) => ({ code: 'custom', message })) })
  const handler = handlers[called.operation.id]
  if (handler === undefined) throw new Error(`${called.operation.id} is not played`)
  const call: Call = {
    world,
    called,
    actor,
    repository,
    params: called.params,
    query: asked.query,
    body: isTree(asked.body) ? asked.body : {},
    accept: asked.headers['accept'] ?? '',
    api: asked.api,
    largestPage: asked.largestPage,
  }
  return handler(call)
}

/** The repository of the path, if whoever asks may see it and do this there. */
function repositoryFor(asked: Asked, actor: Actor): Repository {
  const { operation, params } = asked.called
  const name = params['owner'] === undefined ? undefined : `${params['owner']}/${params['repo']}`
  const repository = name === undefined ? undefined : asked.world.repositories.get(name.toLowerCase())
  // Operations without a repository never ask for one.
  if (name === undefined) return undefined as never
  if (actor.kind === 'app') {
    if (repository === undefined || !actor.app?.installations.has(repository.owner.login)) throw new Refusal(404, 'Not Found')
    if (operation.id === 'apps/get-repo-installation') return repository
    throw new Refusal(403, 'Resource not accessible by integration')
  }
  if (repository === undefined || !sees(actor, repository)) throw new Refusal(404, 'Not Found')
  const need = needs[operation.id]
  if (need === undefined) return repository
  if (need.level === 'write' && actor.kind === 'anonymous') throw new Refusal(401, 'Requires authentication')
  const allowed = allows(actor.permissions, need, repository) && (need.level === 'read' || reaches(actor, repository))
  if (!allowed) {
    const accepted = need.anyOf.map((permission) => `${permission}=${need.level}`).join('; ')
    throw new Refusal(403, 'Resource not accessible by integration', { accepted })
  }
  return repository
}
