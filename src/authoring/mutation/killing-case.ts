import type { Commitment } from '../../model/commitment.ts'
import { formatDay } from '../../model/date.ts'
import type { LinkedRequirement } from '../../model/link.ts'
import { type CaseDraft, caseLines, together } from '../boundary/case-text.ts'
import { expectationOf, groundOf, judged, readied } from '../boundary/proof.ts'
import { boundaryCases, leavesOf, ownRequirements } from '../boundary/suggestions.ts'
import type { Ground } from '../boundary/value-cases.ts'
import { waiverCases } from '../boundary/waiver-cases.ts'
import { type Bench, benchOf, type ReadyCase, type TestInput } from '../test-case.ts'
import type { Survivor } from './mutation.ts'
import { type Look, lookAt } from './quick-look.ts'
import { withCommitment } from './subject.ts'

/** After so many tries a case that tells two commitments apart is not looked for any further. */
const mostTries = 4000

/**
 * A case that passes as the commitment stands and fails when it is mutated, ready to paste; undefined when none was found,
 * which proves nothing. It is judged under both before it is shown.
 */
export function killingCase({ mutant, mutated }: Survivor, input: TestInput): readonly string[] | undefined {
  const original = input.commitments.find((item) => item.id === mutated.id)
  if (!original) return undefined
  const benches = { before: benchOf(input), after: withCommitment(input, mutated) }
  let tries = 0
  for (const id of mutant.requirement === undefined ? changedIds(original, mutated) : [mutant.requirement]) {
    for (const draft of draftsFor({ original, mutated, id, input })) {
      if (++tries > mostTries) return undefined
      const ready = readied(input, draft)
      if (!ready || !differs(benches, ready, id)) continue
      const lines = provedLines(benches, { draft, ready, id, input })
      if (lines) return lines
    }
  }
  return undefined
}

interface Benches {
  readonly before: Bench
  readonly after: Bench
}

function differs({ before, after }: Benches, ready: ReadyCase, id: string): boolean {
  const [was, is] = [lookAt(before(ready), ready), lookAt(after(ready), ready)]
  return was !== undefined && is !== undefined && (outcomeIn(was, id) !== outcomeIn(is, id) || was.verdict !== is.verdict)
}

function outcomeIn(look: Look, id: string): string | undefined {
  return look.requirements.get(id)?.outcome
}

function provedLines(
  { before, after }: Benches,
  { draft, ready, id, input }: { readonly draft: CaseDraft; readonly ready: ReadyCase; readonly id: string; readonly input: TestInput },
): readonly string[] | undefined {
  const [was, is] = [judged(before, ready), judged(after, ready)]
  if (!was || !is) return undefined
  const expect = expectationOf(was, input.test, id, was.verdict !== is.verdict)
  const under = expectationOf(is, input.test, id, was.verdict !== is.verdict)
  const isTold = [...expect].some(([subject, outcome]) => under.get(subject) !== outcome)
  return isTold ? caseLines(draft, expect) : undefined
}

/** The requirements whose waivers or applicability the whole commitment changes; all of them where that cannot be told. */
function changedIds(original: Commitment, mutated: Commitment): string[] {
  const own = (commitment: Commitment): ReadonlyMap<string, string> =>
    new Map(
      commitment.entries.flatMap((entry) => (entry.kind === 'requirement' ? [[entry.id, JSON.stringify(entry.waivers)] as const] : [])),
    )
  const before = own(original)
  const changed = [...own(mutated)].filter(([id, waivers]) => before.get(id) !== waivers).map(([id]) => id)
  return changed.length > 0 ? changed : [...before.keys()]
}

interface Search {
  readonly original: Commitment
  readonly mutated: Commitment
  readonly id: string
  readonly input: TestInput
}

/** What may tell the two apart: boundaries of either, alone, beside a failing test, and all but one failing; other days; waivers. */
function* draftsFor(search: Search): Generator<CaseDraft> {
  const { input } = search
  const ground = groundOf(input)
  const sides = [search.original, search.mutated].flatMap(
    (side) => ownRequirements(side, input).find(({ requirement }) => requirement.id === search.id) ?? [],
  )
  const [first] = sides
  if (!first) return
  const singles = distinct(sides.flatMap((side) => leavesOf(side).flatMap((leaf) => boundaryCases(leaf, ground))))
  yield* singles
  yield* daysAround(sides, singles)
  yield* waiversOf(sides, input, ground)
  for (const one of singles) for (const other of singles) if (one !== other) yield* optional(together(one, other))
  for (const one of singles) {
    const rest = leavesOf(first).flatMap((leaf) => singles.find((draft) => draft.isEdge !== true && draft.change.has(leaf.leaf.fact)) ?? [])
    const all = rest.reduce<CaseDraft | undefined>((sum, next) => (sum && (together(sum, next) ?? sum)) ?? next, one)
    yield* optional(all)
  }
}

/** A failing test on the days around which the requirement begins to block. */
function* daysAround(sides: readonly LinkedRequirement[], singles: readonly CaseDraft[]): Generator<CaseDraft> {
  const days = sides.flatMap(({ requirement: { enforcement } }) => (typeof enforcement === 'object' ? [enforcement.blockingFrom] : []))
  const facts = [...new Set(sides.flatMap(leavesOf).map(({ leaf }) => leaf.fact))].filter((path) => !path.startsWith('launch.'))
  for (const day of new Set(days.flatMap((from) => [from - 1, from]))) {
    for (const draft of singles) {
      const change = [...draft.change].map(([path, text]) => [path, dated(path, text, formatDay(day))] as const)
      const others = facts
        .filter((path) => !draft.change.has(path) && !draft.remove.includes(path))
        .map((path) => [path, `{ asOf: ${formatDay(day)} }`] as const)
      yield { ...draft, name: `${draft.name}, on ${formatDay(day)}`, change: new Map([...change, ...others]), now: formatDay(day) }
    }
  }
}

/** A bare value with evidence of a day; what is more than a value stays as it is. */
function dated(path: string, text: string, day: string): string {
  return text.startsWith('{') || path.startsWith('launch.') ? text : `{ value: ${text}, asOf: ${day} }`
}

function* waiversOf(sides: readonly LinkedRequirement[], input: TestInput, ground: Ground): Generator<CaseDraft> {
  for (const side of sides) {
    const { waivers } = side.requirement
    const leaves = leavesOf(side).filter((leaf) => !leaf.leaf.fact.startsWith('launch.') && !side.applies.includes(leaf))
    if (waivers !== 'never') for (const leaf of leaves) yield* waiverCases(side.requirement, waivers, leaf, { input, ground })
  }
}

function* optional(draft: CaseDraft | undefined): Generator<CaseDraft> {
  if (draft) yield draft
}

/** Each change once, named as the first names it: what stands at a bar of the commitment as it is says so, not what the mutant makes of it. */
function distinct(drafts: readonly CaseDraft[]): CaseDraft[] {
  const known = new Map<string, CaseDraft>()
  for (const draft of drafts) {
    const key = JSON.stringify([[...draft.change], draft.remove])
    if (!known.has(key)) known.set(key, draft)
  }
  return [...known.values()]
}
