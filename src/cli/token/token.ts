import { formatInstant } from '../../model/date.ts'
import { readDuration } from '../../model/duration.ts'
import { escapeUnseen } from '../../report/escape.ts'
import { sheetOf } from '../../report/layout.ts'
import { listWords } from '../../report/value-words.ts'
import { type Scope, scopes } from '../../server/caller.ts'
import { didYouMean } from '../../source/suggest.ts'
import type { Store, Token } from '../../store/index.ts'
import { type ExitCode, type Io, UsageError, wantsColour } from '../io.ts'
import { hasOwnStore, makeOwnFolder, ownStore } from '../own-store.ts'
import { withStore } from '../store-access.ts'
import { tokenLines } from './lines.ts'

/** What `onlyif token create` is asked to do. */
export interface TokenCreation {
  readonly data?: string
  /** Whether a store may be begun where `data` says and none is. */
  readonly newStore?: boolean
  readonly name: string
  readonly scope: readonly string[]
  readonly launch?: readonly string[]
  readonly product?: readonly string[]
  readonly expires?: string
  /** False with `--no-expiry`. */
  readonly expiry: boolean
}

export interface TokenListing {
  readonly data?: string
  readonly all?: boolean
  readonly format: 'text' | 'json'
}

export interface TokenRevocation {
  readonly data?: string
  /** The id or name of it. */
  readonly token: string
}

/** Makes a token. Standard output gets its secret and nothing else, so that it can be piped to where secrets are kept. */
export async function createToken(
  { data, newStore = false, name, scope, launch, product, expires, expiry }: TokenCreation,
  io: Io,
): Promise<ExitCode> {
  const now = nowOf(io)
  checkName(name)
  for (const id of [...(launch ?? []), ...(product ?? [])])
    if (id.trim() === '') throw new UsageError('a launch or product of a token needs a name', 'leave the option out: then it is for all')
  const asked = {
    name,
    scopes: [...new Set(scope.map(scopeOf))],
    bounds: { ...(launch && { launches: launch }), ...(product && { products: product }) },
    createdBy: whoOf(io),
    ...expiring({ now, expires, expiry }),
  }
  return inStore({ data, newStore, now }, io, async (store) => {
    const { token, secret } = await store.tokens.create(asked)
    const { createdBy, ...detail } = asked
    await store.audit.add({ actor: createdBy, action: 'token.create', target: `token/${token.id}`, detail })
    io.stdout(`${secret}\n`)
    io.stderr(
      `token \`${escapeUnseen(token.name)}\` is made; its secret, on standard output, is not shown again\n\n${tokenLines([token], now, sheetOf(io.columns, false))}`,
    )
    return 0
  })
}

/** A store that is named must be there: whoever mistypes its name must not get a token of a store that no service has. */
async function inStore(
  { data, newStore, now }: { readonly data: string | undefined; readonly newStore: boolean; readonly now: number },
  io: Io,
  work: (store: Store) => Promise<ExitCode>,
): Promise<ExitCode> {
  const isOwn = data === undefined && !io.env['DATABASE_URL']
  if (isOwn && !(await hasOwnStore(io.cwd))) io.stderr(`a store is begun in ${await makeOwnFolder(io.cwd)}\n`)
  const create = newStore || data === undefined
  const hint = 'correct the name of the one that `onlyif serve` uses, or begin a store there with --new-store'
  return withStore(isOwn ? ownStore : data, { create, now: () => now, io, hint }, work)
}

/** Lists tokens, those that are good unless all are asked for. */
export function listTokens({ data, all = false, format }: TokenListing, io: Io): Promise<ExitCode> {
  const now = nowOf(io)
  return withStore<ExitCode>(data, { create: false, now: () => now, io }, async (store) => {
    const found = await store.tokens.list()
    const shown = all ? found : found.filter((token) => isGood(token, now))
    const hidden = found.length - shown.length
    if (format === 'json') io.stdout(`${JSON.stringify({ kind: 'Tokens', tokens: shown.map(toJson) }, null, 2)}\n`)
    else if (shown.length > 0) io.stdout(tokenLines(shown, now, sheetOf(io.columns, wantsColour(undefined, io.env, io.stdoutIsTerminal))))
    else io.stderr(`there is no ${hidden > 0 ? 'good ' : ''}token\n`)
    if (format === 'text' && hidden > 0) io.stderr(`${hidden} revoked or expired: \`--all\` lists them as well\n`)
    return 0
  })
}

