import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

/** Reads a blob by its id; undefined when git does not have it. */
export type BlobReader = (id: string) => Promise<Uint8Array | undefined>

/** How a `git` is to be run in a folder. */
export type CommandOf = (folder: string, args: readonly string[]) => { readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv }

interface Waiting {
  readonly id: string
  readonly done: (bytes: Uint8Array | undefined) => void
}

/** Long enough to serve the next file of a run; a process left waiting would keep the program alive. */
const idleMs = 50

/** Reads blobs through one `git cat-file --batch`, started when first needed and ended when idle. */
export function blobReader(folder: string, commandOf: CommandOf): BlobReader {
  let batch: Batch | undefined
  return (id) =>
    new Promise((done) => {
      if (!batch || batch.closed) batch = new Batch(folder, commandOf)
      batch.ask({ id, done })
    })
}

/** A class because it guards the order of what was asked and what came back. */
class Batch {
  closed = false
  readonly #child: ChildProcessByStdio<Writable, Readable, null>
  readonly #waiting: Waiting[] = []
  #chunks: Buffer[] = []
  #received = 0
  /** Bytes the answer at hand needs: unknown until its first line is there. */
  #needed = 0
  #idle: NodeJS.Timeout | undefined

  constructor(folder: string, commandOf: CommandOf) {
    const command = commandOf(folder, ['cat-file', '--batch'])
    this.#child = spawn('git', [...command.args], { env: command.env, stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true })
    this.#child.on('error', () => this.#end())
    this.#child.on('close', () => this.#end())
    this.#child.stdin.on('error', () => this.#end())
    this.#child.stdout.on('data', (chunk: Buffer) => this.#take(chunk))
  }

  ask(waiting: Waiting): void {
    clearTimeout(this.#idle)
    this.#waiting.push(waiting)
    this.#child.stdin.write(`${waiting.id}\n`)
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#received += chunk.length
    if (this.#received < this.#needed) return
    let rest: Buffer = Buffer.concat(this.#chunks)
    for (;;) {
      const answer = readAnswer(rest)
      if (typeof answer === 'number') {
        this.#needed = answer
        break
      }
      rest = rest.subarray(answer.length)
      this.#waiting.shift()?.done(answer.bytes)
    }
    this.#chunks = [rest]
    this.#received = rest.length
    if (this.#waiting.length === 0) this.#idle = setTimeout(() => this.#finish(), idleMs)
  }

  #finish(): void {
    this.closed = true
    this.#child.stdin.end()
  }

  #end(): void {
    this.closed = true
    clearTimeout(this.#idle)
    for (const waiting of this.#waiting.splice(0)) waiting.done(undefined)
  }
}

/** The first answer in a text of `id blob size<LF>bytes<LF>` or `id missing<LF>`, or how many bytes must be there to read it. */
function readAnswer(received: Buffer): { readonly bytes: Uint8Array | undefined; readonly length: number } | number {
  const line = received.indexOf('\n')
  if (line === -1) return received.length + 1
  const match = / blob (\d+)$/.exec(received.toString('latin1', 0, line))
  if (!match) return { bytes: undefined, length: line + 1 }
  const size = Number(match[1])
  const end = line + 1 + size
  if (received.length < end + 1) return end + 1
  return { bytes: Uint8Array.from(received.subarray(line + 1, end)), length: end + 1 }
}
