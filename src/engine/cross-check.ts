import type { Engine } from 'json-rules-engine'
import type { TypedLeaf } from '../model/typed.ts'
import type { JudgedCase } from './judge.ts'
import type { Case, Judgement } from './judgement.ts'
import type { Answer } from './second-key/answer.ts'
import { Desk } from './second-key/desk.ts'
import { type Annotated, type Folding, foldRule, foldRuleParts } from './second-key/fold.ts'
import { ownOperators, runOwn } from './second-key/operators.ts'
import { reconcile, type SecondOpinion } from './second-key/reconcile.ts'
import { type RequirementRules, type Rule, type Rulebook, rulebookOf } from './second-key/rules.ts'
import type { Sides } from './second-key/shape.ts'
import { foldTrial, type Trial, trialOf } from './second-key/trial.ts'
import type { Slot } from './supply.ts'

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
  const rulebook = rulebookOf(input.plan)
  const { requirements, rules, book, facts } = rulebook
  const trials = judgement.requirements.map((item, index) => (item.outcome === 'waived' ? trialOf(input, item, index) : undefined))
  const slotAt = (fact: string): Slot | undefined => (facts.has(fact) ? input.slots.get(fact) : undefined)
  const desk = new Desk({ clock: input.clock, slotAt }, [book, ...trials.flatMap((trial) => (trial ? [trial.book] : []))])
  const tried = trials.flatMap((trial) => (trial ? [trial.rule] : []))
  const library = await load()
  const engines = idle.get(rulebook) ?? []
  idle.set(rulebook, engines)
  const engine = engines.pop() ?? engineFor(rules, library)
  const results = await run(engine, desk, library)
  // A run that broke may not have ended, so an engine is put back only here.
  if (engines.length < mostIdle) engines.push(engine)
  if (tried.length > 0) for (const [name, result] of await run(engineFor(tried, library), desk, library)) results.set(name, result)
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
  const fold = (rule: Rule): Answer => foldRule(rule, results.get(rule.name) ?? {}, folding)
  try {
    const opinion = {
      leaves,
      // A requirement that says nothing of when it applies always does; one that demands nothing is never met.
      applies: applies ? fold(applies) : true,
      demand: demand ? fold(demand) : false,
    }
    if (!trial || !demand) return opinion
    const lifted = foldRuleParts(trial.rule, results.get(trial.rule.name) ?? {}, folding)
    return { ...opinion, waived: foldTrial(demand.shape, leaves, trial.lifts, lifted) }
  } catch {
    return undefined
  }
}

type Library = Pick<typeof import('json-rules-engine'), 'Almanac' | 'Engine' | 'Operator'>

let loading: Promise<Library> | undefined

/** Loaded when first needed: judging by one key and starting up do not pay for it. */
function load(): Promise<Library> {
  loading ??= import('json-rules-engine').then(exportsOf)
  return loading
}

/** The library is CommonJS: Node names its exports, while a bundler may put all of them under `default`. */
function exportsOf(module: Library | { readonly default: Library }): Library {
  return 'default' in module && !('Engine' in module) ? module.default : (module as Library)
}

/**
 * Engines that do not run, by the rules in them. Runs that overlap in one engine lose each other's results, so each run takes one
 * out and puts it back when it has ended; what is found is in the almanac of the run, and nothing of it stays.
 */
const idle = new WeakMap<Rulebook, Engine[]>()
const mostIdle = 8

function engineFor(rules: readonly Rule[], { Engine, Operator }: Library): Engine {
  const engine = new Engine([], { allowUndefinedFacts: true })
  for (const name of ownOperators) {
    engine.addOperator(new Operator<Sides | undefined>(name, (sides) => sides !== undefined && runOwn(name, sides)))
  }
  for (const { name, conditions } of rules) engine.addRule({ name, conditions, event: { type: 'judged' } })
  return engine
}

/** Runs the rules of an engine over what a desk finds. */
async function run(engine: Engine, desk: Desk, { Almanac }: Library): Promise<Map<string, Annotated>> {
  const almanac = new Almanac()
  almanac.factValue = <T>(path: string): Promise<T> => Promise.resolve(desk.valueAt(path) as T)
  const { results, failureResults } = await engine.run({}, { almanac })
  const found = new Map<string, Annotated>()
  const repeated = new Set<string>()
  for (const { name, conditions } of [...results, ...failureResults]) {
    if (found.has(name)) repeated.add(name)
    found.set(name, conditions as unknown as Annotated)
  }
  for (const name of repeated) found.delete(name)
  return found
}
