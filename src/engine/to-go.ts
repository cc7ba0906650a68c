import { planFacts } from './fact-leaves.ts'
import { type Case, type Judgement, judgeCase } from './judgement.ts'
import { needsOf } from './needs.ts'
import { MET } from './reason.ts'
import { isOpen, optionsOf } from './to-go-options.ts'
import { factsByRequirement, partsOf } from './to-go-parts.ts'
import { type Solved, solve } from './to-go-solve.ts'
import { type Obstacle, reachOf } from './to-go-walls.ts'
import { type Choice, changedCase, isOpenAt, trialsOf } from './what-if.ts'

/** The fewest distinct facts whose change reaches go or conditional-go with the waivers in force; or else all that facts can do. */
export interface ToGo {
  readonly possible: boolean
  /** Whether it is proved that no smaller set would do. */
  readonly minimal: boolean
  readonly changes: readonly ToGoChange[]
  /** Requirements that stay open with these changes. */
  readonly blockedBy: readonly string[]
  /** What keeps them open, where that is known. */
  readonly obstacles?: readonly Obstacle[]
}

export interface ToGoChange {
  readonly fact: string
  readonly needs: Record<string, unknown>
  readonly owner: string
  readonly requirements: readonly string[]
}

/** Finds what would make a blocked case a go. Every answer is proved by judging the changed case again. */
export function toGo(input: Case, judgement: Judgement): ToGo {
  if (isGo(judgement)) return { possible: true, minimal: true, changes: [], blockedBy: [] }
  const options = optionsOf(input, judgement)
  const base = judgeCase({ ...input, whatIf: true })
  const trials = trialsOf(input, options, base)
  const read = factsByRequirement(input, options)
  const search = { lists: [...options.values()], trials }
  const problem = { input, judgement, options, search, read, reach: reachOf(input, base, options) }
  const solved = partsOf(judgement, read).map((part) => solve(problem, part))
  const choice = joined(solved, options.size)
  const after = judgeCase(changedCase(input, options, choice))
  const faults = faultsOf(judgement, base)
  const blocked = new Set([...faults, ...solved.flatMap((item) => item.blocked)])
  const isProved = blocked.size === 0 ? isGo(after) : after.requirements.every((item, at) => !isOpen(item) || blocked.has(at))
  if (!isProved) return { possible: false, minimal: false, changes: [], blockedBy: idsAt(judgement, openIn(judgement)) }
  const names = [...options.keys()].filter((_, at) => choice[at] !== -1).sort()
  const changes = describe(input, { facts: names, after, before: judgement, served: new Set(solved.flatMap((item) => item.served)) })
  const minimal = !trials.isSpent && solved.every(({ found }) => found?.minimal ?? false)
  if (blocked.size === 0) return { possible: true, minimal, changes, blockedBy: [] }
  const order = [...blocked].sort((a, b) => a - b)
  const obstacles = [
    ...solved.flatMap((item) => item.obstacles),
    ...idsAt(judgement, faults).map((requirement): Obstacle => ({ requirement, kind: 'fault' })),
  ]
  const place = new Map(idsAt(judgement, order).map((id, at) => [id, at]))
  obstacles.sort((a, b) => (place.get(a.requirement) ?? 0) - (place.get(b.requirement) ?? 0))
  return { possible: false, minimal: minimal && changes.length > 0, changes, blockedBy: idsAt(judgement, order), obstacles }
}

function isGo({ verdict }: Judgement): boolean {
  return verdict === 'go' || verdict === 'conditional-go'
}

/** Parts share no facts, so what was found for each stands side by side. */
function joined(solved: readonly Solved[], size: number): Choice {
  const choice: Choice = new Int32Array(size).fill(-1)
  for (const { part, found } of solved) for (const fact of part.facts) choice[fact] = found?.choice[fact] ?? -1
  return choice
}

/** Requirements that are open although the first key alone finds nothing wrong: no fact can mend that the two keys disagree. */
function faultsOf(judgement: Judgement, base: Judgement): number[] {
  return openIn(judgement).filter((at) => !isOpenAt(base.requirements, at))
}

function openIn({ requirements }: Judgement): number[] {
  return requirements.flatMap((item, at) => (isOpen(item) ? [at] : []))
}

function idsAt({ requirements }: Judgement, positions: readonly number[]): string[] {
  return positions.flatMap((at) => requirements[at]?.planned.linked.requirement.id ?? [])
}

interface Changed {
  readonly facts: readonly string[]
  readonly after: Judgement
  readonly before: Judgement
  /** Requirements that the changes are for, by their place in the plan. */
  readonly served: ReadonlySet<number>
}

function describe({ plan, launch }: Case, { facts, after, before, served }: Changed): ToGoChange[] {
  const { leaves: byFact } = planFacts(plan)
  return facts.map((fact) => {
    const leaves = new Set<number>()
    const requirements: string[] = []
    let owner = plan.linked.vocabulary.entries.get(fact)?.owner
    for (const { position, leaves: read } of byFact.get(fact)?.demands ?? []) {
      const item = after.requirements[position]
      if (item?.enforcement !== 'blocking' || item.outcome === 'not-applicable') continue
      for (const index of read) if (after.judged.values[index] === MET) leaves.add(index)
      if (!isOpenAt(before.requirements, position) || !served.has(position)) continue
      const { requirement } = item.planned.linked
      requirements.push(requirement.id)
      owner ??= requirement.owner
    }
    return { fact, needs: needsOf([...leaves].flatMap((index) => plan.leaves[index] ?? [])), owner: owner ?? launch.owner, requirements }
  })
}
