import type { FactCatalog } from '../model/catalog.ts'
import type { Commitment } from '../model/commitment.ts'
import { type Config, emptyConfig } from '../model/config.ts'
import { readDate, startOf } from '../model/date.ts'
import type { Facts } from '../model/facts.ts'
import type { Decision } from '../model/generated/types.ts'
import type { Launch } from '../model/launch.ts'
import { type LinkedCommitments, type LinkedWaiver, link } from '../model/link.ts'
import type { Mapping } from '../model/mapping.ts'
import { unknownFacts } from '../model/vocabulary.ts'
import type { Waivers } from '../model/waivers.ts'
import { arrange, type Diagnostic, diagnostic, hasErrors } from '../source/diagnostic.ts'
import type { Digest } from '../source/digest.ts'
import { decisionOf } from './decision.ts'
import { clockAt } from './freshness.ts'
import { inputsOf } from './inputs.ts'
import { type Case, type Judgement, judgeCase } from './judgement.ts'
import { compile, type Plan } from './plan.ts'
import { LaunchSlots } from './slot.ts'
import { expiredWaivers, misspeltRoles } from './waiver-warnings.ts'

/** Everything from the trusted side that launches are judged by. */
export interface TrustedInput {
  readonly commitments: readonly Commitment[]
  readonly catalog?: FactCatalog | readonly FactCatalog[]
  readonly waivers?: Waivers | readonly Waivers[]
  readonly mappings?: readonly Mapping[]
  readonly config?: Config
  /** Ids of the launches that are judged; waivers of others are ignored. Without it every waiver must fit. */
  readonly judgedLaunches?: ReadonlySet<string>
  /** Digests of the files read, by name, as `parseDocuments` gives them. */
  readonly digests?: ReadonlyMap<string, Digest>
  /** RFC 3339, or a day, which counts from 00:00Z. */
  readonly now: string
  /** Whether a conditional go blocks, too. */
  readonly noExceptions?: boolean
}

export interface JudgeInput extends TrustedInput {
  readonly launch: Launch
  /** Other teams' parts of launches; those of other launches are ignored. */
  readonly facts?: readonly Facts[]
}

/** A decision, frozen with all that is in it, or the diagnostics for which there is none; warnings may come with a decision. */
export interface JudgeResult {
  readonly decision?: Decision
  readonly diagnostics: readonly Diagnostic[]
}

/** A case as judged, with what is needed to judge it by the second key. */
export interface JudgedCase {
  readonly input: Case
  readonly judgement: Judgement
}

/** Commitments compiled once, to judge many launches by. */
export interface PreparedJudge {
  /** Diagnostics of the trusted side; with an error among them nothing is decided. */
  readonly diagnostics: readonly Diagnostic[]
  readonly plan: Plan
  /** The time as of which launches are judged, in milliseconds. */
  readonly now: number
  /** Judges a launch; `rejudge` may correct the judgement before the decision is made of it. */
  judge(launch: Launch, facts?: readonly Facts[]): JudgeResult
  /**
   * The case of a launch and its judgement, without making a decision; undefined when the inputs have errors. `asOf`, in
   * milliseconds, stands for `now` where launches are compared as they were once judged.
   */
  open(
    launch: Launch,
    facts?: readonly Facts[],
    asOf?: number,
  ): { readonly judged?: JudgedCase; readonly diagnostics: readonly Diagnostic[] }
  /** The decision of a judged case. */
  close(judged: JudgedCase, facts?: readonly Facts[]): Decision
}

/** Compiles the trusted side. Never throws: what is wrong is in `diagnostics`. */
export function prepare(trusted: TrustedInput): PreparedJudge {
  return preparedAt(trusted)(trusted.now)
}

/** Compiles the trusted side once, for judging as of many moments. */
export function preparedAt(trusted: Omit<TrustedInput, 'now'>): (now: string) => PreparedJudge {
  const config = trusted.config ?? emptyConfig
  const catalogs = listOf(trusted.catalog)
  const waiverFiles = listOf(trusted.waivers)
  const linked = link({
    commitments: trusted.commitments,
    catalogs,
    waivers: waiverFiles,
    mappings: trusted.mappings ?? [],
    ...(trusted.judgedLaunches && { judgedLaunches: trusted.judgedLaunches }),
  })
  const plan = compile(linked)
  const waivers = byLaunch(linked.waivers)
  const inputs = inputsOf({ ...trusted, config, catalogs, waiverFiles })
  return (now) => preparedWith(trusted, { config, linked, plan, waivers, inputs, now: readNow(now) })
}

