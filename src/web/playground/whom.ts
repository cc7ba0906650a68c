import { prepare } from '../../engine/judge.ts'
import { parseDocuments } from '../../model/documents.ts'
import type { Decision } from '../../model/generated/types.ts'
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

/** Judges launches by a commitment as it is written; undefined where it has an error. What a launch says beyond the catalog is left out. */
export function tryOn(commitment: string, launches: readonly StoredLaunch[], now: string): readonly Tried[] | undefined {
  const documents = parseDocuments([{ file: fileOf.commitment, text: commitment }])
  const { commitments, catalogs, mappings } = documents
  if (hasErrors(documents.diagnostics) || commitments.length === 0) return undefined
  const judge = prepare({ commitments, catalog: catalogs, mappings, now, judgedLaunches: new Set() })
  if (hasErrors(judge.diagnostics)) return undefined
  const { vocabulary } = link({ commitments, catalogs, mappings })
  const isKnown = (path: string): boolean => catalogs.length === 0 || vocabulary.entries.has(path)
  return launches.map(({ header, facts }) => {
    const { launches: read, diagnostics } = parseDocuments([{ file: fileOf.manifest, text: manifestOf(header, facts, isKnown) }])
    const [launch] = read
    const { decision } = launch ? judge.judge(launch) : {}
    const about = { id: String(header['id']), title: String(header['title']) }
    return decision
      ? { ...about, decision, why: reasonSentence(decision) }
      : { ...about, why: diagnostics[0]?.message ?? 'it cannot be judged' }
  })
}

/** A manifest as JSON, which is YAML: no text in it can be anything but text. */
function manifestOf(header: StoredLaunch['header'], facts: StoredLaunch['facts'], isKnown: (path: string) => boolean): string {
  const kept = Object.entries(facts).filter(([path]) => isKnown(path))
  return JSON.stringify({ apiVersion: 'onlyif/v1', kind: 'Launch', ...header, facts: Object.fromEntries(kept) })
}
