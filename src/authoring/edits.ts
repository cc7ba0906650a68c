import { type LaunchFieldName, launchFields } from '../model/path.ts'
import type { JsonValue } from '../source/node.ts'
import type { Place } from '../source/position.ts'
import { keyOf } from './definition.ts'
import type { EditKind, Part, Told } from './input-part.ts'
import { factPartsOf, judgePartsOf, launchPartsOf } from './input-parts.ts'
import type { Inputs } from './inputs.ts'

/** One difference between two sides, small enough to be undone on its own. */
export interface Edit {
  readonly kind: EditKind
  readonly change: 'added' | 'removed' | 'edited'
  /** What is edited: the id of a requirement or waiver, the path of a fact, the name of a role. */
  readonly subject: string
  /** The part of it, such as `asOf` of a fact. */
  readonly part?: string
  readonly before?: JsonValue
  readonly after?: JsonValue
  readonly place?: { readonly before?: Place; readonly after?: Place }
}

/** The edits between two sides; `parts` gives every part of the inputs with any of the edits done. */
export interface Edits {
  readonly edits: readonly Edit[]
  readonly parts: (done: ReadonlySet<Edit>) => Part[]
}

/** Compares two sides part by part. Wording and places are no edits. */
export function editsBetween(before: Inputs, after: Inputs): Edits {
  const [old, now] = [allParts(before, after), allParts(after, before)]
  const edits: Edit[] = []
  const slots: { readonly edit?: Edit; readonly before?: Told; readonly after?: Told }[] = []
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(key), now.get(key)]
    if (was && is && keyOf(was.data) === keyOf(is.data)) {
      slots.push({ after: is, before: was })
      continue
    }
    const edit = editOf(was, is)
    if (!edit) continue
    edits.push(edit)
    slots.push({ edit, ...(was && { before: was }), ...(is && { after: is }) })
  }
  return {
    edits,
    parts: (done) => slots.flatMap((slot) => (slot.edit && done.has(slot.edit) ? slot.after : slot.before)?.value ?? []),
  }
}

function editOf(was: Told | undefined, is: Told | undefined): Edit | undefined {
  const told = is ?? was
  if (!told) return undefined
  return {
    kind: told.kind,
    change: was && is ? 'edited' : is ? 'added' : 'removed',
    subject: told.subject,
    ...(told.part !== undefined && { part: told.part }),
    ...(was && { before: was.data }),
    ...(is && { after: is.data }),
    ...((was?.place ?? is?.place) && { place: { ...(was?.place && { before: was.place }), ...(is?.place && { after: is.place }) } }),
  }
}

function allParts(own: Inputs, other: Inputs): Map<string, Told> {
  const parts = new Map<string, Told>([...judgePartsOf(own, other), ...factPartsOf(own, other)])
  for (const name of Object.keys(launchFields) as LaunchFieldName[])
    for (const [key, told] of launchPartsOf(own.launch, name)) parts.set(key, told)
  parts.set('now', { kind: 'clock', subject: 'now', data: own.now, value: { type: 'now', now: own.now } })
  parts.set('exceptions', {
    kind: 'exceptions',
    subject: 'exceptions',
    data: !own.noExceptions,
    value: { type: 'exceptions', none: own.noExceptions },
  })
  return parts
}
