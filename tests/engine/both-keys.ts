import { crossCheck } from '../../src/engine/cross-check.ts'
import { type JudgedCase, prepare, type TrustedInput } from '../../src/engine/judge.ts'
import type { Judgement } from '../../src/engine/judgement.ts'
import { reasonOf, valueOfResult } from '../../src/engine/reason.ts'
import type { FactCatalog } from '../../src/model/catalog.ts'
import type { Commitment } from '../../src/model/commitment.ts'
import { parseDocuments } from '../../src/model/documents.ts'
import type { Facts } from '../../src/model/facts.ts'
import type { Launch } from '../../src/model/launch.ts'
import { link } from '../../src/model/link.ts'
import { type Diagnostic, hasErrors } from '../../src/source/diagnostic.ts'
import { type Documents, filesOf } from './arbitrary.ts'
import { now } from './arbitrary-values.ts'

/** Documents as both keys judge them. */
export interface Doubled {
  readonly judged: JudgedCase
  readonly second: Judgement
  /** How many condition trees were judged. */
  readonly trees: number
}

/** Documents as they are judged. */
export interface Readied {
  readonly trusted: TrustedInput & { readonly catalog: readonly FactCatalog[] }
  readonly launch: Launch
  readonly facts: readonly Facts[]
}

/** Reads documents through the public door. Requirements that random trees made meaningless are left out. */
export function ready(documents: Documents): Readied {
  const { commitments, catalogs, launches, facts, waivers, diagnostics } = parseDocuments(filesOf(documents))
  const [launch] = launches
  if (hasErrors(diagnostics) || !launch) throw new Error(`the generator made a mistake: ${JSON.stringify(diagnostics[0])}`)
  const scoped = commitments.map((commitment) => (documents.catalog ? commitment : withoutScope(commitment)))
  const meaningless = meaninglessIn(link({ commitments: scoped, catalogs }).diagnostics, documents)
  const kept = scoped.map((commitment) => ({ ...commitment, entries: commitment.entries.filter((_, index) => !meaningless.has(index)) }))
  const ids = kept.flatMap(({ entries }) => entries.map((entry) => (entry.kind === 'same' ? entry.same : entry.id)))
  const waived = documents.catalog
    ? waivers.map((file) => ({ ...file, waivers: file.waivers.filter((waiver) => ids.includes(waiver.requirement)) }))
    : []
  return { trusted: { commitments: kept, catalog: catalogs, waivers: waived, now }, launch, facts }
}

function open(documents: Documents): JudgedCase {
  const { trusted, launch, facts } = ready(documents)
  const { judged, diagnostics: found } = prepare(trusted).open(launch, facts)
  if (!judged) throw new Error(`the generator made a mistake: ${JSON.stringify(found.find(({ severity }) => severity === 'error'))}`)
  return judged
}

function withoutScope({ appliesWhen: _, ...commitment }: Commitment): Commitment {
  return commitment
}

/** Indexes of requirements whose trees contradict themselves or, without a catalog, compare values that are spelled as other types. */
function meaninglessIn(diagnostics: readonly Diagnostic[], { catalog }: Documents): ReadonlySet<unknown> {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const odd = errors.find(({ code, path }) => path?.[0] !== 'goToMarketOnlyIf' || (catalog && code !== 'commitment/contradictory-bounds'))
  if (odd) throw new Error(`the generator made a mistake: ${JSON.stringify(odd)}`)
  return new Set(errors.map(({ path }) => path?.[1]))
}

/** Judges documents by both keys. */
export async function judgeByBoth(documents: Documents): Promise<Doubled> {
  const judged = open(documents)
  const trees = judged.input.plan.requirements.reduce(
    (sum, { linked }) => sum + linked.applies.length + linked.forbid.length + (linked.require ? 1 : 0),
    0,
  )
  return { judged, second: await crossCheck(judged), trees }
}

/** Every leaf and outcome that the second key changed, in words. */
export function differences({ judged: { input, judgement }, second }: Doubled): string[] {
  if (second === judgement) return []
  return judgement.requirements.flatMap((item, index) => {
    const other = second.requirements[index]
    if (other === item) return []
    const leaves = [...item.planned.appliesLeaves, ...item.planned.demandLeaves].filter(
      (leaf) => judgement.judged.results[leaf] !== second.judged.results[leaf],
    )
    const told = leaves.map((leaf) => {
      const typed = input.plan.leaves[leaf]?.typed
      const result = judgement.judged.results[leaf] ?? 0
      return `${typed?.leaf.fact} ${typed?.leaf.operator} at ${typed?.leaf.place.line}:${typed?.leaf.place.column}: first key says ${['unmet', 'unknown', 'met'][valueOfResult(result)]} ${reasonOf(result)}`
    })
    return [`${item.planned.linked.requirement.id} (${item.outcome}): ${told.join('; ')}`]
  })
}
