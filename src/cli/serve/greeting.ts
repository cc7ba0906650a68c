import type { Service } from '../../server/begin.ts'
import type { Origin } from '../../server/commitments/origin.ts'
import type { Store } from '../../store/index.ts'
import { tellWithTexts } from '../diagnostics.ts'
import type { Io } from '../io.ts'

/** A service that listens, and what there is to say of it. */
export interface Greeting {
  readonly service: Service
  readonly store: Store
  readonly origin: Origin
  readonly host: string
  /** Whether people need not sign in by a token: a demonstration that is seen from here only, or a proxy that signs them in. */
  readonly needsNoToken: boolean
  readonly io: Io
}

const halfDay = 43_200_000

/** Says where it is, how to sign in, and what is wrong with what it is to judge by. */
export async function greet({ service, store, origin, host, needsNoToken, io }: Greeting): Promise<void> {
  const { url } = service
  const { commitments, problem } = service.judgesBy()
  if (problem) {
    tellWithTexts(problem.diagnostics, () => undefined, undefined, io)
    io.stderr('Nothing can be judged until this is mended; the service looks at the files every other second.\n')
  }
  // A link that signs in is a secret while it is good: whoever reads a log must not find one, nor one that others would need.
  const isInvited = !needsNoToken && isLocal(host) && io.stderrIsTerminal
  io.stderr(`onlyif listens on ${url}\n`)
  if (io.stderrIsTerminal) {
    const link = isInvited ? await signInLink(service, store) : url
    const judging =
      commitments > 0 ? `${commitments === 1 ? 'one commitment' : `${commitments} commitments`} of ${origin.shown}` : origin.shown
    io.stderr(`  dashboard  ${link}\n  API        ${url}/docs\n  judges by  ${judging}\n  keeps in   ${store.address}\n`)
  }
  if (!needsNoToken && !isInvited) io.stderr(`${signInWords(url, store)}\n`)
  if (io.stderrIsTerminal) io.stderr('Control-C ends it.\n')
}

/** Whether nobody reaches an address but from this machine. */
export function isLocal(host: string): boolean {
  return host === '127.0.0.1' || host === 'localhost' || host === '::1'
}

/** A way in for whoever started it, once, for half a day: reading, from this machine. */
async function signInLink(service: Service, store: Store): Promise<string> {
  const { secret } = await store.tokens.create({
    name: 'dashboard of whoever started the service',
    scopes: ['read'],
    bounds: {},
    createdBy: 'onlyif serve',
    expiresAt: Date.now() + halfDay,
  })
  return service.invite(secret)
}

/** What to do where no link is printed. The address of a database is not told as it is used: it may have a password in it. */
function signInWords(url: string, { address }: Store): string {
  const isFile = !address.startsWith('postgres:')
  const command = `onlyif token create ${isFile ? `--data ${inShell(address)} ` : ''}--name you --scope read`
  return `To sign in, make a token and enter it on ${url}/sign-in:\n  ${command}${isFile ? '' : '   (with the address of the store in DATABASE_URL)'}`
}

function inShell(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
