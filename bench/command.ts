import { spawnSync } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { median } from './rounds.ts'

/** The example of the README's first page: two launches, of which one is blocked. */
const example = ['check', '--now', '2026-10-07T09:00:00Z']

/** Whole-command time against Node doing nothing, in milliseconds of elapsed time. */
export interface CommandResult {
  readonly command: string
  readonly runs: number
  readonly bareMs: { readonly median: number; readonly fastest: number }
  readonly checkMs: { readonly median: number; readonly fastest: number }
  /** Median, over pairs run one after the other, of one by the other; and the fastest of all by the fastest of all. */
  readonly medianRatio: number
  readonly fastestRatio: number
}

/** Starts `node -e 0` and the built command in turns, at the root of the repository. */
export function timeCommand(root: string, runs: number): CommandResult {
  const bare: number[] = []
  const check: number[] = []
  for (let run = -1; run < runs; run++) {
    const bareFirst = run % 2 === 0
    const early = bareFirst ? timeBare() : timeCheck(root)
    const late = bareFirst ? timeCheck(root) : timeBare()
    // The first pair only brings the files into the cache of the disk.
    if (run < 0) continue
    bare.push(bareFirst ? early : late)
    check.push(bareFirst ? late : early)
  }
  return {
    command: `onlyif ${example.join(' ')}`,
    runs,
    bareMs: { median: median(bare), fastest: Math.min(...bare) },
    checkMs: { median: median(check), fastest: Math.min(...check) },
    medianRatio: median(check.map((time, at) => time / (bare[at] ?? time))),
    fastestRatio: Math.min(...check) / Math.min(...bare),
  }
}

function timeBare(): number {
  return timeNode(['-e', '0'], 0)
}

function timeCheck(root: string): number {
  return timeNode(['dist/bin/onlyif.js', ...example], 1, root)
}

function timeNode(args: readonly string[], expected: number, cwd?: string): number {
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', ...(cwd !== undefined && { cwd }) })
  const time = performance.now() - start
  if (status !== expected) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`)
  return time
}
