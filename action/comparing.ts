import { type ManifestEdit, manifestEdits } from '../src/authoring/manifest-edits.ts'
import { type Shift, shiftsBetween, standingsOf } from '../src/engine/standing.ts'
import type { JudgedEvent } from '../src/github/event.ts'
import { mergeBase } from '../src/github/repository.ts'
import type { FileSource } from '../src/model/file-source.ts'
import type { WorldLaunch } from '../src/world/assembly.ts'
import { loadWorld, type World } from '../src/world/world.ts'
import { argsOf, type Judged, type Judging, judgeLoaded, namesIn } from './judging.ts'
import type { Opened } from './opening.ts'

/** What a change does to the judgement beside changing facts. Told, and never heeded for the verdict. */
export interface Comparison {
  readonly edits: readonly ManifestEdit[]
  readonly shadow?: Shadow
  /** Why nothing could be compared. */
  readonly problem?: string
}

/** What would be if a change of what judges were merged. */
export interface Shadow {
  /** Commitments, catalogs, waivers, mappings or the config that the change edits. */
  readonly files: readonly string[]
  readonly shifts: readonly Shift[]
  /** What is wrong with them as edited; then nothing would be decided. */
  readonly errors: readonly string[]
}

const mostErrors = 5

/** Compares a change with what it set out from. */
export async function compare(opened: Opened, event: JudgedEvent, head: FileSource, judging: Judging, judged: Judged): Promise<Comparison> {
  const { github, trusted, commits } = opened
  if (event.base === undefined) return { edits: [] }
  const tip = trusted.branch === event.base ? trusted.commit : (event.from ?? trusted.commit)
  const found = await mergeBase(github, tip, event.head)
  if (!found.ok) return { edits: [], problem: found.problem.message }
  if (found.value === event.head) return { edits: [] }
  const reading = await commits(found.value)
  if (!reading.ok) return { edits: [], problem: reading.message }
  const base = reading.source
  return { edits: await editsOf(trusted.source, base, judging, judged), ...(await shadowOf(base, head, judging, judged)) }
}

/** Only launches that are there on both sides and whose files differ are judged once more. */
async function editsOf(trusted: FileSource, base: FileSource, judging: Judging, judged: Judged): Promise<ManifestEdit[]> {
  const launches = await namesIn(base, judging.launches)
  if (judging.launches.length > 0 && launches.length === 0) return []
  const asked = { ...judging, launches, inputs: { ...judging.inputs, facts: [] } }
  const before = await loadWorld({ trusted, head: base, args: argsOf(asked) })
  const now = new Map(judged.world.launches.map((launch) => [launch.name, digestsOf(launch)]))
  const isChanged = (launch: WorldLaunch): boolean => now.has(launch.name) && now.get(launch.name) !== digestsOf(launch)
  const changed = before.launches.filter(isChanged)
  const others = before.launches.filter((launch) => !isChanged(launch)).map(({ name, file }) => ({ name, file }))
  const { decisions, undecided } = await judgeLoaded({ ...before, launches: changed }, asked)
  return manifestEdits({ decisions, undecided: [...undecided, ...others] }, judged)
}

function digestsOf({ files }: WorldLaunch): string {
  return JSON.stringify(files.map(({ file, digest }) => [file, digest]))
}

async function shadowOf(base: FileSource, head: FileSource, judging: Judging, judged: Judged): Promise<{ readonly shadow?: Shadow }> {
  const { commitments = [], catalog = [], waivers = [], mappings = [] } = argsOf({ ...judging, launches: [] })
  const args = {
    commitments: await namesIn(base, commitments),
    catalog: await namesIn(base, catalog),
    waivers: await namesIn(base, waivers),
    mappings: await namesIn(base, mappings),
  }
  const before = await loadWorld({ trusted: base, head: base, args })
  const world = await loadWorld({ trusted: head, head, args: argsOf(judging) })
  const files = changedFiles(before, world)
  if (files.length === 0) return {}
  const after = await judgeLoaded(world, judging)
  const errors = after.diagnostics.filter((item) => item.severity === 'error')
  const isNothing = after.decisions.length === 0 && judged.decisions.length > 0
  const broken = isNothing ? errors : errors.filter((item) => files.includes(item.file))
  return {
    shadow: {
      files,
      shifts: shiftsBetween(standingsOf(judged.decisions), standingsOf(after.decisions)),
      errors: broken.slice(0, mostErrors).map(({ file, message }) => `\`${file}\`: ${message}`),
    },
  }
}

function changedFiles(before: World, after: World): string[] {
  const digests = (world: World): Map<string, string> => new Map(world.files.map(({ file, digest }) => [file, digest]))
  const [was, is] = [digests(before), digests(after)]
  return [...new Set([...was.keys(), ...is.keys()])].filter((file) => was.get(file) !== is.get(file)).sort()
}
