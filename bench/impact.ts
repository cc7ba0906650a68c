import { performance } from 'node:perf_hooks'
import { type Impact, impactOf } from '../src/authoring/impact.ts'
import type { Subject } from '../src/authoring/impact-subject.ts'
import type { PreparedJudge } from '../src/engine/judge.ts'
import type { FileSource } from '../src/model/file-source.ts'
import type { Launch } from '../src/model/launch.ts'
import { streamWorld } from '../src/world/launch-stream.ts'
import { prepared } from './peers/onlyif.ts'
import type { LaunchSpec } from './workload.ts'
import { editedRequirements, launchSeed, launchSpecs, workloadOf } from './workload.ts'
import { commitmentText, launchText, parseCommitment, parseLaunch } from './workload-yaml.ts'

export interface ImpactSize {
  readonly manifests: number
  readonly requirements: number
}

/** What an edit of one requirement takes to be judged over many launches; times are CPU time in milliseconds. */
export interface ImpactResult extends ImpactSize {
  /** Launches that come out differently. */
  readonly changed: number
  /** Judging every launch once, parsed before and new to the engine. */
  readonly judgeMs: number
  /** The impact over the same. */
  readonly impactMs: number
  readonly ratio: number
  /** The impact with its manifests read and parsed one after the other, in milliseconds of elapsed time. */
  readonly readMs: number
  /** Live heap in MiB after a quarter of these, and after all. */
  readonly heapMiB: { readonly quarter: number; readonly all: number }
}

/** So many launches are parsed, which is not timed, and then judged. */
const together = 500

/** Times judging alone and the impact over the same launches in turns, then the impact as the command reads it. */
export async function timeImpact(size: ImpactSize, tell: (line: string) => void): Promise<ImpactResult> {
  const { requirements, facts } = workloadOf({ requirements: size.requirements, launches: 0 })
  const edited = editedRequirements(requirements)
  const before = prepared({ commitment: parseCommitment(requirements) })
  const after = prepared({ commitment: parseCommitment(edited) })
  const sides = { before, after }
  tell(`parsing ${size.manifests} manifests, some at a time (not timed)`)
  const judging = { judgeMs: 0, impactMs: 0, changed: 0 }
  let part: LaunchSpec[] = []
  const timePart = async (isWarm: boolean): Promise<void> => {
    const launches = part.map(parseLaunch)
    part = []
    // What the engine remembers of a launch is its own only: each is judged as a copy that is new to it.
    const judgeMs = await cpuOf(() => judgeAll(before, launches))
    const impacts: Impact[] = []
    const impactMs = await cpuOf(async () => void impacts.push(await impactOf({ ...sides, subjects: subjectsOf(launches) })))
    for (const impact of impacts) assertAsJudged(impact, sides, launches)
    if (!isWarm) return
    judging.judgeMs += judgeMs
    judging.impactMs += impactMs
    judging.changed += impacts[0]?.changes.length ?? 0
  }
  part = [...launchSpecs(facts, together, launchSeed)]
  await timePart(false)
  for (const launch of launchSpecs(facts, size.manifests, launchSeed)) {
    part.push(launch)
    if (part.length === together) await timePart(true)
  }
  if (part.length > 0) await timePart(true)
  tell(`reading ${size.manifests} manifests one after the other`)
  const one = (index: number): string =>
    [...launchSpecs(facts, 1, launchSeed + index)].map((spec) => launchText({ ...spec, id: `launch-${index}` }))[0] ?? ''
  const source = sourceOf(commitmentText(requirements), size.manifests, one)
  return { ...size, ...judging, ratio: judging.impactMs / judging.judgeMs, ...(await readAll(source, sides, size.manifests)) }
}

function judgeAll(judge: PreparedJudge, launches: readonly Launch[]): Promise<void> {
  for (const launch of launches) if (!judge.open({ ...launch }).judged) throw new Error(`launch ${launch.id} could not be judged`)
  return Promise.resolve()
}

function subjectsOf(launches: readonly Launch[]): Subject[] {
  return launches.map((launch) => ({ name: launch.id, file: launch.document.file, launch: { ...launch }, facts: [] }))
}

/** An impact that were fast because it is wrong would be of no use. */
function assertAsJudged(
  impact: Impact,
  { before, after }: { before: PreparedJudge; after: PreparedJudge },
  launches: readonly Launch[],
): void {
  const said = new Map(impact.changes.map((change) => [change.launch.id, change]))
  for (const launch of launches) {
    const [was, is] = [before, after].map((judge) => judge.open(launch).judged?.judgement)
    const isOtherwise = was?.requirements.some(({ outcome }, at) => outcome !== is?.requirements[at]?.outcome)
    const change = said.get(launch.id)
    if ((change !== undefined) !== isOtherwise || (change && (change.before !== was?.verdict || change.after !== is?.verdict)))
      throw new Error(`the impact says otherwise of ${launch.id} than judging it does`)
  }
}

async function readAll(source: FileSource, sides: { before: PreparedJudge; after: PreparedJudge }, count: number) {
  const stream = await streamWorld({ trusted: source, head: source })
  let quarter = 0
  const subjects = async function* (): AsyncGenerator<Subject> {
    let done = 0
    for await (const { name, file, launch, facts } of stream.read()) {
      yield { name, file, launch, facts }
      if (++done === Math.floor(count / 4)) quarter = heap()
    }
  }
  const start = performance.now()
  const impact = await impactOf({ ...sides, subjects: subjects() })
  const readMs = performance.now() - start
  if (impact.launches !== count) throw new Error(`${impact.launches} launches were read, of ${count}`)
  return { readMs, heapMiB: { quarter, all: heap() } }
}

/** Manifests that are made when they are read. */
function sourceOf(rules: string, count: number, text: (index: number) => string): FileSource {
  const files = Array.from({ length: count }, (_, index) => `launches/${index}.yaml`)
  return {
    list: async (folder) => ['rules/promise.yaml', ...files].filter((file) => folder === '' || file.startsWith(`${folder}/`)),
    read: async (path) => {
      const index = /^launches\/(\d+)\.yaml$/.exec(path)?.[1]
      if (index === undefined && path !== 'rules/promise.yaml') return { ok: false, problem: 'not-found' }
      return { ok: true, bytes: new TextEncoder().encode(index === undefined ? rules : text(Number(index))) }
    },
  }
}

async function cpuOf(work: () => Promise<void>): Promise<number> {
  const start = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

/** Live heap in MiB, where Node lets the collector be called. */
function heap(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 2 ** 20
}
