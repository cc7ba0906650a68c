import type { Decision } from '../model/generated/types.ts'

/** What was judged of one state of the manifests. */
export interface JudgedState {
  readonly decisions: readonly Decision[]
  /** Launches that are there but could not be judged, by their id where it can be read, else by their file. */
  readonly undecided: readonly { readonly name: string; readonly file: string }[]
}

/** What an edit of manifests does to how they are judged, beside the facts: each of these can open a gate without anything getting better. */
export type ManifestEdit =
  | { readonly kind: 'removed'; readonly launch: string; readonly file: string }
  | { readonly kind: 'unread-removed'; readonly file: string }
  | { readonly kind: 'renamed'; readonly launch: string; readonly to: string; readonly file: string }
  | { readonly kind: 'owner'; readonly launch: string; readonly from: string; readonly to: string }
  | { readonly kind: 'no-longer-applies'; readonly launch: string; readonly requirement: string; readonly title: string }

/** A launch and what it is made of. */
interface LaunchFiles {
  readonly name: string
  readonly files: readonly { readonly file: string; readonly digest: string }[]
}

/** Of the launches before a change those that are there after it with other files, which are to be judged once more, and the others. */
export function editedLaunches<L extends LaunchFiles>(
  before: readonly L[],
  after: readonly LaunchFiles[],
): { readonly edited: L[]; readonly others: L[] } {
  const now = new Map(after.map((launch) => [launch.name, madeOf(launch)]))
  const isEdited = (launch: L): boolean => now.has(launch.name) && now.get(launch.name) !== madeOf(launch)
  return { edited: before.filter(isEdited), others: before.filter((launch) => !isEdited(launch)) }
}

function madeOf({ files }: LaunchFiles): string {
  return JSON.stringify(files.map(({ file, digest }) => [file, digest]))
}

/** Compares two states of manifests, both judged by the same commitments. */
export function manifestEdits(before: JudgedState, after: JudgedState): ManifestEdit[] {
  const now = new Map(after.decisions.map((decision) => [decision.launch.id, decision]))
  const earlier = new Set([...before.decisions.map(({ launch }) => launch.id), ...before.undecided.map(({ name }) => name)])
  const broken = new Set(after.undecided.flatMap(({ name, file }) => [name, file]))
  const came = after.decisions.filter(({ launch }) => !earlier.has(launch.id))
  const gone = ({ name, file }: { readonly name: string; readonly file: string }): ManifestEdit[] => {
    if (now.has(name) || broken.has(name) || broken.has(file)) return []
    const successor = came.find(({ launch }) => launch.file === file)
    return [successor ? { kind: 'renamed', launch: name, to: successor.launch.id, file } : { kind: 'removed', launch: name, file }]
  }
  return [
    ...before.decisions.flatMap((was): ManifestEdit[] => {
      const { id, file, owner } = was.launch
      const is = now.get(id)
      if (!is) return gone({ name: id, file })
      const ownerEdit: ManifestEdit[] = is.launch.owner === owner ? [] : [{ kind: 'owner', launch: id, from: owner, to: is.launch.owner }]
      return [...ownerEdit, ...noLongerApplying(was, is)]
    }),
    ...before.undecided.filter((launch) => !isNameless(launch)).flatMap(gone),
    ...unreadRemoved(before, after, came.length > 0),
  ]
}

/** Whether a broken manifest goes by its file, because its id cannot be read. */
function isNameless({ name, file }: { readonly name: string; readonly file: string }): boolean {
  return name === file || name.startsWith(`${file}#`)
}

/** Files that could not be read and are gone. Where launches came, theirs may be among them. */
function unreadRemoved(before: JudgedState, after: JudgedState, isAnyNew: boolean): ManifestEdit[] {
  if (isAnyNew) return []
  const there = new Set([...after.decisions.map(({ launch }) => launch.file), ...after.undecided.map(({ file }) => file)])
  const files = new Set(before.undecided.filter(isNameless).map(({ file }) => file))
  return [...files].filter((file) => !there.has(file)).map((file) => ({ kind: 'unread-removed', file }))
}

function noLongerApplying(was: Decision, is: Decision): ManifestEdit[] {
  const outcomes = new Map(is.requirements.map(({ id, outcome }) => [id, outcome]))
  return was.requirements.flatMap(({ id, title, outcome }): ManifestEdit[] =>
    outcome !== 'not-applicable' && outcomes.get(id) === 'not-applicable'
      ? [{ kind: 'no-longer-applies', launch: was.launch.id, requirement: id, title }]
      : [],
  )
}
