import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { connect, type GitHub, textOf } from './client.ts'
import { type Network, ownNetwork } from './guarded-fetch.ts'
import type { InstalledPlace } from './payload.ts'
import type { Reply } from './reply.ts'

/** What a GitHub App needs to speak for itself. */
export interface AppIdentity {
  readonly appId: number
  /** PEM, as GitHub gave it. */
  readonly privateKey: string
  /** The root of the REST API, such as `https://api.github.com`. */
  readonly apiUrl: string
  readonly userAgent: string
  readonly network?: Network | undefined
}

/** What a token is for; never more than the work at hand needs. */
export type TokenPermissions = Readonly<
  Partial<Record<'actions' | 'checks' | 'contents' | 'deployments' | 'pull_requests', 'read' | 'write'>>
>

/** Speaks as an App, and as the App within a repository. */
export interface AppAccess {
  /** As the App itself: its installations, its deliveries. A new client, with patience of its own. */
  asApp(): GitHub
  /** With a token for one repository and no more than these permissions. */
  asInstalled(place: InstalledPlace, permissions: TokenPermissions): Promise<Reply<GitHub>>
  /** With a token for an installation as a whole, to see which repositories it has. */
  asInstallation(installation: number, permissions: TokenPermissions): Promise<Reply<GitHub>>
  /** Drops the tokens of an installation: they may have been revoked, or be for permissions that it had then. */
  forget(installation: number): void
}

interface Known {
  readonly installation: number
  readonly token: string
  readonly until: number
}

/** GitHub refuses a signature that is for longer than ten minutes, or from its future. */
const signedFor = 540
const clockDrift = 60
/** A token that ends within this time is not used for new work. */
const spare = 10 * 60_000

/** Access as an App. Throws where the private key is none. Tokens are kept until shortly before they end. */
export function appAccess({ appId, privateKey, apiUrl, userAgent, network = ownNetwork }: AppIdentity): AppAccess {
  const key = keyOf(privateKey)
  const known = new Map<string, Known>()
  const client = (token: string, owner = '', repo = ''): GitHub => connect({ apiUrl, token, owner, repo, userAgent, network })
  const signed = (): string => {
    const now = Math.floor(network.clock() / 1000)
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iat: now - clockDrift, exp: now + signedFor, iss: String(appId) })}`
    return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`
  }
  const tokenFor = async (installation: number, permissions: TokenPermissions, repositoryId?: number): Promise<Reply<string>> => {
    const name = JSON.stringify([installation, repositoryId ?? 0, Object.entries(permissions).sort()])
    const held = known.get(name)
    if (held && held.until - spare > network.clock()) return { ok: true, value: held.token }
    const reply = await client(signed()).ask(async (request) => {
      const { data } = await request('POST /app/installations/{installation_id}/access_tokens', {
        installation_id: installation,
        ...(repositoryId !== undefined && { repository_ids: [repositoryId] }),
        permissions,
      })
      return { token: textOf(data.token, 'token'), until: Date.parse(textOf(data.expires_at, 'expires_at')) }
    })
    if (!reply.ok) return reply
    for (const [old, { until }] of known) if (!(until > network.clock())) known.delete(old)
    known.set(name, { installation, ...reply.value })
    return { ok: true, value: reply.value.token }
  }
  return {
    asApp: () => client(signed()),
    async asInstalled({ installation, repositoryId, owner, repo }, permissions) {
      const token = await tokenFor(installation, permissions, repositoryId)
      return token.ok ? { ok: true, value: client(token.value, owner, repo) } : token
    },
    async asInstallation(installation, permissions) {
      const token = await tokenFor(installation, permissions)
      return token.ok ? { ok: true, value: client(token.value) } : token
    },
    forget(installation) {
      for (const [name, held] of known) if (held.installation === installation) known.delete(name)
    },
  }
}

/** Environments often hold the lines of a key in one, with `\n` written out. Says nothing of what it was given. */
function keyOf(pem: string): KeyObject {
  try {
    return createPrivateKey(pem.replaceAll('\\n', '\n'))
  } catch {
    throw new Error('`privateKey` of the GitHub App is no private key in PEM')
  }
}
