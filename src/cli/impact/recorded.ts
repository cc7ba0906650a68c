import type { LostSubject, Subject } from '../../authoring/impact-subject.ts'
import type { KeptInput } from '../../model/kept.ts'
import type { DecisionEntry, Recorded } from '../../store/index.ts'
import type { WorldLaunch } from '../../world/assembly.ts'
import { type Judges, mapsAlike } from '../../world/judges.ts'
import { type KeptTexts, keptLaunch } from '../../world/kept-head.ts'
import type { ImpactLaunches } from './launches.ts'

/** What judges on both sides, and as of when; without `now` each launch is judged as of its last decision. */
export interface RecordedSides {
  readonly before: Judges
  readonly after: Judges
  readonly now: string | undefined
}

/** The launches of recorded decisions, made again of the texts that were kept for the last decision about each. */
export async function recordedLaunches(recorded: Recorded, sides: RecordedSides): Promise<ImpactLaunches> {
  const ids = new Set<string>()
  for await (const { launch } of recorded.last()) ids.add(launch)
  const alike = mapsAlike(sides.before, sides.after)
  const read = async function* (onRead: (done: number) => void): AsyncGenerator<Subject | LostSubject> {
    let done = 0
    for await (const entry of recorded.last()) {
      yield await subjectOf(entry, recorded, { ...sides, alike })
      onRead(++done)
    }
  }
  return { total: ids.size, noun: 'launches', read, isStale: () => false, ids: async () => ids, ifNone: [], problems: () => [] }
}

async function subjectOf(
  entry: DecisionEntry,
  recorded: Recorded,
  { before, after, now, alike }: RecordedSides & { readonly alike: boolean },
): Promise<Subject | LostSubject> {
  const { launch: id, title, owner, date, inputs } = entry
  const lost = (why: string): LostSubject => ({ lost: { id, title, owner, ...(date !== undefined && { date }), why } })
  const texts = await textsOf(inputs, recorded)
  if (typeof texts === 'string') return lost(texts)
  const read = ({ mappings, config }: Judges): Promise<WorldLaunch | undefined> =>
    keptLaunch(id, texts, { mappings, limits: config.limits })
  const is = await read(after)
  const was = alike ? is : await read(before)
  const known = is ?? was
  if (!known || (!is?.launch && !was?.launch)) return lost(whyUnread(inputs, known))
  return {
    name: id,
    file: known.file,
    ...sideOf(is),
    ...(!alike && { before: sideOf(was) }),
    ...(now === undefined && { now: entry.now }),
  }
}

function sideOf(read: WorldLaunch | undefined): Pick<Subject, 'launch' | 'facts' | 'diagnostics'> {
  return { launch: read?.launch, facts: read?.facts ?? [], diagnostics: read?.diagnostics ?? [] }
}

/** The texts that a launch itself is made of; or why there is one that nobody has any more. What judged it then is not asked for. */
async function textsOf(inputs: readonly KeptInput[], recorded: Recorded): Promise<KeptTexts | string> {
  const texts: KeptTexts[number][] = []
  for (const item of inputs.filter(({ side }) => side === 'head')) {
    const found = await recorded.text(item.digest)
    if (!found) return `the text of \`${item.file}\` was not kept`
    if ('erased' in found) return `the text of \`${item.file}\` was erased, as entry ${found.erased} of the log says`
    texts.push({ ...item, input: { file: item.file, text: found.text, digest: item.digest } })
  }
  return texts
}

function whyUnread(inputs: readonly KeptInput[], read: WorldLaunch | undefined): string {
  const [first] = read?.diagnostics.filter(({ severity }) => severity === 'error') ?? []
  if (first) return `its files are not what is read now: ${first.file}${first.range ? `:${first.range.start.line}` : ''}: ${first.message}`
  if (inputs.some((item) => item.as === 'mappings')) return 'it was read by a mapping, and by none that is here'
  return 'its manifest was not kept'
}
