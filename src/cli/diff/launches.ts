import type { Inputs } from '../../authoring/inputs.ts'
import { diffLaunch, type LaunchDiff } from '../../authoring/launch-diff.ts'
import type { FileSource } from '../../model/file-source.ts'
import type { DiffReport } from '../../report/diff-text.ts'
import { forTerminal } from '../../report/escape.ts'
import { type Diagnostic, hasErrors } from '../../source/diagnostic.ts'
import { nameFromRoot } from '../../world/argument.ts'
import type { WorldLaunch } from '../../world/assembly.ts'
import { diskSource } from '../../world/disk.ts'
import { type Judges, judgesIn, prepareSide, wrongWith } from '../../world/judges.ts'
import { outsideSource } from '../../world/outside.ts'
import { findRoot } from '../../world/root.ts'
import { loadWorld, type World, type WorldArgs } from '../../world/world.ts'
import { tellDiagnostics } from '../diagnostics.ts'
import { type ExitCode, type Io, UsageError, worst } from '../io.ts'
import type { Loaded } from '../loading.ts'
import { momentOf } from '../moment.ts'
import { tellRoot } from '../root-line.ts'
import { placeOfBase } from '../sides.ts'
import { diffCommitmentAt, isNamed } from './commitments.ts'
import { type DiffOptions, reportDiffs } from './report.ts'

interface Side {
  readonly name: string
  readonly now: string
  readonly world: World
  readonly loaded: Loaded
}

/** More would be no hint. */
const mostHinted = 5

type Pair = readonly [before: WorldLaunch, after: WorldLaunch]

/** Compares two versions of everything: what judges and what is judged. */
export async function diffRefs(options: DiffOptions & { readonly base: string }, io: Io): Promise<ExitCode> {
  const root = await findRoot(io.cwd)
  const now = momentOf(options.now, io)
  tellRoot(root, options, io)
  const base = await placeOfBase(options.base, root, io.cwd)
  const head = options.head === undefined ? undefined : await placeOfBase(options.head, root, io.cwd, '--head')
  const place = head ?? { name: 'the working tree', source: diskSource(root) }
  const [only, ...more] = options.files
  if (only !== undefined && more.length === 0) {
    const sides = [
      { name: base.name, judges: await judgesIn(base.source) },
      { name: place.name, judges: await judgesIn(place.source) },
    ] as const
    const file = nameFromRoot(only, { root, cwd: io.cwd })
    const named = [file, only].find((name) => sides.some(({ judges }) => isCommitment(judges, name)))
    if (named !== undefined) return diffCommitmentAt(named, sides, options, io)
  }
  const before = await sideAt(base, momentOf(options.baseNow ?? now, io, '--base-now'), root, {})
  const after = await sideAt(place, now, root, {})
  if (!(await areSound([before, after], options, io))) return 2
  const wanted = options.files.map((file) => nameFromRoot(file, { root, cwd: io.cwd }))
  const old = new Map(before.world.launches.map((launch) => [launch.name, launch]))
  const isWanted = ({ name, file }: WorldLaunch): boolean => wanted.length === 0 || wanted.includes(file) || options.files.includes(name)
  const pairs = after.world.launches.filter(isWanted).flatMap((launch): Pair[] => {
    const other = old.get(launch.name)
    return other ? [[other, launch]] : []
  })
  const paired = new Set(pairs.map(([, { name }]) => name))
  const aloneIn = ({ world }: Side): string[] =>
    world.launches.filter((launch) => isWanted(launch) && !paired.has(launch.name)).map(({ name }) => name)
  const alone = { before: aloneIn(before), after: aloneIn(after) }
  if (pairs.length === 0) {
    const known = [before, after].flatMap((side) => aloneIn(side).map((name) => `\`${name}\` is only in ${side.name}`))
    const hint = known.length > 0 && known.length <= mostHinted ? known.join(', ') : 'name a manifest or the id of a launch that both have'
    throw new UsageError('there is no such launch in both versions', hint)
  }
  return comparePairs(pairs, [before, after], alone, options, io)
}

