import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What a process of its own said and used. */
export interface ChildRun {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  /** How long it worked, in milliseconds of a processor. */
  readonly work: number
  /** How long it took, in milliseconds. */
  readonly ms: number
  /** The most memory it held, in megabytes. */
  readonly megabytes: number
}

export interface ChildOptions {
  readonly cwd: string
  readonly stdin?: string | Uint8Array | AsyncIterable<Uint8Array>
  /** Runs as a user without any rights, where that can be arranged. */
  readonly asNobody?: boolean
  /** Closes the pipe of standard output before anything is written. */
  readonly deaf?: boolean
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const built = join(root, 'dist/bin/onlyif.js')
const source = join(root, 'src/cli/main.ts')
const nobody = 65_534
const patience = 30_000

/** The built program where it is as new as its source; otherwise the source itself. */
export const program: readonly string[] = isFresh() ? [built] : ['--import', join(root, 'node_modules/tsx/dist/esm/index.mjs'), source]

// What `resourceUsage` says of memory is at least what the process held that started this one, where the system tells nothing else.
const measuring = `
import { readFileSync, writeFileSync } from "node:fs"
const peak = () => Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1])
const measured = () => ({ ...process.resourceUsage(), ...(process.platform === "linux" && { maxRSS: peak() }) })
`

let runs = 0

/** Runs the command line in a process of its own and measures it. */
export async function inChild(argv: readonly string[], { cwd, stdin, asNobody = false, deaf = false }: ChildOptions): Promise<ChildRun> {
  const report = join(asNobody ? cwd : tmpdir(), `onlyif-measured-${process.pid}-${runs++}.json`)
  const measure = `${measuring}process.on("exit",()=>writeFileSync(${JSON.stringify(report)},JSON.stringify(measured())))`
  const started = performance.now()
  const child = spawn(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(measure)}`, ...program, ...argv], {
    cwd,
    env: { PATH: process.env['PATH'], TSX_DISABLE_CACHE: '1', NODE_ENV: 'production' },
    timeout: patience,
    killSignal: 'SIGKILL',
    ...(asNobody && process.getuid?.() === 0 && { uid: nobody, gid: nobody }),
  })
  const out: Buffer[] = []
  const err: Buffer[] = []
  if (deaf) child.stdout.destroy()
  else child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
  child.stdin.on('error', () => undefined)
  const fed = feed(child.stdin, stdin)
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (...ended) => resolve(ended))
  })
  await fed
  const ms = performance.now() - started
  const used = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as NodeJS.ResourceUsage) : undefined
  const work = used ? (used.userCPUTime + used.systemCPUTime) / 1000 : Number.NaN
  const megabytes = used ? used.maxRSS / 1024 : Number.NaN
  rmSync(report, { force: true })
  return { code, signal, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString(), work, ms, megabytes }
}

async function feed(to: NodeJS.WritableStream, content: ChildOptions['stdin']): Promise<void> {
  if (content === undefined || typeof content === 'string' || content instanceof Uint8Array) {
    to.end(content ?? '')
    return
  }
  let open = true
  to.once('close', () => {
    open = false
  })
  for await (const chunk of content) {
    if (!open) return
    if (!to.write(chunk)) await new Promise<void>((resolve) => void to.once('drain', resolve).once('close', resolve))
  }
  to.end()
}

function isFresh(): boolean {
  if (!existsSync(built)) return false
  const age = statSync(built).mtimeMs
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).map((file) => join(root, 'src', file))
  return files.every((file) => statSync(file).mtimeMs <= age)
}
