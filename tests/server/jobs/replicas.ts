import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { oneFileProgram } from '../../one-file-program.ts'

/** A process that works on the queue `q`. */
export interface Replica {
  /** The jobs it came to the end of, by their keys. */
  readonly ended: readonly string[]
  kill(): Promise<void>
  stop(): Promise<void>
}

const root = fileURLToPath(new URL('../../../', import.meta.url))

const program = fileURLToPath(new URL('replica.ts', import.meta.url))

export function startReplica(address: string): Replica {
  const child = spawn(process.execPath, [oneFileProgram(program), address], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] })
  const ended: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => ended.push(line))
  const closed = once(child, 'close')
  return {
    ended,
    async kill() {
      child.kill('SIGKILL')
      await closed
    },
    async stop() {
      child.stdin.end()
      await closed
    },
  }
}