/** Whether a name is that of a commitment, also of one with errors. */
function isCommitment({ commitments, diagnostics }: Judges, name: string): boolean {
  return commitments.some((item) => isNamed(item, name)) || diagnostics.some((item) => item.file === name && item.severity === 'error')
}

/** Compares two manifests, both judged by what is here. */
export async function diffLaunchFiles([one = '', two = '']: readonly string[], options: DiffOptions, io: Io): Promise<ExitCode> {
  const root = await findRoot(io.cwd)
  const now = momentOf(options.now, io)
  tellRoot(root, options, io)
  const place = { root, cwd: io.cwd }
  const source = diskSource(root)
  const before = await sideAt({ name: one, source }, momentOf(options.baseNow ?? now, io, '--base-now'), root, { launches: [one], place })
  const after = await sideAt({ name: two, source }, now, root, { launches: [two], place })
  if (!(await areSound([before, after], options, io))) return 2
  const [a] = before.world.launches
  const [b] = after.world.launches
  if (!a || !b) return 2
  return comparePairs([[a, b]], [before, after], { before: [], after: [] }, options, io)
}

async function sideAt({ name, source }: { name: string; source: FileSource }, now: string, root: string, args: WorldArgs): Promise<Side> {
  const outside = outsideSource(root)
  const world = await loadWorld({ trusted: source, head: source, outside, args })
  return { name, now, world, loaded: { root, trusted: source, head: source, outside, world, problems: [] } }
}

async function areSound(sides: readonly Side[], { color }: DiffOptions, io: Io): Promise<boolean> {
  let isSound = true
  for (const { name, now, world, loaded } of sides) {
    const wrong = wrongWith(world, prepareSide(world, now, new Set(world.launches.map((launch) => launch.name))))
    if (!hasErrors(wrong)) continue
    isSound = false
    await tellErrors(wrong, loaded, color, io)
    io.stderr(`onlyif: ${forTerminal(name)} decides nothing, so there is nothing to compare\n`)
  }
  return isSound
}

async function comparePairs(
  pairs: readonly Pair[],
  [before, after]: readonly [Side, Side],
  alone: NonNullable<DiffReport['alone']>,
  options: DiffOptions,
  io: Io,
): Promise<ExitCode> {
  const diffs: LaunchDiff[] = []
  let unchanged = 0
  let code: ExitCode = 0
  for (const [one, two] of pairs) {
    const [was, is] = [inputsOf(one, before), inputsOf(two, after)]
    const result = was && is ? diffLaunch(was, is) : undefined
    if (result && 'diff' in result) {
      if (result.diff.because || result.diff.requirements.length > 0 || pairs.length === 1) diffs.push(result.diff)
      else unchanged++
      continue
    }
    code = 2
    const side = result ? (result.side === 'before' ? before : after) : was ? after : before
    const wrong = result ? result.diagnostics : [...one.diagnostics, ...two.diagnostics]
    await tellErrors(wrong, side.loaded, options.color, io)
    io.stderr(`onlyif: there is no decision for ${forTerminal(two.name)} in ${forTerminal(side.name)}\n`)
  }
  if (diffs.length + unchanged === 0) return 2
  return worst(code, await reportDiffs({ before: before.name, after: after.name, diffs, unchanged, alone }, options, io))
}

function inputsOf({ launch, facts }: WorldLaunch, { world, now }: Side): Inputs | undefined {
  const { commitments, catalogs, waivers, mappings, config } = world
  return launch && { commitments, catalogs, waivers, mappings, config, launch, facts, now, noExceptions: false }
}

async function tellErrors(diagnostics: readonly Diagnostic[], loaded: Loaded, color: boolean | undefined, io: Io): Promise<void> {
  await tellDiagnostics(
    diagnostics.filter((item) => item.severity === 'error'),
    loaded,
    color,
    io,
  )
}
