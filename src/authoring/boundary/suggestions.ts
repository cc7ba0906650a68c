import type { Commitment } from '../../model/commitment.ts'
import type { LinkedRequirement } from '../../model/link.ts'
import { link } from '../../model/link.ts'
import { isLaunchPath } from '../../model/path.ts'
import { type TypedLeaf, typedLeavesOf } from '../../model/typed.ts'
import { toData } from '../../source/node.ts'
import { benchOf, type ReadyCase, readyCases, type TestInput } from '../test-case.ts'
import { type CaseDraft, caseLines } from './case-text.ts'
import { evidenceCases } from './evidence-cases.ts'
import { expectationOf, groundOf, judged, readied } from './proof.ts'
import { type Ground, valueCases } from './value-cases.ts'

/** A case that a test lacks, with what is true of it. */
export interface Suggestion {
  readonly requirement: string
  readonly name: string
  /** As a list item, without indentation. */
  readonly lines: readonly string[]
}

/**
 * The boundary cases that a test lacks, for each requirement of its own commitment: just at a bar, just off it, nothing
 * supplied, just fresh enough and stale, a sample just large enough and one short. Each was judged, so that what it expects
 * is true; none repeats what a case shows already.
 */
export function suggestionsFor(input: TestInput, isAsked: (id: string) => boolean = () => true): Suggestion[] {
  const commitment = input.commitments.find((item) => item.id === input.test.commitment)
  if (!commitment) return []
  const ground = groundOf(input)
  const bench = benchOf(input)
  const seen = [...readyCases(input)]
  const base = readied(input, { name: 'the base', change: new Map(), remove: [] })
  const suggestions: Suggestion[] = []
  for (const linked of ownRequirements(commitment, input).filter(({ requirement }) => isAsked(requirement.id))) {
    const { id } = linked.requirement
    const before = base && judged(bench, base)?.requirements.find((item) => item.id === id)?.outcome
    for (const draft of leavesOf(linked)
      .flatMap((leaf) => boundaryCases(leaf, ground))
      .filter((item) => item.isOdd !== true)) {
      const ready = readied(input, draft)
      const decision = ready && judged(bench, ready)
      const outcome = decision?.requirements.find((item) => item.id === id)?.outcome
      if (!ready || !decision || outcome === undefined || isShown(draft, ready, seen)) continue
      if (outcome === before && draft.isEdge !== true) continue
      const expect = expectationOf(decision, input.test, id, outcome === 'unmet' || outcome === 'unknown')
      // A value that the catalog refuses is no boundary of the requirement.
      if (/wrong-type|out-of-range/.test([...expect.values()].join(' '))) continue
      seen.push(ready)
      suggestions.push({ requirement: id, name: draft.name, lines: caseLines(draft, expect) })
    }
  }
  return suggestions
}

/** The requirements of a commitment that are its own, their literals read as the types of their facts. */
export function ownRequirements(commitment: Commitment, { catalogs, mappings = [] }: TestInput): LinkedRequirement[] {
  return [...link({ commitments: [commitment], catalogs, mappings }).requirements]
}

/** Every leaf of a requirement, applicability first. */
export function leavesOf({ applies, require, forbid }: LinkedRequirement): TypedLeaf[] {
  return [...applies, ...(require ? [require] : []), ...forbid].flatMap(typedLeavesOf)
}

/** The boundary cases of a leaf: of its value, then of its evidence. */
export function boundaryCases(leaf: TypedLeaf, ground: Ground): CaseDraft[] {
  return [...valueCases(leaf, ground), ...evidenceCases(leaf, ground)]
}

/** Whether some case shows already what a draft would: the same value, the same part of evidence, or the fact missing. */
function isShown(draft: CaseDraft, ready: ReadyCase, seen: readonly ReadyCase[]): boolean {
  const [path = draft.remove[0] ?? ''] = draft.change.keys()
  const part = /^\{ (asOf|sample|window|link|note): /.exec(draft.change.get(path) ?? '')?.[1]
  const own = shownAt(ready, path, part)
  return seen.some((other) => shownAt(other, path, part) === own)
}

function shownAt({ launch }: ReadyCase, path: string, part: string | undefined): string | undefined {
  if (isLaunchPath(path)) {
    const field = [...launch.fields].find(([name]) => `launch.${name}` === path)?.[1]
    return field && JSON.stringify(toData(field.node))
  }
  const fact = launch.facts.facts.find((item) => item.path === path)
  if (part !== undefined) {
    const stated = Object.entries(fact?.evidence ?? {}).find(([key]) => key === part)?.[1]
    return `${String(fact !== undefined)} ${JSON.stringify(stated ?? null)}`
  }
  const data = fact && toData(fact.node)
  return data === null || data === undefined ? undefined : JSON.stringify(data)
}
