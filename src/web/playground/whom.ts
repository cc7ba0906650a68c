import { type Columns, judgeColumns } from '../../engine/columns.ts'
import { isBlocked as blocks } from '../../engine/gates.ts'
import { type PreparedJudge, prepare } from '../../engine/judge.ts'
import { type Documents, parseDocuments } from '../../model/documents.ts'
import type { Launch } from '../../model/launch.ts'
import { reasonSentence } from '../../report/next-steps.ts'
import type { Conclusion } from '../../report/verdict-words.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import { fileOf } from './judged-texts.ts'
import type { StoredLaunch } from './stored-launches.ts'

/** What a commitment would do to a launch. */
export interface Tried {
  readonly id: string
  readonly title: string
  readonly conclusion?: Conclusion
  /** The verdict's reason, or why there is none. */
  readonly why: string
}

/** Tries a commitment as it is written; undefined where it has an error. What a launch says beyond the catalog is left out. */
export type Trying = (commitment: string, now: string) => readonly Tried[] | undefined

/**
 * Launches to try one text after the other on. As long as facts mean the same, only the tests that an edit brings are run:
 * what the launches say is read once, and again where the catalog gets other names.
 */
export function tryingOn(launches: readonly StoredLaunch[]): Trying {
  let kept: Kept | undefined
  return (commitment, now) => {
    const documents = parseDocuments([{ file: fileOf.commitment, text: commitment }])
    if (hasErrors(documents.diagnostics) || documents.commitments.length === 0) return undefined
    const meaning = meaningOf(documents)
    const same = kept?.meaning === meaning && kept.now === now ? kept : undefined
    const { catalogs, mappings } = same ?? documents
    const judge = prepare({ commitments: documents.commitments, catalog: catalogs, mappings, now, judgedLaunches: new Set() })
    if (hasErrors(judge.diagnostics)) return undefined
    if (same) return triedOf(same.read, same.columns.again(judge))
    const names = catalogs.length === 0 ? undefined : namesOf(judge)
    const isKnown = (path: string): boolean => !names || names.has(path)
    const read = kept && isSame(kept.names, names) ? kept.read : launches.map((launch) => readLaunch(launch, isKnown))
    const columns = judgeColumns(
      judge,
      read.flatMap(({ launch }) => (launch ? [{ launch }] : [])),
    )
    kept = { meaning, now, catalogs, mappings, names, read, columns }
    return triedOf(read, columns)
  }
}

/** What is kept between two tries. */
interface Kept extends Pick<Documents, 'catalogs' | 'mappings'> {
  readonly meaning: string
  readonly now: string
  /** Of the facts that a catalog knows; undefined where there is no catalog. */
  readonly names: ReadonlySet<string> | undefined
  readonly read: readonly ReadLaunch[]
  readonly columns: Columns
}

interface ReadLaunch {
  readonly id: string
  readonly title: string
  readonly launch: Launch | undefined
  readonly problem: string | undefined
}

/** What says what facts mean, as it is written. */
function meaningOf({ catalogs, mappings }: Documents): string {
  return [...catalogs, ...mappings].map(({ document: { text, root } }) => text.slice(root.start, root.end)).join('\n---\n')
}

function namesOf({ plan }: PreparedJudge): ReadonlySet<string> {
  return new Set(plan.linked.vocabulary.entries.keys())
}

function isSame(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.size === b.size && [...a].every((name) => b.has(name)))
}

/** What launches come to, those with a mistake in their place; the columns hold the others in the same order. */
function triedOf(read: readonly ReadLaunch[], columns: Columns): Tried[] {
  let at = 0
  return read.map(({ id, title, launch, problem }) => {
    const conclusion = launch && conclusionAt(columns, at++)
    return conclusion ? { id, title, conclusion, why: reasonSentence(conclusion) } : { id, title, why: problem ?? 'it cannot be judged' }
  })
}

function conclusionAt(columns: Columns, at: number): Conclusion | undefined {
  const verdict = columns.verdictAt(at)
  const counts = columns.outcomeCountsAt(at)
  return verdict && counts && { verdict, counts, blocked: blocks(verdict, false) }
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
export function isBlocked({ conclusion }: Tried): boolean {
  return !conclusion || conclusion.blocked
}

function readLaunch({ header, facts }: StoredLaunch, isKnown: (path: string) => boolean): ReadLaunch {
  const { launches, diagnostics } = parseDocuments([{ file: fileOf.manifest, text: manifestOf(header, facts, isKnown) }])
  return { id: String(header['id']), title: String(header['title']), launch: launches[0], problem: diagnostics[0]?.message }
}

/** A manifest as JSON, which is YAML: no text in it can be anything but text. */
function manifestOf(header: StoredLaunch['header'], facts: StoredLaunch['facts'], isKnown: (path: string) => boolean): string {
  const kept = Object.entries(facts).filter(([path]) => isKnown(path))
  return JSON.stringify({ apiVersion: 'onlyif/v1', kind: 'Launch', ...header, facts: Object.fromEntries(kept) })
}
