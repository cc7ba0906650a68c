import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { oneFileProgram } from '../../one-file-program.ts'
import { folderOf } from '../../world/temporary-folder.ts'
import { commitment, config } from '../service.ts'

/** `onlyif serve` as a process of its own. */
export interface Serving {
  readonly url: string
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>
  /** Tells it to end, and gives its exit code. */
  stop(): Promise<number | null>
}

const program = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url))

/** Starts `onlyif serve` on a store. `fileBlocks` is the size in KiB that no file of it may exceed, as on a full disk. */
export async function startServing(address: string, { fileBlocks }: { readonly fileBlocks?: number } = {}): Promise<Serving> {
  const folder = await folderOf({ 'rules/promise.yaml': commitment, 'onlyif.yaml': config })
  const command = [process.execPath, oneFileProgram(program), 'serve', '--port', '0', '--log', 'error', '--data', address]
  const limited = fileBlocks === undefined ? command : ['bash', '-c', `ulimit -f ${fileBlocks}; exec "$@"`, 'bash', ...command]
  const child = spawn(limited[0] ?? '', limited.slice(1), { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  const closed = once(child, 'close')
  let told = ''
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      told += text
      const [, at] = /listens on (http:\S+)/.exec(told) ?? []
      if (at !== undefined) resolve(at)
    })
    child.once('close', () => reject(new Error(`the service ended: ${told}`)))
  })
  return {
    url,
    async kill() {
      child.kill('SIGKILL')
      await closed
    },
    async stop() {
      child.kill('SIGTERM')
      await closed
      return child.exitCode
    },
  }
}
