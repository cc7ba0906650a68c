import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { accessSync, chownSync, constants, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'

/** A PostgreSQL server of its own for the tests of one file. */
export interface Cluster {
  /** The address of the database `postgres`; `schema` keeps the tables of two tests apart. */
  url(schema: string): string
  query(text: string, schema?: string): Promise<readonly Record<string, unknown>[]>
  /** Ends the server at once, as a crash would. */
  crash(): Promise<void>
  /** Starts it again. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** Where the programs of a server are, or undefined. In CI they must be there. */
export function postgresPrograms(): string | undefined {
  const found = folders().find((folder) => ['initdb', 'postgres'].every((name) => isProgram(join(folder, name))))
  if (found === undefined && process.env['CI'])
    throw new Error('PostgreSQL is not installed: in CI its tests are not skipped. Install the package `postgresql`.')
  return found
}

/** Makes a server in a new folder, on a Unix socket, run by the user `postgres` where we are root, as it refuses to run as root. */
export async function startCluster(programs: string, settings: readonly string[] = ['fsync=off']): Promise<Cluster> {
  const user = process.getuid?.() === 0 ? userOf('postgres') : undefined
  const folder = mkdtempSync(join(tmpdir(), 'onlyif-pg-'))
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  if (user) for (const path of [folder, data]) chownSync(path, user.uid, user.gid)
  const options = { ...user, cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C' } }
  const initial = ['-D', data, '-U', 'onlyif', '--auth=trust', '--no-sync', '-E', 'UTF8', '--locale=C']
  execFileSync(join(programs, 'initdb'), initial, { ...options, stdio: 'pipe' })
  const flags = [...settings, 'max_connections=60'].flatMap((setting) => ['-c', setting])
  let server: ChildProcess | undefined
  const address = `postgres://onlyif@${encodeURIComponent(folder)}/postgres`
  const start = async (): Promise<void> => {
    server = spawn(join(programs, 'postgres'), ['-D', data, '-k', folder, '-h', '', ...flags], { ...options, stdio: 'ignore' })
    await ready(address)
  }
  const end = (signal: NodeJS.Signals): Promise<void> =>
    new Promise((done) => {
      if (!server || server.exitCode !== null || server.signalCode !== null) return done()
      server.once('exit', () => done())
      server.kill(signal)
    })
  const orphaned = (): void => void server?.kill('SIGQUIT')
  process.once('exit', orphaned)
  await start()
  return {
    url: (schema) => `${address}?schema=${schema}`,
    query: (text, schema = 'public') => query(address, text, schema),
    crash: () => end('SIGQUIT'),
    start,
    async stop() {
      await end('SIGQUIT')
      process.off('exit', orphaned)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function ready(address: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await query(address, 'select 1', 'public')
      return
    } catch (error) {
      if (tries > 300) throw error
      await setTimeout(50)
    }
  }
}

async function query(address: string, text: string, schema: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: address, options: `-c search_path=${schema}` })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(text)).rows as Record<string, unknown>[]
  } finally {
    await client.end()
  }
}

function folders(): string[] {
  const versions = list('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a))
  const known = ['/usr/local/bin', '/usr/local/pgsql/bin', '/opt/homebrew/bin', '/usr/bin']
  return [...versions.map((version) => `/usr/lib/postgresql/${version}/bin`), ...(process.env['PATH'] ?? '').split(':'), ...known]
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function userOf(name: string): { readonly uid: number; readonly gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((row) => row.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  if (uid === undefined || gid === undefined) throw new Error(`there is no user \`${name}\` to run PostgreSQL as`)
  return { uid: Number(uid), gid: Number(gid) }
}
