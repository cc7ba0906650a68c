import { type Commitment, requirementsOf } from '../../model/commitment.ts'
import { type Condition, type Leaf, leavesOf, type Operand } from '../../model/condition.ts'
import type { SourceNode } from '../../source/node.ts'
import type { World } from '../../world/world.ts'
import { ProblemError } from '../problem.ts'

/** Tests of the same facts. What they are held against may be facts, too. */
interface Tests {
  readonly facts: readonly string[]
  readonly count: number
}

/** Characters of a text that count as one item of a list. */
const charactersAnItem = 1000
/** A pattern is many comparisons at each character. */
const testsAPattern = 10

/** Throws `too-large` where judging takes more tests than `most`. */
export function refuseTooManyTests(world: World, most: number): void {
  const asked = testsAskedFor(world)
  if (asked <= most) return
  throw new ProblemError('too-large', `${asked} tests would be made to judge this, and ${most} are made at most`, {
    hint: 'send fewer launches at once; each test counts for each value that it names, and for each item or 1,000 characters of the fact',
  })
}

/** How many tests a commitment makes of one launch, whatever that holds. */
export function testsIn(commitments: readonly Commitment[]): number {
  return testsOf(commitments).reduce((sum, { count }) => sum + count, 0)
}

/**
 * How many tests judging a world takes: each counts once for each launch, for each value that it names, and for each item, or 1,000
 * characters, of the facts that it reads. It is what the time and the size of an answer grow with.
 */
export function testsAskedFor({ commitments, catalogs, waivers, launches }: World): number {
  const tests = testsOf(commitments)
  const derived = new Map(catalogs.flatMap(({ facts }) => facts.flatMap(({ path, lookup }) => (lookup ? [[path, lookup.from]] : []))))
  const accepted = testsByWaivers(commitments, waivers)
  return launches.reduce((sum, { launch, facts }) => {
    if (!launch) return sum
    const sizes = new Map<string, number>([...launch.fields].map(([name, { node }]) => [`launch.${name}`, sizeOf(node)]))
    for (const { path, node } of [launch.facts, ...facts.map((part) => part.facts)].flatMap((set) => set.facts))
      sizes.set(path, (sizes.get(path) ?? 0) + sizeOf(node))
    const sizeAt = (path: string): number => Math.max(1, sizes.get(path) ?? 1, sizes.get(derived.get(path) ?? '') ?? 1)
    const own = tests.reduce((all, { facts: read, count }) => all + read.reduce((product, path) => product * sizeAt(path), count), 0)
    return sum + own + (accepted.get(launch.id) ?? 0)
  }, 0)
}

const known = new WeakMap<readonly Commitment[], readonly Tests[]>()

function testsOf(commitments: readonly Commitment[]): readonly Tests[] {
  const before = known.get(commitments)
  if (before) return before
  const found = new Map<string, { facts: readonly string[]; count: number }>()
  for (const { leaf, times } of leavesIn(commitments)) {
    const facts = [leaf.fact, ...factsIn(leaf.operand)]
    const key = facts.join(' ')
    found.set(key, { facts, count: (found.get(key)?.count ?? 0) + times * testsInLeaf(leaf) })
  }
  const tests = [...found.values()]
  known.set(commitments, tests)
  return tests
}

/** Every leaf of commitments, and how many findings there are about it. */
export function leavesIn(commitments: readonly Commitment[]): { readonly leaf: Leaf; readonly times: number }[] {
  const leaves = (condition: Condition | undefined, times: number) =>
    condition ? leavesOf(condition).map((leaf) => ({ leaf, times })) : []
  return commitments.flatMap((commitment) => [
    // Whether a commitment applies is a finding of each of its requirements.
    ...leaves(commitment.appliesWhen, Math.max(1, commitment.entries.length)),
    ...requirementsOf(commitment).flatMap(({ appliesWhen, require, forbid }) =>
      [appliesWhen, require, ...forbid].flatMap((condition) => leaves(condition, 1)),
    ),
  ])
}

/** Of several waivers of one requirement each is left out once, to see whether the others suffice. */
function testsByWaivers(commitments: readonly Commitment[], waivers: World['waivers']): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const all = waivers.flatMap((file) => file.waivers)
  // This is asked for each request, and most sets have none.
  if (all.length === 0) return new Map()
  for (const { launch, requirement } of all) {
    const key = JSON.stringify([launch, requirement])
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const sizes = new Map(commitments.flatMap(requirementsOf).map(({ id, require, forbid }) => [id, leafCount([require, ...forbid])]))
  const byLaunch = new Map<string, number>()
  for (const [key, count] of counts) {
    const [launch = '', requirement = ''] = JSON.parse(key) as string[]
    byLaunch.set(launch, (byLaunch.get(launch) ?? 0) + count * count * (sizes.get(requirement) ?? 1))
  }
  return byLaunch
}

function leafCount(conditions: readonly (Condition | undefined)[]): number {
  return conditions.reduce((sum, condition) => sum + (condition ? leavesOf(condition).length : 0), 0)
}

function testsInLeaf({ operator, operand }: Leaf): number {
  return operator === 'matches' ? testsAPattern : testsInOperand(operand)
}

function testsInOperand(operand: Operand): number {
  switch (operand.kind) {
    case 'list':
      return Math.max(1, operand.items.length)
    case 'tests':
      return operand.tests.reduce((sum, test) => sum + testsInLeaf(test), 1)
    case 'condition':
      return leavesOf(operand.condition).reduce((sum, leaf) => sum + testsInLeaf(leaf), 1)
    default:
      return 1
  }
}

/** Facts that something is held against. */
function factsIn(operand: Operand): string[] {
  switch (operand.kind) {
    case 'fact':
      return [operand.fact]
    case 'list':
      return operand.items.flatMap(factsIn)
    case 'tests':
      return operand.tests.flatMap((test) => factsIn(test.operand))
    case 'condition':
      return leavesOf(operand.condition).flatMap((leaf) => factsIn(leaf.operand))
    default:
      return []
  }
}

/** Items of a value, those within items included; what aliases stand for is counted each time, and looked at once. */
const nodeSizes = new WeakMap<SourceNode, number>()

function sizeOf(node: SourceNode): number {
  if (node.kind === 'scalar') return Math.max(1, Math.ceil(node.text.length / charactersAnItem))
  const before = nodeSizes.get(node)
  if (before !== undefined) return before
  const parts = node.kind === 'list' ? node.items : node.entries.map(({ value }) => value)
  const size = Math.max(
    1,
    parts.reduce((sum, part) => sum + sizeOf(part), 0),
  )
  nodeSizes.set(node, size)
  return size
}