interface Compiled {
  readonly config: Config
  readonly linked: LinkedCommitments
  readonly plan: Plan
  readonly waivers: ReturnType<typeof byLaunch>
  readonly inputs: ReturnType<typeof inputsOf>
  readonly now: ReturnType<typeof readNow>
}

function preparedWith(trusted: Omit<TrustedInput, 'now'>, { config, linked, plan, waivers, inputs, now }: Compiled): PreparedJudge {
  const own: Diagnostic[] = [
    ...linked.diagnostics,
    ...now.diagnostics,
    ...expiredWaivers(linked.waivers, now.ms),
    ...misspeltRoles(trusted.commitments, config),
  ]
  if (trusted.commitments.length === 0)
    own.push(
      diagnostic('world/no-commitment', {
        file: '<input>',
        message: 'no commitment was given',
        hint: 'nothing judged is not a go: give at least one commitment',
      }),
    )
  const diagnostics = arrange(own)
  const broken = hasErrors(own)
  const prepared: PreparedJudge = {
    diagnostics,
    plan,
    now: now.ms,
    open(launch, facts = [], asOf = now.ms) {
      const parts = facts.filter((part) => part.launch === launch.id)
      const described = parts.filter((part) => !part.plain)
      const found = [launch.facts, ...described.map((part) => part.facts)].flatMap((set) => unknownFacts(set, linked.vocabulary))
      const diagnosed = found.length === 0 ? diagnostics : arrange([...own, ...found])
      if (broken || hasErrors(found)) return { diagnostics: diagnosed }
      const input: Case = {
        plan,
        launch,
        config,
        clock: clockAt(asOf, launch.date?.day),
        slots: new LaunchSlots(launch, parts, linked.vocabulary),
        waivers: waivers.get(launch.id) ?? noWaivers,
      }
      return { judged: { input, judgement: judgeCase(input) }, diagnostics: diagnosed }
    },
    close({ input, judgement }, facts = []) {
      return decisionOf({ input, judgement, inputs: inputs(input.launch, facts), noExceptions: trusted.noExceptions ?? false })
    },
    judge(launch, facts = []) {
      const { judged, diagnostics: found } = prepared.open(launch, facts)
      return judged ? { decision: prepared.close(judged, facts), diagnostics: found } : { diagnostics: found }
    },
  }
  return prepared
}

/** Judges one launch by one key. Pure and synchronous: the same input gives the same bytes. */
export function judge(input: JudgeInput): JudgeResult {
  return prepare({ ...input, judgedLaunches: new Set([input.launch.id]) }).judge(input.launch, input.facts ?? [])
}

function readNow(text: string): { ms: number; diagnostics: Diagnostic[] } {
  // Who writes no types may give a `Date`, or nothing.
  const reading =
    typeof text === 'string'
      ? readDate(text)
      : ({
          ok: false,
          message: 'it is not a text',
          hint: 'write one such as `2026-10-07T09:00:00Z`; of a `Date`, its `toISOString()`',
        } as const)
  if (reading.ok) return { ms: startOf(reading.value), diagnostics: [] }
  return {
    ms: 0,
    diagnostics: [diagnostic('world/wrong-now', { file: '<input>', message: `\`now\` is wrong: ${reading.message}`, hint: reading.hint })],
  }
}

const noWaivers: Case['waivers'] = new Map()

/** What may be given as one or as several. */
export function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value as T]
}

function byLaunch(waivers: readonly LinkedWaiver[]): ReadonlyMap<string, ReadonlyMap<string, readonly LinkedWaiver[]>> {
  const result = new Map<string, Map<string, LinkedWaiver[]>>()
  for (const item of waivers) {
    const launch = result.get(item.waiver.launch) ?? new Map<string, LinkedWaiver[]>()
    result.set(item.waiver.launch, launch)
    launch.set(item.waiver.requirement, [...(launch.get(item.waiver.requirement) ?? []), item])
  }
  return result
}
