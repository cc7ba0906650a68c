import { assertSameAnswers, sink } from './judging.ts'
import type { Contender } from './peers/contender.ts'
import { jsonRulesEngineDefault } from './peers/json-rules-engine-default.ts'
import { onlyif } from './peers/onlyif.ts'
import { median } from './rounds.ts'
import { timeWhatIf, type WhatIfResult } from './what-if.ts'
import { launchSeed, launchSpecs, workloadOf } from './workload.ts'
import { parseCommitment, parseLaunch, parseWorkload } from './workload-yaml.ts'

export interface CorpusSize {
  readonly manifests: number
  readonly requirements: number
  /** How many manifests json-rules-engine judges; its time for all of them is extrapolated from these. */
  readonly sample: number
  readonly rounds: number
}

/** Many manifests by the same commitment; all times are CPU time in milliseconds. */
export interface CorpusResult {
  readonly manifests: number
  readonly requirements: number
  readonly leaves: number
  /** All findings of all manifests, each parsed before and judged for the first time. */
  readonly firstMs: number
  /** Judged again: a quarter, a half and all of the manifests. */
  readonly open: readonly { readonly manifests: number; readonly ms: number }[]
  readonly sample: number
  /** json-rules-engine at its default: its time for the sample, stretched to all manifests; and by ours for the first time. */
  readonly extrapolatedMs: number
  readonly ratio: number
  /** Live heap in MiB when all is parsed and nothing judged, after all was judged for the first time, and after the last pass. */
  readonly heapMiB: { readonly bare: number; readonly first: number; readonly last: number }
  readonly whatIf: WhatIfResult
}

/** Parses the manifests, which is not timed, and judges them. `tell` is told what is going on. */
export async function timeCorpus(size: CorpusSize, tell: (line: string) => void): Promise<CorpusResult> {
  // The sample is parsed twice, as the first of all manifests and to warm the engine up: each manifest is then judged for the first
  // time when it counts.
  const workload = workloadOf({ requirements: size.requirements, launches: size.sample })
  const { again: sample } = onlyif(parseWorkload(workload))
  const peer = jsonRulesEngineDefault(workload)
  await assertSameAnswers({ workload, contenders: [sample, peer] })
  tell(`parsing ${size.manifests} manifests of ${workload.facts.length} facts (not timed)`)
  const launches = [...launchSpecs(workload.facts, size.manifests, launchSeed)].map(parseLaunch)
  const parsed = { commitment: parseCommitment(workload.requirements), launches }
  const { again: open } = onlyif(parsed)
  const bare = heap()
  for (let pass = 0; pass < 10; pass++) await judgeFirst(sample, size.sample)
  const firstMs = await judgeFirst(open, size.manifests)
  const first = heap()
  await judgeFirst(peer, size.sample)
  await judgeFirst(open, size.manifests)
  const parts = [size.manifests / 4, size.manifests / 2, size.manifests]
  const times: number[][] = parts.map(() => [])
  const peerTimes: number[] = []
  for (let round = 0; round < size.rounds; round++) {
    for (const [at, part] of parts.entries()) times[at]?.push(await judgeFirst(open, part))
    peerTimes.push(await judgeFirst(peer, size.sample))
  }
  const last = heap()
  const extrapolatedMs = (median(peerTimes) / size.sample) * size.manifests
  return {
    manifests: size.manifests,
    requirements: size.requirements,
    leaves: workload.leafCount,
    firstMs,
    open: parts.map((manifests, at) => ({ manifests, ms: median(times[at] ?? []) })),
    sample: size.sample,
    extrapolatedMs,
    ratio: extrapolatedMs / firstMs,
    heapMiB: { bare, first, last },
    whatIf: timeWhatIf(workload, parsed, size.rounds),
  }
}

async function judgeFirst(contender: Contender, count: number): Promise<number> {
  const start = process.cpuUsage()
  for (let index = 0; index < count; index++) {
    const result = contender.run(index)
    sink.last = result instanceof Promise ? await result : result
  }
  return since(start)
}

function since(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

/** Live heap in MiB, where Node lets the collector be called; called only here, because compiled code goes with what is collected. */
function heap(): number {
  sink.last = undefined
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 2 ** 20
}
