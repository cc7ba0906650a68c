import { expiredWaivers, misspeltRoles, orphanedWaivers } from '../../engine/waiver-warnings.ts'
import type { Config } from '../../model/config.ts'
import { readDate, startOf } from '../../model/date.ts'
import type { Documents } from '../../model/documents.ts'
import type { FactSet } from '../../model/facts.ts'
import { type LinkInput, link } from '../../model/link.ts'
import { unknownFacts } from '../../model/vocabulary.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { didYouMean } from '../../source/suggest.ts'

/** What is here besides, that documents may refer to. */
export type Beside = Required<Pick<LinkInput, 'commitments' | 'catalogs' | 'mappings'>>

/** Documents that somebody names or sends, with what is here besides that they may refer to. */
export function withBeside(
  named: Omit<Documents, 'diagnostics' | 'digests'>,
  beside: Beside,
): Beside & Required<Pick<LinkInput, 'waivers'>> {
  const ids = new Set(named.commitments.map((item) => item.id))
  const mapped = new Set(named.mappings.map((item) => item.id))
  return {
    commitments: [...named.commitments, ...beside.commitments.filter((item) => !ids.has(item.id))],
    // A named catalog is meant for what is named with it; together with that of the config it would describe facts twice.
    catalogs: named.catalogs.length > 0 ? named.catalogs : beside.catalogs,
    waivers: named.waivers,
    mappings: [...named.mappings, ...beside.mappings.filter((item) => !mapped.has(item.id))],
  }
}

/** What documents are held against besides each other. */
export interface Known {
  /** Every launch there is; undefined where some are not known, so that a name may be one of these. */
  readonly ids: ReadonlySet<string> | undefined
  /** RFC 3339, or a day. */
  readonly now: string
  readonly config?: Config
}

/** What is wrong between documents: names that lead nowhere, types that do not fit, facts that nobody agreed on, waivers of nothing or past their day. */
export function between(input: LinkInput, facts: readonly FactSet[], { ids, now, config }: Known, linked = link(input)): Diagnostic[] {
  const at = readDate(now)
  return [
    ...linked.diagnostics,
    ...facts.flatMap((set) => unknownFacts(set, linked.vocabulary)),
    ...(at.ok ? expiredWaivers(linked.waivers, startOf(at.value)) : []),
    ...(config ? misspeltRoles(input.commitments, config) : []),
    ...(ids ? orphanedWaivers(input.waivers ?? [], ids, (id) => didYouMean(id, ids)) : []),
  ]
}
