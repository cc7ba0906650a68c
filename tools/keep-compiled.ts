import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Script } from 'node:vm'
import type { Io } from '../src/cli/io.ts'
import type { run as runCommand } from '../src/cli/run.ts'
import { setFlags } from './flags.ts'
import { keptName, partsIn } from './parts.ts'

/** What is run, so that V8 compiles what such runs need. The last one is what most people run most often. */
const lines: readonly (readonly string[])[] = [
  ['--help'],
  ['check', '--help'],
  ['check', '--format', 'markdown', '--quiet'],
  ['check', 'no-such-launch.yaml'],
  ['lint'],
  ['check'],
]

/**
 * Keeps what V8 makes of the command in `outdir`, beside the files that it is made of: a run then need not compile them again.
 * It is of use to this version of Node only, and nothing depends on it.
 */
export async function keepCompiled(outdir: string): Promise<void> {
  setFlags()
  const scripts = new Map<string, Script>()
  const loadPart = partsIn(resolve(outdir), (file, script) => scripts.set(file, script))
  const { run } = loadPart('command', 'src/cli/run.ts') as { run: typeof runCommand }
  const io: Io = {
    stdout: () => undefined,
    stderr: () => undefined,
    stdin: async () => new Uint8Array(),
    cwd: process.cwd(),
    env: {},
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    columns: undefined,
    now: () => '2026-10-07T09:00:00Z',
  }
  for (const line of lines) await run(line, io)
  for (const [file, script] of scripts) writeFileSync(keptName(outdir, file), script.createCachedData())
}
