import type { Case, Judgement } from './judgement.ts'
import { mostOptions, type Options } from './to-go-options.ts'
import type { Part } from './to-go-parts.ts'
import { type Found, fewest, isExhaustive, reach, type Search } from './to-go-search.ts'
import { isTriedOut, type Obstacle, obstaclesOf, type Reach, type Wall, wallOf } from './to-go-walls.ts'
import { type Aim, isOpenAt } from './what-if.ts'

/** What a search goes by. */
export interface Problem {
  readonly input: Case
  readonly judgement: Judgement
  readonly options: Options
  readonly search: Search
  readonly reach: Reach
  /** For each requirement the facts it reads that may change, by their place among the options. */
  readonly read: readonly (readonly number[])[]
}

/** What was found for one part of a case. */
export interface Solved {
  readonly part: Part
  readonly found: Found | undefined
  /** Requirements that the changes are for, by their place in the plan: of those that stay open, what facts can do for them. */
  readonly served: readonly number[]
  /** Requirements that stay open. */
  readonly blocked: readonly number[]
  readonly obstacles: readonly Obstacle[]
}

const nothingAssumed: ReadonlySet<number> = new Set()

/** Finds what satisfies all of a part; or else as much of it as can be, and what stands in the way of the rest. */
export function solve(problem: Problem, part: Part): Solved {
  const found = fewest(problem.search, { ...part, assumed: nothingAssumed })
  return found ? { part, found, served: part.goals, blocked: [], obstacles: [] } : solveSome(problem, part)
}

function solveSome(problem: Problem, part: Part): Solved {
  const { input, judgement, search } = problem
  const walls = wallsOf(problem, part)
  // What is asked beside a wall is asked still; where it is not known whether anything is asked, nothing is.
  const served = part.goals.filter((goal) => isServed(input, goal, walls.get(goal)))
  const assumed = new Set([...walls].flatMap(([goal, wall]) => (served.includes(goal) ? wall.leaves : [])))
  const obstacles = [...walls].flatMap(([goal, wall]) => {
    const planned = input.plan.requirements[goal]
    return planned ? obstaclesOf(input, judgement, planned, wall) : []
  })
  const blocked = [...walls.keys()]
  const found = fewest(search, aimOf(problem, served, assumed))
  if (found) return { part, found, served, blocked, obstacles }
  return withRivals(problem, part, { served, assumed, blocked, obstacles })
}

interface Walled {
  readonly served: readonly number[]
  readonly assumed: ReadonlySet<number>
  readonly blocked: readonly number[]
  readonly obstacles: readonly Obstacle[]
}

/** Of requirements that contradict each other none that is open is served: which of them is to give way, no search can say. */
function withRivals(problem: Problem, part: Part, { served, assumed, blocked, obstacles }: Walled): Solved {
  const { judgement, search, input } = problem
  const isOpen = (goal: number): boolean => isOpenAt(judgement.requirements, goal)
  const kept = new Set(served.filter((goal) => !isOpen(goal)))
  const rivals: Rival[] = []
  for (const goal of served) {
    if (kept.has(goal)) continue
    const aim = aimOf(problem, [...kept, goal], assumed)
    if (reach(search, aim, aim.facts)) kept.add(goal)
    else rivals.push(rivalOf(problem, { goal, kept: [...kept], assumed }))
  }
  for (const { against } of rivals) for (const other of against) if (isOpen(other)) kept.delete(other)
  const found = fewest(search, aimOf(problem, [...kept], assumed))
  const left = part.goals.filter((goal) => isOpen(goal) && (!found || !kept.has(goal) || blocked.includes(goal)))
  const told = new Set([...blocked, ...rivals.flatMap(({ goal, against }) => [goal, ...against])])
  const untold = left.filter((goal) => !told.has(goal))
  return {
    ...{ part, found, served: found ? [...kept] : [], blocked: left },
    obstacles: [
      ...obstacles,
      ...rivals.flatMap((rival) => rival.obstacles),
      ...untold.map((goal): Obstacle => ({ requirement: idOf(input, goal), kind: 'search' })),
    ],
  }
}

/** The walls of a part. A waiver may let a requirement go although its own tests cannot pass. */
function wallsOf({ input, judgement, search, reach: known, read }: Problem, { goals }: Part): Map<number, Wall> {
  const walls = new Map<number, Wall>()
  for (const goal of goals) {
    const planned = input.plan.requirements[goal]
    const wall = planned && isOpenAt(judgement.requirements, goal) ? wallOf(planned, known) : undefined
    if (!wall) continue
    const facts = read[goal] ?? []
    const isHelped = isWaivable(input, goal) && reach(search, { facts, goals: [goal], assumed: nothingAssumed }, facts) !== undefined
    if (!isHelped) walls.set(goal, wall)
  }
  return walls
}

function isServed(input: Case, goal: number, wall: Wall | undefined): boolean {
  return wall === undefined || (wall.of === 'demand' && !isWaivable(input, goal))
}

function isWaivable({ plan, waivers }: Case, goal: number): boolean {
  return waivers.has(plan.requirements[goal]?.linked.requirement.id ?? '')
}

function aimOf({ read }: Problem, goals: readonly number[], assumed: ReadonlySet<number>): Aim {
  return { facts: [...new Set(goals.flatMap((goal) => read[goal] ?? []))].sort((a, b) => a - b), goals, assumed }
}

interface Tried {
  /** A requirement that could not be satisfied besides others. */
  readonly goal: number
  /** Those others. */
  readonly kept: readonly number[]
  readonly assumed: ReadonlySet<number>
}

interface Rival {
  readonly goal: number
  /** The fewest requirements with which it cannot be satisfied together. */
  readonly against: readonly number[]
  readonly obstacles: readonly Obstacle[]
}

/** The facts that a requirement needs to be otherwise than others need them; what was not tried to the end is not claimed. */
function rivalOf(problem: Problem, { goal, kept, assumed }: Tried): Rival {
  const { input, search, read, options } = problem
  const isPossible = (goals: readonly number[]): boolean => {
    const aim = aimOf(problem, goals, assumed)
    return reach(search, aim, aim.facts) !== undefined || !isExhaustive(search, aim.facts)
  }
  const requirement = idOf(input, goal)
  if (isPossible([...kept, goal])) return { goal, against: [], obstacles: [{ requirement, kind: 'search' }] }
  let against = kept
  for (const other of kept) {
    const fewer = against.filter((item) => item !== other)
    if (!isPossible([...fewer, goal])) against = fewer
  }
  const names = [...options.keys()]
  const { facts } = aimOf(problem, [...against, goal], assumed)
  const isProved = facts.every((fact) => isTriedOut(input, names[fact] ?? '') && (search.lists[fact]?.length ?? 0) < mostOptions)
  const theirs = new Set(against.flatMap((other) => read[other] ?? []))
  const own = read[goal] ?? []
  const torn = (against.length === 0 ? own : own.filter((fact) => theirs.has(fact))).filter((fact) => (search.lists[fact]?.length ?? 0) > 1)
  const rivals = against.length > 0 && { against: against.map((other) => idOf(input, other)) }
  const base = { requirement, kind: isProved ? ('contradiction' as const) : ('search' as const), ...rivals }
  const obstacles = torn.map((fact): Obstacle => ({ ...base, fact: names[fact] ?? '' }))
  return { goal, against, obstacles: obstacles.length > 0 ? obstacles : [base] }
}

function idOf({ plan }: Case, at: number): string {
  return plan.requirements[at]?.linked.requirement.id ?? ''
}
