import { setImmediate } from 'node:timers/promises'
import { type PreparedJudge, prepare } from '../../engine/judge.ts'
import type { Config } from '../../model/config.ts'
import type { Decision } from '../../model/generated/types.ts'
import type { Limits } from '../../source/limits.ts'
import { configName, readConfig } from '../../world/config.ts'
import { type JudgingOptions, judgeWorld } from '../../world/judged-world.ts'
import { keptOf } from '../../world/kept.ts'
import { memorySource } from '../../world/memory.ts'
import { worldOfTexts } from '../../world/posted.ts'
import { rejoin } from '../../world/rejoin.ts'
import { loadTrustedSide, type World } from '../../world/world.ts'
import { type BoundedLaunch, permit } from '../auth/rights.ts'
import type { StandingSet } from '../commitments/standing-set.ts'
import { ProblemError } from '../problem.ts'
import { nextTurn } from '../rejudge/next-turn.ts'
import { refuseTooManyTests, testsIn } from './asked-for.ts'
import { judgeFiles } from './files.ts'
import { lintDocuments } from './linting.ts'
import { refuseTooManyCharacters } from './repeated.ts'
import type { JudgingTask, KeptLaunch, KeptTask, Outcome, SentTask, Task } from './task.ts'
import { unusedAreErrors } from './unused.ts'

/** More of somebody's own than this would keep everybody else waiting. */
const most = { requirements: 1000, tests: 2500, mappings: 50, 'patterns of files': 200 } as const

/** Does a task, by what stands or by what was sent along. Rejects with a `ProblemError` for what is refused, and never for what the texts hold. */
export async function judgeTask(set: StandingSet | undefined, task: Task): Promise<Outcome> {
  if (task.kind === 'lint') return { ...nothing, diagnostics: lintDocuments(set, task) }
  if (task.kind === 'files') return { ...nothing, ...(await judgeFiles(task)) }
  if (task.kind === 'sent' && task.own) return judgeByOwn(task, task.own)
  if (!set) throw new Error('there is nothing to judge by')
  const world = task.kind === 'sent' ? await worldOfTexts(set.side, task.texts) : await keptWorld(set, task)
  if (task.kind === 'sent') admit(world, task)
  const prepared = preparedFor(set, world, task)
  const judged = await judgeWorld(world, { ...howOf(task), prepared })
  const isKept = task.kind === 'kept' || task.isRecorded
  const kept = isKept ? judged.decisions.map((decision) => [decision.digest, keptLaunch(world, decision, prepared)] as const) : []
  return { ...judged, launches: readIn(world), kept: new Map(kept) }
}

const nothing: Omit<Outcome, 'diagnostics'> = { decisions: [], undecided: [], launches: [], kept: new Map() }

function howOf({ now, noExceptions }: JudgingTask): JudgingOptions {
  return { now, noExceptions, isPartial: true, pause: setImmediate }
}

async function keptWorld({ side }: StandingSet, { launch, inputs, texts }: KeptTask): Promise<World> {
  const rejoined = await rejoin(side, launch, inputs, async (digest) => texts.get(digest))
  if (!rejoined.ok) throw new Error(`texts of ${launch} are missing: ${rejoined.missing.join(', ')}`)
  return rejoined.world
}

/**
 * What judges a world, mostly compiled beforehand. That vouches for files by name: where a text was sent under such a name, which must
 * not be taken for that file, it is compiled for this world.
 */
function preparedFor(set: StandingSet, world: World, { now, noExceptions }: JudgingTask): PreparedJudge {
  const judgedLaunches = new Set(world.launches.map((launch) => launch.name))
  const standing = new Set(set.side.files.map(({ file }) => file))
  const isApart = world.launches.every(({ files }) => files.every(({ file }) => !standing.has(file)))
  if (isApart) return set.prepared(judgedLaunches, { now, noExceptions })
  const { commitments, catalogs: catalog, waivers, mappings, config, digests } = world
  return prepare({ commitments, catalog, waivers, mappings, config, digests, now, noExceptions, judgedLaunches })
}

/** Judges by commitments that were sent along, laid out as in a repository. Files may be as large as the limits say, whatever the config says that was sent. */
async function judgeByOwn(task: SentTask, { files, limits }: NonNullable<SentTask['own']>): Promise<Outcome> {
  const source = memorySource(new Map(files.map(({ file, text }) => [file, text])))
  refuseSentConfig((await readConfig(source)).config, limits)
  const side = unusedAreErrors(await loadTrustedSide({ trusted: source }), files)
  refuseTooMuch({
    requirements: side.commitments.reduce((sum, { entries }) => sum + entries.length, 0),
    tests: testsIn(side.commitments),
    mappings: side.mappings.length,
  })
  const world = await worldOfTexts(side, task.texts)
  admit(world, task)
  return { ...nothing, ...(await judgeWorld(world, howOf(task))), launches: readIn(world) }
}

/** Refuses launches that the caller may not have judged, and more work than one request may make. */
function admit(world: World, { caller, limits }: SentTask): void {
  for (const launch of readIn(world)) permit(caller, 'decisions.judge', launch)
  refuseTooManyTests(world, limits.tests)
  refuseTooManyCharacters(world, limits.characters)
}

function readIn({ launches }: World): BoundedLaunch[] {
  return launches.flatMap(({ launch }) => (launch ? [{ id: launch.id, product: launch.product }] : []))
}

function keptLaunch(world: World, decision: Decision, prepared: PreparedJudge): KeptLaunch {
  const launch = world.launches.find(({ name }) => name === decision.launch.id)
  if (!launch) throw new Error(`no launch of the world is ${decision.launch.id}`)
  const { inputs, texts } = keptOf(world, launch)
  const sent = new Set(inputs.flatMap(({ side, digest }) => (side === 'head' ? [digest] : [])))
  return {
    inputs,
    texts: new Map([...texts].filter(([digest]) => sent.has(digest))),
    next: nextTurn(prepared, launch, Date.parse(decision.now)),
  }
}

/** Who sends a config chooses neither how much the service reads nor how long it looks for files. */
function refuseSentConfig(config: Config, limits: Limits): void {
  for (const name of Object.keys(limits) as (keyof Limits)[])
    if (config.limits[name] > limits[name])
      throw new ProblemError(
        'too-large',
        `the \`${configName}\` that was sent says ${config.limits[name]} for \`${name}\`, and ${limits[name]} is the most here`,
        {
          hint: 'leave the limit out, or have the service judge by that file',
        },
      )
  const { commitments = [], catalog = [], waivers = [], mappings = [], launches = [], facts = [] } = config
  refuseTooMuch({ 'patterns of files': [commitments, catalog, waivers, mappings, launches, facts].flat().length })
}

function refuseTooMuch(counts: Partial<Record<keyof typeof most, number>>): void {
  for (const [what, count] of Object.entries(counts) as [keyof typeof most, number][])
    if (count > most[what])
      throw new ProblemError('too-large', `what was sent to judge by has ${count} ${what}, and ${most[what]} are taken at most`, {
        hint: 'send less at once',
      })
}
