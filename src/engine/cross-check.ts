import type { TypedLeaf } from '../model/typed.ts'
import type { JudgedCase } from './judge.ts'
import type { Case, Judgement } from './judgement.ts'
import type { Answer } from './second-key/answer.ts'
import { Desk } from './second-key/desk.ts'
import { type Annotated, type Folding, foldResult } from './second-key/fold.ts'
import { ownOperators, runOwn } from './second-key/operators.ts'
import { reconcile, type SecondOpinion } from './second-key/reconcile.ts'
import { launchFact, type RequirementRules, type Rule, rulebookOf } from './second-key/rules.ts'
import type { Sides } from './second-key/shape.ts'
import { foldTrial, type Trial, trialOf } from './second-key/trial.ts'

/** Annotated results by the name of their rule; only rules that came back exactly once are there. */
type Results = ReadonlyMap<string, Annotated>

/**
 * Judges a case again by json-rules-engine, the second key. The judgement comes back as it is when every leaf and
 * every outcome agrees; what does not agree is unknown, reason `fault`. Never throws.
 */
export async function crossCheck({ input, judgement }: JudgedCase): Promise<Judgement> {
  try {
    return reconcile(input, judgement, await judgeAgain(input, judgement))
  } catch {
    return reconcile(input, judgement, [])
  }
}

async function judgeAgain(input: Case, judgement: Judgement): Promise<(SecondOpinion | undefined)[]> {
  const { requirements, book } = rulebookOf(input.plan)
  const trials = judgement.requirements.map((item, index) => (item.outcome === 'waived' ? trialOf(input, item, index) : undefined))
  const world = { clock: input.clock, facts: Object.fromEntries(input.plan.paths.map((path) => [path, input.slots.get(path)])) }
  const desk = new Desk(world, [book, ...trials.flatMap((trial) => (trial ? [trial.book] : []))])
  const rules = [...requirements.flatMap(({ applies, demand }) => [applies, demand]), ...trials.map((trial) => trial?.rule)].filter(
    (rule) => rule !== undefined,
  )
  const results = await run(rules, world.facts, desk)
  return requirements.map((item, index) => opinionOn(item, trials[index], results, desk))
}

/** What the results of one requirement's rules come to; undefined when one is missing or cannot be read. */
function opinionOn(
  { applies, demand }: RequirementRules,
  trial: Trial | undefined,
  results: Results,
  desk: Desk,
): SecondOpinion | undefined {
  const leaves = new Map<TypedLeaf, Answer>()
  const folding: Folding = { sides: (atom) => desk.sides(atom), note: (typed, answer) => leaves.set(typed, answer) }
  const fold = ({ name, shape }: Rule): Answer => foldResult(shape, results.get(name) ?? {}, folding)
  try {
    const opinion = {
      leaves,
      // A requirement that says nothing of when it applies always does; one that demands nothing is never met.
      applies: applies ? fold(applies) : true,
      demand: demand ? fold(demand) : false,
    }
    if (!trial || !demand) return opinion
    const accepted = results.get(trial.rule.name)?.all ?? []
    const lifted = trial.lifts.map(({ shape }, index) => foldResult(shape, accepted[index] ?? {}, folding))
    return { ...opinion, waived: foldTrial(demand.shape, leaves, trial.lifts, lifted) }
  } catch {
    return undefined
  }
}

type Library = Pick<typeof import('json-rules-engine'), 'Engine' | 'Fact' | 'Operator'>

let library: Promise<Library> | undefined

/** Loaded when first needed: judging by one key and starting up do not pay for it. */
function load(): Promise<Library> {
  const loading = library ?? import('json-rules-engine').then(exportsOf)
  library = loading
  return loading
}

/** The library is CommonJS: Node names its exports, while a bundler may put all of them under `default`. */
function exportsOf(module: Library | { readonly default: Library }): Library {
  return 'default' in module && !('Engine' in module) ? module.default : (module as Library)
}

/** Runs rules in an engine of their own, because runs that overlap in one engine lose each other's results. */
async function run(rules: readonly Rule[], facts: object, desk: Desk): Promise<Results> {
  const { Engine, Fact, Operator } = await load()
  const engine = new Engine([], { allowUndefinedFacts: true, pathResolver: (_, path) => desk.valueAt(path) })
  for (const name of ownOperators) {
    engine.addOperator(new Operator<Sides | undefined>(name, (sides) => sides !== undefined && runOwn(name, sides)))
  }
  engine.addFact(new Fact(launchFact, facts, { cache: false }))
  for (const { name, conditions } of rules) engine.addRule({ name, conditions, event: { type: 'judged' } })
  const { results, failureResults } = await engine.run()
  const found = new Map<string, Annotated[]>()
  for (const { name, conditions } of [...results, ...failureResults]) {
    found.set(name, [...(found.get(name) ?? []), conditions as unknown as Annotated])
  }
  return new Map([...found].flatMap(([name, [only, ...more]]) => (only && more.length === 0 ? [[name, only] as const] : [])))
}
