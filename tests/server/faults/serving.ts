import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { afterAll } from 'vitest'
import { commitment, config } from '../service.ts'

/** `onlyif serve` as a process of its own. */
export interface Serving {
  readonly url: string
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>
  /** Tells it to end, and gives its exit code. */
  stop(): Promise<number | null>
}

const root = fileURLToPath(new URL('../../../', import.meta.url))

// As one file it starts in a moment; it stands where its packages are found.
const script = join(root, 'node_modules/.cache/onlyif-tests', `onlyif-${process.pid}-${Date.now()}.mjs`)
buildSync({
  entryPoints: [join(root, 'src/cli/main.ts')],
  outfile: script,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'error',
})
const folder = mkdtempSync(join(tmpdir(), 'onlyif-serving-'))
mkdirSync(join(folder, 'rules'))
writeFileSync(join(folder, 'rules/promise.yaml'), commitment)
writeFileSync(join(folder, 'onlyif.yaml'), config)
afterAll(() => {
  rmSync(script, { force: true })
  rmSync(folder, { recursive: true, force: true })
})

/** Starts `onlyif serve` on a store. `fileBlocks` is the size in KiB that no file of it may exceed, as on a full disk. */
export async function startServing(address: string, { fileBlocks }: { readonly fileBlocks?: number } = {}): Promise<Serving> {
  const command = [process.execPath, script, 'serve', '--port', '0', '--log', 'error', '--data', address]
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