/** Revokes a token, named by its id or by a name that only one good token has. */
export function revokeToken({ data, token: named }: TokenRevocation, io: Io): Promise<ExitCode> {
  const now = nowOf(io)
  return withStore<ExitCode>(data, { create: false, now: () => now, io }, async (store) => {
    const token = await tokenNamed(store, named, now)
    if (!(await store.tokens.revoke(token.id))) throw new UsageError(`the token \`${token.name}\` was revoked before`)
    await store.audit.add({ actor: whoOf(io), action: 'token.revoke', target: `token/${token.id}`, detail: { name: token.name } })
    io.stderr(`token \`${escapeUnseen(token.name)}\` (${token.id}) is revoked\n`)
    return 0
  })
}

async function tokenNamed({ tokens }: Store, named: string, now: number): Promise<Token> {
  const all = await tokens.list()
  const byId = all.find(({ id }) => id === named)
  if (byId) return byId
  const good = all.filter((token) => isGood(token, now))
  const [first, second] = good.filter(({ name }) => name === named)
  if (first && second) throw new UsageError(`several tokens are named \`${named}\``, 'give the id of one: `onlyif token list` tells them')
  if (first) return first
  // Who gives the secret by mistake must not read it again in a log.
  if (named.startsWith('onlyif_')) throw new UsageError('a token is named by its id or name, not by its secret', 'see `onlyif token list`')
  throw new UsageError(
    `there is no good token \`${named}\``,
    didYouMean(
      named,
      good.map(({ name }) => name),
      'see `onlyif token list`',
    ),
  )
}

/** Whether a token is neither revoked nor expired. */
function isGood({ revokedAt, expiresAt }: Token, now: number): boolean {
  return revokedAt === undefined && (expiresAt === undefined || expiresAt > now)
}

function checkName(name: string): void {
  if (name.trim() === '' || name.length > 100) throw new UsageError('the name of a token has 1 to 100 characters')
  if (name.startsWith('onlyif_')) throw new UsageError('the name of a token is shown to everybody, and this looks like a secret')
}

function scopeOf(name: string): Scope {
  const scope = scopes.find((known) => known === name)
  if (scope) return scope
  throw new UsageError(`there is no scope \`${name}\``, didYouMean(name, scopes, `scopes are ${listWords(scopes, 'and')}`))
}

function expiring({ now, expires, expiry }: { now: number; expires: string | undefined; expiry: boolean }): { expiresAt?: number } {
  if (!expiry && expires !== undefined) throw new UsageError('a token either expires or does not', 'leave out --expires or --no-expiry')
  if (!expiry) return {}
  const reading = readDuration(expires ?? '90d')
  if (!reading.ok) throw new UsageError(reading.message, reading.hint)
  if (reading.value.ms <= 0) throw new UsageError('a token that has expired already lets nobody in', 'write a time such as `90d`')
  return { expiresAt: now + reading.value.ms }
}

/** Who is at the command line, as the audit has it. */
function whoOf({ env }: Io): string {
  const user = env['USER'] || env['LOGNAME'] || env['USERNAME']
  return user ? `cli:${user}` : 'cli'
}

function nowOf(io: Io): number {
  return Date.parse(io.now())
}

function toJson({ createdAt, expiresAt, usedAt, revokedAt, ...token }: Token): unknown {
  const times = { createdAt, expiresAt, usedAt, revokedAt }
  return {
    ...token,
    ...Object.fromEntries(Object.entries(times).flatMap(([key, ms]) => (ms === undefined ? [] : [[key, formatInstant(ms)]]))),
  }
}
