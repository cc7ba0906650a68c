import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Service, startService } from '../../server/begin.ts'
import type { Origin } from '../../server/commitments/origin.ts'
import { folderOrigin, refOrigin } from '../../server/commitments/origins.ts'
import { demoClock, fillDemo } from '../../server/demo/fill.ts'
import { demoOrigin } from '../../server/demo/origin.ts'
import { jsonLog } from '../../server/log.ts'
import { readService, type ServiceSettings } from '../../server/settings/read-service.ts'
import { openStore, type Store, StoreFailure } from '../../store/index.ts'
import { findRoot } from '../../world/root.ts'
import { tellWithTexts } from '../diagnostics.ts'
import { type ExitCode, type Io, UsageError } from '../io.ts'
import { makeOwnFolder } from '../own-store.ts'
import { greet, isLocal } from './greeting.ts'

/** What `onlyif serve` is asked to do. */
export interface ServeOptions {
  readonly port: number
  readonly host: string
  readonly data?: string
  readonly trustedRef?: string
  readonly settings?: string
  readonly demo?: boolean
  readonly threads?: number
  readonly log?: 'info' | 'warn' | 'error' | 'silent'
}

/** Serves until it is told to end. */
export async function serve(options: ServeOptions, io: Io): Promise<ExitCode> {
  if (options.demo && (options.data !== undefined || options.trustedRef !== undefined || options.settings !== undefined))
    throw new UsageError('--demo shows an example and keeps nothing', 'leave out --data, --trusted-ref and --settings')
  const demo = options.demo ? { folder: await mkdtemp(join(tmpdir(), 'onlyif-demo-')), clock: demoClock(Date.now) } : undefined
  try {
    const address = demo?.folder ?? options.data ?? (io.env['DATABASE_URL'] || (await makeOwnFolder(io.cwd)))
    const store = await opened(address, { cwd: io.cwd, now: demo?.clock.now ?? Date.now })
    try {
      const origin = demo ? demoOrigin(await fill(store, demo.clock, io)) : originOf(options, io)
      return await run(store, origin, { options, io })
    } finally {
      await store.close()
    }
  } finally {
    if (demo) await rm(demo.folder, { recursive: true, force: true })
  }
}

async function opened(address: string, options: Parameters<typeof openStore>[1]): Promise<Store> {
  try {
    return await openStore(address, options)
  } catch (error) {
    if (error instanceof StoreFailure) throw new UsageError(error.message)
    throw error
  }
}

async function fill(store: Store, clock: ReturnType<typeof demoClock>, io: Io): Promise<ReadonlyMap<string, string>> {
  if (io.stderrIsTerminal) io.stderr('judging a year of an example organisation …')
  const { decisions, waivers } = await fillDemo(store, { clock, now: Date.now() })
  if (io.stderrIsTerminal) io.stderr(`\r\u001b[K${decisions} decisions of an example organisation, all made by judging\n`)
  return waivers
}

function originOf({ trustedRef }: ServeOptions, io: Io): Origin {
  const root = findRoot(io.cwd)
  return trustedRef === undefined ? folderOrigin(root) : refOrigin(root, trustedRef)
}

async function run(store: Store, origin: Origin, { options, io }: { readonly options: ServeOptions; readonly io: Io }): Promise<ExitCode> {
  const settings = options.settings === undefined ? undefined : await settingsIn(options.settings, io)
  if (settings === 'wrong') return 2
  const level = options.log ?? (io.stdoutIsTerminal ? 'warn' : 'info')
  const running = await started(
    {
      host: options.host,
      port: options.port,
      store,
      origin,
      ...(settings && { settings }),
      log: jsonLog({ write: (line) => io.stdout(line) }, level),
      openToLoopback: options.demo === true,
      ...(options.threads !== undefined && { threads: options.threads }),
      isExample: options.demo === true,
    },
    options,
  )
  const { host, demo = false } = options
  const needsNoToken = (demo && isLocal(host)) || settings?.access.proxy !== undefined
  await greet({ service: running, store, origin, host, needsNoToken, io })
  await new Promise<void>((resolve) => {
    if (io.onInterrupt) io.onInterrupt(resolve)
  })
  if (io.stderrIsTerminal) io.stderr('\nending what is under way …\n')
  await running.stop()
  return 0
}

/** The settings of a file; what is wrong with them is told, and nothing starts. */
async function settingsIn(name: string, io: Io): Promise<ServiceSettings | 'wrong'> {
  const text = await readFile(resolve(io.cwd, name), 'utf8').catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    throw new UsageError(`the settings \`${name}\` cannot be read: ${code}`, 'name a file with --settings')
  })
  const reading = readService(name, text, io.env)
  if (reading.ok) return reading.settings
  tellWithTexts(reading.diagnostics, () => text, undefined, io)
  return 'wrong'
}

async function started(service: Parameters<typeof startService>[0], { host, port }: ServeOptions): Promise<Service> {
  try {
    return await startService(service)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'EADDRINUSE') throw new UsageError(`the port ${port} is taken`, 'name another with --port, or 0 for any free one')
    if (code === 'EACCES') throw new UsageError(`the port ${port} may not be listened on`, 'name one above 1023 with --port')
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new UsageError(`\`${host}\` is no address of this machine`, 'name one with --host')
    throw error
  }
}
