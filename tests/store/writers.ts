import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { oneFileProgram } from '../one-file-program.ts'

/** A process that records decisions, and what it was told is recorded. */
export interface Writer {
  /** The digest of each acknowledged decision, by its number. */
  readonly recorded: ReadonlyMap<number, string>
  /** Why it was refused, where it was. */
  refused(): string | undefined
  /** Waits until it has recorded so many. */
  reaches(count: number): Promise<void>
  kill(): Promise<void>
  /** Waits until it ends by itself. */
  stopped(): Promise<void>
  /** Lets it finish what it is at. */
  stop(): Promise<void>
}

const root = fileURLToPath(new URL('../../', import.meta.url))

const program = fileURLToPath(new URL('writer.ts', import.meta.url))

/** Starts a writer. `most` ends it by itself; `fileBlocks` is the size in KiB that no file of it may exceed, as on a full disk. */
export function startWriter(address: string, name: number, { most, fileBlocks }: { most?: number; fileBlocks?: number } = {}): Writer {
  const command = [process.execPath, oneFileProgram(program), address, String(name), ...(most === undefined ? [] : [String(most)])]
  const child =
    fileBlocks === undefined
      ? spawn(command[0] ?? '', command.slice(1), { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] })
      : spawn('bash', ['-c', `ulimit -f ${fileBlocks}; exec "$@"`, 'bash', ...command], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] })
  const recorded = new Map<number, string>()
  let refused: string | undefined
  let rest = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const [word, sequence = '', digest = ''] = line.split(' ')
      if (word === 'recorded') recorded.set(Number(sequence), digest)
      else refused = line
    }
  })
  const ended = once(child, 'close')
  return {
    recorded,
    refused: () => refused,
    reaches: (count) => reached(child, recorded, count),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    async stopped() {
      await ended
    },
    async stop() {
      child.stdin.end()
      await ended
    },
  }
}

async function reached(child: ChildProcess, recorded: ReadonlyMap<number, string>, count: number): Promise<void> {
  while (recorded.size < count) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the writer ended after ${recorded.size}`)
    await setTimeout(5)
  }
}
