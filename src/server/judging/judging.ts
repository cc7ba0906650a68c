import { requirementsOf } from '../../model/commitment.ts'
import { type Condition, leavesOf } from '../../model/condition.ts'
import type { Decision } from '../../model/generated/types.ts'
import { arrange, type Diagnostic, hasErrors } from '../../source/diagnostic.ts'
import { type JudgedWorld, judgeWorld } from '../../world/judged-world.ts'
import { memorySource } from '../../world/memory.ts'
import { type PostedText, worldOfTexts } from '../../world/posted.ts'
import { loadTrustedSide, type TrustedSide, type World } from '../../world/world.ts'
import type { StandingSet } from '../commitments/standing-set.ts'
import { ProblemError } from '../problem.ts'
import type { Turn } from '../rejudge/known-turns.ts'
import { nextTurn } from '../rejudge/next-turn.ts'

/** Texts to judge, and how. */
export interface ToJudge {
  readonly texts: readonly PostedText[]
  /** RFC 3339. */
  readonly now: string
  readonly noExceptions: boolean
}

export interface Judged extends JudgedWorld {
  readonly world: World
  /** What stood then, where it was judged by that; by the time it is recorded something else may stand. */
  readonly set?: StandingSet
  /** When the clock may next change what came out, where it was judged by what stands. */
  readonly turnOf?: (decision: Decision) => Turn
}

/** Told the launches before they are judged; it may refuse. */
export type Before = (world: World) => Promise<void>

/** More of somebody's own than this would keep everybody else waiting; what it takes to find out what to change grows faster than tests do. */
const most = { requirements: 300, tests: 500, 'tests, counted for each launch': 3000 } as const

/** Judges what was sent by what stands, with both keys. Never throws for what the texts hold. */
export async function judgeBySet(set: StandingSet, { texts, now, noExceptions }: ToJudge, before?: Before): Promise<Judged> {
  const world = await worldOfTexts(set.side, texts)
  await before?.(world)
  const trusted = new Map(set.side.files.map(({ file, digest }) => [file, digest]))
  // What was compiled beforehand vouches for files by name: a text that was sent under such a name must not be taken for that file.
  const isApart = world.launches.every((launch) => launch.files.every(({ file }) => !trusted.has(file)))
  const launches = new Set(world.launches.map((launch) => launch.name))
  const prepared = isApart ? set.prepared(launches, { now, noExceptions }) : undefined
  const judged = await judgeWorld(world, { now, noExceptions, isPartial: true, ...(prepared && { prepared }) })
  if (!prepared) return { world, ...judged, set }
  const turnOf = (decision: Decision): Turn => ({
    version: set.version,
    next: nextTurn(prepared, launchOf(world, decision), Date.parse(now)),
  })
  return { world, ...judged, set, turnOf }
}

/** Judges what was sent by commitments that were sent along, laid out as in a repository. Never a decision that any gate obeys. */
export async function judgeBySent(files: readonly PostedText[], { texts, now, noExceptions }: ToJudge, before?: Before): Promise<Judged> {
  const source = memorySource(new Map(files.map(({ file, text }) => [file, text])))
  const side = unusedAreErrors(await loadTrustedSide({ trusted: source }), files)
  const world = await worldOfTexts(side, texts)
  await before?.(world)
  refuseTooMuch(side, world)
  return { world, ...(await judgeWorld(world, { now, noExceptions, isPartial: true })) }
}

function refuseTooMuch({ commitments }: TrustedSide, { launches }: World): void {
  const own = commitments.flatMap(requirementsOf)
  const conditions = own.flatMap(({ appliesWhen, require, forbid }) => [appliesWhen, require, ...forbid])
  const tests = conditions.reduce((sum, condition) => sum + (condition ? testsIn(condition) : 0), 0)
  const counts = {
    requirements: commitments.reduce((sum, { entries }) => sum + entries.length, 0),
    tests,
    'tests, counted for each launch': tests * launches.length,
  }
  for (const [what, limit] of Object.entries(most) as [keyof typeof most, number][])
    if (counts[what] > limit)
      throw new ProblemError('too-large', `the commitments that were sent have ${counts[what]} ${what}, and ${limit} are judged at most`, {
        hint: 'send fewer at once',
      })
}

/** How many tests a condition makes, those of the items of lists included. */
function testsIn(condition: Condition): number {
  return leavesOf(condition).reduce((sum, { operand }) => {
    if (operand.kind === 'condition') return sum + 1 + testsIn(operand.condition)
    return sum + (operand.kind === 'tests' ? 1 + operand.tests.length : 1)
  }, 0)
}

/** Of what was sent to judge by, nothing may be passed over: a misplaced file would be a requirement that nobody judged. */
function unusedAreErrors(side: TrustedSide, files: readonly PostedText[]): TrustedSide {
  const used = new Set(side.files.map(({ file }) => file))
  const told = new Set(side.diagnostics.map(({ file }) => file))
  const unused = files.filter(({ file }) => !used.has(file) && !told.has(file))
  const found = unused.map(
    ({ file }): Diagnostic => ({
      code: 'world/nothing-matched',
      severity: 'error',
      file,
      message: `\`${file}\` is in no place where files that judge are looked for, or holds none`,
      hint: 'put commitments at `rules/…`, the catalog at `catalog.yaml`, or send an `onlyif.yaml` that names the files',
    }),
  )
  return { ...side, diagnostics: arrange([...side.diagnostics, ...found]) }
}

/** Whether every launch that was sent has its decision. */
export function isDecided({ decisions, undecided, diagnostics }: JudgedWorld): boolean {
  return decisions.length > 0 && undecided.length === 0 && !hasErrors(diagnostics)
}

/** The launch of a world that a decision is about. */
export function launchOf(world: World, decision: Decision): World['launches'][number] {
  const found = world.launches.find((launch) => launch.name === decision.launch.id)
  if (!found) throw new Error(`no launch of the world is ${decision.launch.id}`)
  return found
}
