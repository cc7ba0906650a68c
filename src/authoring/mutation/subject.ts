import type { Commitment } from '../../model/commitment.ts'
import { parseFile } from '../../model/documents.ts'
import { link } from '../../model/link.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import type { TestRun } from '../coverage.ts'
import { type Bench, benchOf, type ReadyCase, readyCases, type TestInput } from '../test-case.ts'
import { edited } from './edit.ts'
import type { Mutant } from './mutant.ts'
import { type Look, lookAt } from './quick-look.ts'

/** A test whose cases may notice what becomes of a commitment, with what they came to as it stands. */
export interface Witness {
  readonly input: TestInput
  readonly cases: readonly { readonly ready: ReadyCase; readonly look: Look }[]
}

/** The tests that judge by a commitment: its own, and those whose commitments list a requirement of it. */
export function witnessesOf(commitment: Commitment, runs: readonly TestRun[]): Witness[] {
  return runs
    .filter(({ input }) => input.commitments.some((item) => item.id === commitment.id && item.document.file === commitment.document.file))
    .map(({ input }) => {
      const bench = benchOf(input)
      const cases = readyCases(input).flatMap((ready) => {
        const look = lookAt(bench(ready), ready)
        return look ? [{ ready, look }] : []
      })
      return { input, cases }
    })
}

/** A commitment as a mutant's edit makes it; undefined where the edit is a mistake that an author would be told. */
export function mutated(commitment: Commitment, mutant: Mutant): Commitment | undefined {
  const { file, index, text } = commitment.document
  const short = shortened(commitment, mutant)
  const { models, diagnostics } = parseFile({ file, text: short ?? edited(text, mutant.edit) }, undefined, ['Commitment'])
  if (hasErrors(diagnostics.filter(({ code }) => short === undefined || code !== 'commitment/count-off'))) return undefined
  const found = models.filter((model) => model.kind === 'Commitment').find((model) => model.document.index === index)
  const own = short === undefined ? undefined : found?.entries[0]
  return own
    ? {
        ...commitment,
        entries: commitment.entries.map((entry) => (entry.kind === 'requirement' && entry.id === mutant.requirement ? own : entry)),
      }
    : found
}

/** The edited text with the one requirement that it is about, where no alias reaches out of it: reading it takes a tenth of the time. */
function shortened({ document }: Commitment, { requirement, edit }: Mutant): string | undefined {
  const { text, root } = document
  if (requirement === undefined || root.kind !== 'mapping' || /[&*][A-Za-z]/.test(text)) return undefined
  const list = root.entries.at(-1)?.value
  const items = list?.kind === 'list' ? list.items : []
  const [first] = items
  const own = items.find((item) => item.start <= edit.start && edit.end <= item.end)
  if (!first || !own || root.entries.at(-1)?.key !== 'goToMarketOnlyIf' || text[list?.start ?? 0] !== '-') return undefined
  const head = text.slice(0, first.start).replace(/^count:.*$/m, '')
  return `${head}${edited(text.slice(own.start, own.end), { ...edit, start: edit.start - own.start, end: edit.end - own.start })}\n`
}

/** A commitment with one of its requirements only, which is judged in a tenth of the time. */
export function reducedTo(commitment: Commitment, requirement: string | undefined): Commitment {
  if (requirement === undefined) return commitment
  return { ...commitment, entries: commitment.entries.filter((entry) => entry.kind === 'requirement' && entry.id === requirement) }
}

/** What a commitment comes to when its names are resolved; undefined where they cannot be. */
export function linkedAlone(commitment: Commitment, { catalogs, mappings = [] }: TestInput): ReturnType<typeof link> | undefined {
  const linked = link({ commitments: [commitment], catalogs, mappings })
  return hasErrors(linked.diagnostics.filter((item) => !item.code.startsWith('commitment/unknown-same'))) ? undefined : linked
}

/** A test's commitments with one in place of the one of its id. */
export function withCommitment(input: TestInput, commitment: Commitment): Bench {
  return benchOf({ ...input, commitments: input.commitments.map((item) => (item.id === commitment.id ? commitment : item)) })
}

/** A bench for one requirement alone, or for everything when it is not of one. */
export function benchFor(input: TestInput, commitment: Commitment, requirement: string | undefined): Bench {
  if (requirement === undefined) return withCommitment(input, commitment)
  return benchOf({ ...input, commitments: [reducedTo(commitment, requirement)] }, (id) => id === requirement)
}
