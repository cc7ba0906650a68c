import { appBody, repositoryBody, userBody } from './bodies.ts'
import { type Answer, type Call, found, type Handler, ok, paged, Refusal } from './call.ts'
import { type Body, filled } from './filled.ts'
import type { Actor, App, Delivery, Installation, Level, Permissions } from './world.ts'

function signedApp(call: Call): App {
  if (call.actor.kind !== 'app' || call.actor.app === undefined) throw new Refusal(401, 'A JSON web token could not be decoded')
  return call.actor.app
}

function installationBody(call: Call, installation: Installation): Body {
  const url = `${call.api}/app/installations/${installation.id}`
  const account = call.world.user(installation.account)
  return filled('installation', url, {
    id: installation.id,
    account: userBody(call.api, account),
    app_id: installation.app.id,
    app_slug: installation.app.slug,
    client_id: installation.app.clientId,
    target_id: account.id,
    target_type: account.type,
    repository_selection: installation.repositories === 'all' ? 'all' : 'selected',
    access_tokens_url: `${url}/access_tokens`,
    permissions: { metadata: 'read', ...installation.app.permissions },
    events: ['deployment_protection_rule'],
  })
}

/** A token for some of what an installation reaches: never more than the App has. */
function createToken(call: Call): Answer {
  const app = signedApp(call)
  const { world, body } = call
  const installation = found([...app.installations.values()].find((one) => one.id === Number(call.params['installation_id'])))
  const owned = [...world.repositories.values()].filter((one) => one.owner.login === installation.account)
  const within = owned.filter((one) => installation.repositories === 'all' || installation.repositories.includes(one.fullName))
  const names = Array.isArray(body['repositories']) ? body['repositories'].map(String) : undefined
  const ids = Array.isArray(body['repository_ids']) ? body['repository_ids'].map(Number) : undefined
  const chosen = within.filter((one) => (names?.includes(one.name) ?? true) && (ids?.includes(one.id) ?? true))
  const asked = body['permissions'] as Permissions | undefined
  const beyond = Object.entries(asked ?? {}).find(([name, level]) => !covers(app.permissions, name, level))
  if (chosen.length < (names ?? ids ?? []).length)
    throw new Refusal(422, 'There is at least one repository that does not exist or is not accessible to the parent installation.')
  if (beyond !== undefined) throw new Refusal(422, 'The permissions requested are not granted to this installation.')
  const permissions = asked ?? app.permissions
  const actor: Actor = { kind: 'installation', user: app.bot, app, permissions, repositories: chosen.map((one) => one.fullName) }
  const token = installationToken(world.nextId('large'))
  world.tokens.set(token, actor)
  return {
    status: 201,
    body: {
      token,
      expires_at: new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z'),
      permissions: { metadata: 'read', ...permissions },
      repository_selection: names === undefined && ids === undefined && installation.repositories === 'all' ? 'all' : 'selected',
      ...(names === undefined && ids === undefined
        ? {}
        : { repositories: chosen.map((one) => repositoryBody(call.api, one, 'repository')) }),
    },
  }
}

function covers(has: Permissions, name: string, level: Level): boolean {
  const held = name === 'metadata' ? 'read' : (has as Readonly<Record<string, Level>>)[name]
  return level === held || (level === 'read' && held === 'write')
}

/** Tokens of installations are opaque and long: 520 characters, with dots in them. */
export function installationToken(number: number): string {
  return `ghs_${number}_${'test'.repeat(60)}.${'only'.repeat(60)}`.padEnd(520, '0')
}

function deliveryItem(delivery: Delivery): Body {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: 0.27,
    status: delivery.statusCode < 400 ? 'OK' : 'Invalid HTTP Response',
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: null,
    repository_id: null,
    throttled_at: null,
  }
}

/** Deliveries are paged by a cursor, not by a number. */
function listDeliveries(call: Call): Answer {
  signedApp(call)
  const { query, api, world } = call
  const failed = query.get('status') === 'failure'
  const all = [...world.deliveries].reverse().filter((one) => !query.has('status') || one.statusCode >= 400 === failed)
  const size = Math.min(Number(query.get('per_page') ?? 30), 100)
  const cursor = query.get('cursor')
  const start =
    cursor === null
      ? 0
      : Math.max(
          0,
          all.findIndex((one) => `v1_${one.id}` === cursor),
        )
  const next = all[start + size]
  const link = next === undefined ? {} : { link: `<${api}/app/hook/deliveries?per_page=${size}&cursor=v1_${next.id}>; rel="next"` }
  return ok(all.slice(start, start + size).map(deliveryItem), link)
}

function deliveryOf(call: Call): Delivery {
  signedApp(call)
  return found(call.world.deliveries.find((one) => one.id === Number(call.params['delivery_id'])))
}

function redeliver(call: Call): Answer {
  const delivery = deliveryOf(call)
  call.world.deliveries.push({
    ...delivery,
    id: call.world.nextId('large'),
    redelivery: true,
    statusCode: 202,
    deliveredAt: call.world.now(),
  })
  return { status: 202, body: {} }
}

function listInstallations(call: Call): Answer {
  const { items, headers } = paged(call, [...signedApp(call).installations.values()])
  return ok(
    items.map((one) => installationBody(call, one)),
    headers,
  )
}

/** What the token of an installation reaches. */
function listRepositories(call: Call): Answer {
  const { actor, world, api } = call
  if (actor.kind !== 'installation') throw new Refusal(403, 'You must authenticate with an installation access token')
  const reached = [...world.repositories.values()].filter(
    (one) => actor.repositories === 'all' || actor.repositories.includes(one.fullName),
  )
  const { items, headers } = paged(call, reached)
  return ok({ total_count: reached.length, repositories: items.map((one) => repositoryBody(api, one, 'repository')) }, headers)
}

const limit = { limit: 5000, remaining: 4999, reset: 1_796_000_000, used: 1 }

/** Whoever asks, and what a GitHub App does in its own name. */
export const appRoutes: Readonly<Record<string, Handler>> = {
  'meta/root': ({ api }) => ok(filled('root', api, {})),
  'rate-limit/get': () => ok({ resources: { core: limit, search: limit }, rate: limit }),
  'users/get-authenticated'({ actor, api }) {
    if (actor.kind === 'anonymous') throw new Refusal(401, 'Requires authentication')
    if (actor.kind !== 'user' || actor.user === undefined) throw new Refusal(403, 'Resource not accessible by integration')
    return ok(filled('public-user', `${api}/user`, { ...userBody(api, actor.user), email: null }))
  },
  'apps/get-authenticated': (call) => ok(appBody(call.api, signedApp(call))),
  'apps/get-repo-installation': (call) => ok(installationBody(call, found(signedApp(call).installations.get(call.repository.owner.login)))),
  'apps/list-installations': listInstallations,
  'apps/list-repos-accessible-to-installation': listRepositories,
  'apps/create-installation-access-token': createToken,
  'apps/list-webhook-deliveries': listDeliveries,
  'apps/get-webhook-delivery'(call) {
    const delivery = deliveryOf(call)
    const exchange = { request: { headers: {}, payload: delivery.payload }, response: { headers: {}, payload: null } }
    return ok({ ...deliveryItem(delivery), url: 'https://example.test/webhooks', ...exchange })
  },
  'apps/redeliver-webhook-delivery': redeliver,
}
