import type { Commitment } from '../../model/commitment.ts'
import type { SuppliedFact } from '../../model/facts.ts'
import type { SourceNode } from '../../source/node.ts'
import type { World } from '../../world/world.ts'
import { ProblemError } from '../problem.ts'
import { leavesIn } from './asked-for.ts'

/** A fact of no more characters, its evidence included, is not counted: an answer has more to say of it than its value. */
const short = 1000

/** Throws `too-large` where findings would repeat more than `most` characters of long facts: each shows the fact that it is about. */
export function refuseTooManyCharacters(world: World, most: number): void {
  const repeated = charactersRepeated(world)
  if (repeated <= most) return
  throw new ProblemError('too-large', `findings would repeat ${repeated} characters of long facts, and ${most} are repeated at most`, {
    hint: `shorten the longest facts; one that has more than ${short} characters with its evidence is shown in each finding about it`,
  })
}

function charactersRepeated({ commitments, launches }: World): number {
  let findings: ReadonlyMap<string, number> | undefined
  return launches.reduce((sum, { launch, facts }) => {
    const all = [launch?.facts, ...facts.map((part) => part.facts)].flatMap((set) => set?.facts ?? [])
    return all.reduce((sumOf, fact) => {
      const size = charactersOf(fact)
      if (size <= short) return sumOf
      findings ??= findingsOf(commitments)
      return sumOf + size * (findings.get(fact.path) ?? 0)
    }, sum)
  }, 0)
}

/** How many findings there are about each fact. */
function findingsOf(commitments: readonly Commitment[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const { leaf, times } of leavesIn(commitments)) found.set(leaf.fact, (found.get(leaf.fact) ?? 0) + times)
  return found
}

function charactersOf({ node, evidence: { by, source, link, note } }: SuppliedFact): number {
  return [by, source, link, note].reduce((sum, text) => sum + (text?.length ?? 0), sizeOf(node))
}

const sizes = new WeakMap<SourceNode, number>()

/** Characters of a value, as often as aliases repeat them. */
function sizeOf(node: SourceNode): number {
  if (node.kind === 'scalar') return node.text.length
  const before = sizes.get(node)
  if (before !== undefined) return before
  const size =
    node.kind === 'list'
      ? node.items.reduce((sum, item) => sum + sizeOf(item), 0)
      : node.entries.reduce((sum, { key, value }) => sum + key.length + sizeOf(value), 0)
  sizes.set(node, size)
  return size
}
