import type { LostSubject, Subject } from '../../authoring/impact-subject.ts'
import { type Diagnostic, hasErrors } from '../../source/diagnostic.ts'
import type { WorldLaunch } from '../../world/assembly.ts'
import type { WorldArgs, WorldInput } from '../../world/begin.ts'
import { type Judges, readsAlike } from '../../world/judges.ts'
import { streamWorld } from '../../world/launch-stream.ts'
import { pairLaunches } from '../../world/paired-launches.ts'
import { loadWorld } from '../../world/world.ts'
import type { Io } from '../io.ts'
import type { Loaded } from '../loading.ts'
import type { SidePlace } from '../sides.ts'

/** The launches of an impact, to be read one after the other, twice if need be. */
export interface ImpactLaunches {
  /** What `read` tells the progress of: how many there are, and what they are called. */
  readonly total: number
  readonly noun: string
  /** Told how many of `total` are done. */
  read(onRead: (done: number) => void): AsyncGenerator<Subject | LostSubject>
  /** Whether the reading just done turned out to have been wrong, so that all is to be read again. */
  isStale(): boolean
  ids(): Promise<ReadonlySet<string>>
  /** What to say where there are none. */
  readonly ifNone: readonly Diagnostic[]
  /** What is wrong with files of the launches that were read last. */
  problems(): readonly Diagnostic[]
}

export interface LaunchesOptions {
  readonly launch?: readonly string[]
  readonly facts?: readonly string[]
}

/** Opens the launches of the working tree. */
export async function openLaunches({ launch, facts }: LaunchesOptions, { head, outside, root }: Omit<Loaded, 'world'>, io: Io) {
  const args: WorldArgs = { launches: launch, facts, place: { root, cwd: io.cwd }, stdin: (maxBytes) => io.stdin(maxBytes) }
  const input: WorldInput = { trusted: head, head, outside, args }
  const stream = await streamWorld(input)
  return { judges: stream.judges, stream, input }
}

type Opened = Awaited<ReturnType<typeof openLaunches>>

/** The launches of the working tree as both sides read them. Only where the sides read files differently all launches are held. */
export async function launchesOf(
  { stream, input, judges }: Opened,
  before: SidePlace & { readonly judges: Judges },
): Promise<ImpactLaunches> {
  const held = readsAlike(before.judges, judges) ? undefined : (await loadWorld({ ...input, trusted: before.source })).launches
  let problems: Diagnostic[] = []
  const launches = async function* (onRead: (done: number) => void): AsyncGenerator<WorldLaunch> {
    problems = []
    for await (const item of stream.read(onRead)) {
      if (hasErrors(item.diagnostics)) problems.push(...item.diagnostics.filter(({ severity }) => severity === 'error'))
      yield item
    }
  }
  const read = (onRead: (done: number) => void): AsyncGenerator<Subject> => pairLaunches(launches(onRead), held)
  const ids = async (): Promise<ReadonlySet<string>> => {
    const found = new Set<string>()
    for await (const { name } of read(() => undefined)) found.add(name)
    return found
  }
  return { total: stream.files, noun: 'files', read, isStale: stream.isStale, ids, ifNone: stream.ifNone, problems: () => problems }
}
