import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { afterAll } from 'vitest'

/** A process that works on the queue `q`. */
export interface Replica {
  /** The jobs it came to the end of, by their keys. */
  readonly ended: readonly string[]
  kill(): Promise<void>
  stop(): Promise<void>
}

const root = fileURLToPath(new URL('../../../', import.meta.url))

// As one file it starts in a moment; it stands where its packages are found.
const script = join(root, 'node_modules/.cache/onlyif-tests', `replica-${process.pid}-${Date.now()}.mjs`)
buildSync({
  entryPoints: [fileURLToPath(new URL('replica.ts', import.meta.url))],
  outfile: script,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  logLevel: 'warning',
})
afterAll(() => rmSync(script, { force: true }))

export function startReplica(address: string): Replica {
  const child = spawn(process.execPath, [script, address], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] })
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
