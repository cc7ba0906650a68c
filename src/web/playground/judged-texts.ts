import { between } from '../../authoring/lints/between.ts'
import { practiceLints } from '../../authoring/lints/practice.ts'
import { prepare } from '../../engine/judge.ts'
import { type Documents, parseDocuments } from '../../model/documents.ts'
import type { Decision } from '../../model/generated/types.ts'
import { link } from '../../model/link.ts'
import { arrange, type Diagnostic, hasErrors } from '../../source/diagnostic.ts'
import { applySilences } from '../../source/silence.ts'

/** The two texts of the playground: what judges, and what is judged. */
export const panes = ['commitment', 'manifest'] as const
export type Pane = (typeof panes)[number]
export type Texts = Readonly<Record<Pane, string>>

/** The name of a text as a file, by which diagnostics and findings say where they are. */
export const fileOf: Readonly<Record<Pane, string>> = { commitment: 'commitment.yaml', manifest: 'launch.yaml' }

/** What two texts come to: what is wrong with them, and the decision about the launch where nothing is. */
export interface JudgedTexts {
  readonly documents: Documents
  readonly diagnostics: Readonly<Record<Pane, readonly Diagnostic[]>>
  readonly decision?: Decision
}

/**
 * Looks at both texts as `onlyif lint` looks at files, and judges the first launch among them as `onlyif check` does, by one key. Pure.
 *
 * @param now - as of when it is judged: a day, or RFC 3339
 */
export function judgeTexts(texts: Texts, now: string): JudgedTexts {
  const documents = parseDocuments(panes.map((pane) => ({ file: fileOf[pane], text: texts[pane] })))
  const misfits = hasErrors(documents.diagnostics) ? [] : betweenDocuments(documents, now)
  const broken = hasErrors([...documents.diagnostics, ...misfits])
  const [launch] = documents.launches
  const judged = launch && !broken && documents.commitments.length > 0 ? judgedBy(documents, now) : undefined
  const found = arrange([...documents.diagnostics, ...misfits, ...(broken ? [] : habits(documents, now)), ...(judged?.diagnostics ?? [])])
  const of = (pane: Pane): Diagnostic[] => {
    const own = distinct(found.filter((item) => item.file === fileOf[pane]))
    return applySilences(texts[pane], fileOf[pane], own, !broken)
  }
  return {
    documents,
    diagnostics: { commitment: of('commitment'), manifest: of('manifest') },
    ...(judged?.decision && { decision: judged.decision }),
  }
}

function betweenDocuments(documents: Documents, now: string): Diagnostic[] {
  const { launches, facts } = documents
  const ids = launches.length > 0 ? new Set(launches.map((launch) => launch.id)) : undefined
  return between(
    documents,
    [...launches, ...facts].map((item) => item.facts),
    { ids, now },
  )
}

function habits({ commitments, catalogs, mappings }: Documents, now: string): Diagnostic[] {
  return practiceLints({ linked: link({ commitments, catalogs, mappings }), mappings, now })
}

function judgedBy(documents: Documents, now: string): { readonly decision?: Decision; readonly diagnostics: readonly Diagnostic[] } {
  const { commitments, catalogs, waivers, mappings, launches, facts, digests } = documents
  const [launch] = launches
  const [config] = documents.configs
  if (!launch) return { diagnostics: [] }
  const judgedLaunches = new Set([launch.id])
  const judge = prepare({ commitments, catalog: catalogs, waivers, mappings, digests, now, judgedLaunches, ...(config && { config }) })
  return judge.judge(launch, facts)
}

function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const byPlace = new Map(diagnostics.map((item) => [JSON.stringify([item.code, item.range, item.message]), item]))
  return [...byPlace.values()]
}
