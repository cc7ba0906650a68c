import { prepare } from '../../engine/judge.ts'
import { parseDocuments } from '../../model/documents.ts'
import type { Decision } from '../../model/generated/types.ts'
import type { Launch } from '../../model/launch.ts'
import { link } from '../../model/link.ts'
import { reasonSentence } from '../../report/next-steps.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import { fileOf } from './judged-texts.ts'
import type { StoredLaunch } from './stored-launches.ts'

/** What a commitment would do to a launch. */
export interface Tried {
  readonly id: string
  readonly title: string
  readonly decision?: Decision
  /** The verdict's reason, or why there is none. */
  readonly why: string
}

/** Tries a commitment as it is written; undefined where it has an error. What a launch says beyond the catalog is left out. */
export type Trying = (commitment: string, now: string) => readonly Tried[] | undefined

/** Launches to try one text after the other on. What was read of them is kept for as long as the catalog has the same names. */
export function tryingOn(launches: readonly StoredLaunch[]): Trying {
  let kept: { readonly known: string | undefined; readonly read: readonly ReadLaunch[] } | undefined
  return (commitment, now) => {
    const documents = parseDocuments([{ file: fileOf.commitment, text: commitment }])
    const { commitments, catalogs, mappings } = documents
    if (hasErrors(documents.diagnostics) || commitments.length === 0) return undefined
    const judge = prepare({ commitments, catalog: catalogs, mappings, now, judgedLaunches: new Set() })
    if (hasErrors(judge.diagnostics)) return undefined
    const { entries } = link({ commitments, catalogs, mappings }).vocabulary
    const known = catalogs.length === 0 ? undefined : JSON.stringify([...entries.keys()])
    if (kept?.known !== known || !kept)
      kept = { known, read: launches.map((launch) => read(launch, (path) => !known || entries.has(path))) }
    return kept.read.map(({ id, title, launch, problem }) => {
      const { decision } = launch ? judge.judge(launch) : {}
      return decision ? { id, title, decision, why: reasonSentence(decision) } : { id, title, why: problem ?? 'it cannot be judged' }
    })
  }
}

/** What an edit changes for launches: those that it newly blocks, and those that it blocks no more. */
export function changesOf(
  before: readonly Tried[],
  after: readonly Tried[],
): { readonly blocked: ReadonlySet<Tried>; readonly freed: ReadonlySet<Tried> } {
  const was = new Map(before.map((item) => [item.id, isBlocked(item)]))
  const changed = after.filter((item) => was.has(item.id) && was.get(item.id) !== isBlocked(item))
  return { blocked: new Set(changed.filter(isBlocked)), freed: new Set(changed.filter((item) => !isBlocked(item))) }
}

/** What cannot be judged opens nothing. */
export function isBlocked({ decision }: Tried): boolean {
  return !decision || decision.blocked
}

interface ReadLaunch {
  readonly id: string
  readonly title: string
  readonly launch: Launch | undefined
  readonly problem: string | undefined
}

function read({ header, facts }: StoredLaunch, isKnown: (path: string) => boolean): ReadLaunch {
  const { launches, diagnostics } = parseDocuments([{ file: fileOf.manifest, text: manifestOf(header, facts, isKnown) }])
  return { id: String(header['id']), title: String(header['title']), launch: launches[0], problem: diagnostics[0]?.message }
}

/** A manifest as JSON, which is YAML: no text in it can be anything but text. */
function manifestOf(header: StoredLaunch['header'], facts: StoredLaunch['facts'], isKnown: (path: string) => boolean): string {
  const kept = Object.entries(facts).filter(([path]) => isKnown(path))
  return JSON.stringify({ apiVersion: 'onlyif/v1', kind: 'Launch', ...header, facts: Object.fromEntries(kept) })
}
