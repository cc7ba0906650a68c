import { fileURLToPath } from 'node:url'
import type { Judges } from '../../src/server/judging/judges.ts'
import { judgingThreads } from '../../src/server/judging/threads.ts'
import type { Log } from '../../src/server/log-line.ts'

/** The script of a thread, as the package has it. */
export const builtThread = fileURLToPath(new URL('../../dist/bin/thread.js', import.meta.url))

/** Threads of the package, as `onlyif serve` starts them. */
export function builtThreads(count: number): (log: Log) => Judges {
  return (log) => judgingThreads({ file: builtThread, count, taskMs: 60_000, log })
}
