import type { JudgedCase, PreparedJudge } from '../engine/judge.ts'
import type { RequirementJudgement } from '../engine/judgement.ts'
import { noOutcomes } from '../engine/outcome.ts'
import { readDate, startOf } from '../model/date.ts'
import type { JudgedFact, Outcome, Verdict } from '../model/generated/types.ts'
import type { Launch } from '../model/launch.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import { byText } from '../source/order.ts'
import type { LostLaunch, Subject, SubjectSide, Subjects } from './impact-subject.ts'
import { pairRequirements, type RequirementPair } from './requirement-pairs.ts'
import { factsOf, isBlocking, type RequirementState, stateOf } from './requirement-state.ts'

export interface ImpactInput {
  readonly before: PreparedJudge
  readonly after: PreparedJudge
  readonly subjects: Subjects
  readonly noExceptions?: boolean
  readonly onJudged?: (count: number) => void
}

/** What became of a launch, the weightiest first. */
export const impactGroups = ['newly-blocked', 'newly-undecided', 'newly-allowed', 'other-verdict', 'inside'] as const
export type ImpactGroup = (typeof impactGroups)[number]

/** A verdict, or that there is none because files of the launch have errors. */
export type ImpactVerdict = Verdict | 'not-decided'

/** A launch that the edit changes something for. */
export interface ImpactChange {
  readonly launch: { readonly id: string; readonly title: string; readonly owner: string; readonly file: string; readonly date?: string }
  readonly group: ImpactGroup
  readonly before: ImpactVerdict
  readonly after: ImpactVerdict
  /** As of when it was judged, where that is not the moment of the comparison. */
  readonly now?: string
  /** Requirements that came out differently, those that turn the verdict first. */
  readonly requirements: readonly RequirementChange[]
  /** Why a side has no decision. */
  readonly diagnostics: readonly Diagnostic[]
}

/** A requirement that comes out differently for one launch. A side on which it does not exist is absent. */
export interface RequirementChange {
  readonly id: string
  /** Its id before, where it was renamed. */
  readonly was?: string
  readonly title: string
  readonly before?: RequirementState
  readonly after?: RequirementState
  /** Whether it stands in the way on one side and not on the other. */
  readonly turns: boolean
}

/** A requirement that was edited, or that comes out differently for some launch, over all launches. */
export interface RequirementTally extends Omit<RequirementPair, 'before' | 'after'> {
  /** How many launches it comes out differently for. */
  readonly launches: number
  readonly before: Readonly<Record<Outcome, number>>
  readonly after: Readonly<Record<Outcome, number>>
}

export interface Impact {
  readonly launches: number
  readonly unchanged: number
  /** Launches without a decision on either side. */
  readonly notDecided: number
  /** Launches that were decided once and cannot be judged again, by id. */
  readonly lost: readonly LostLaunch[]
  readonly changes: readonly ImpactChange[]
  readonly requirements: readonly RequirementTally[]
  /** What the catalogs say of facts, that of the side after first. */
  readonly facts: Readonly<Record<string, JudgedFact>>
}

/** Judges every launch by both sides and keeps what differs. Decisions are not made: outcomes are compared, and only for those that differ is a reason looked up. */
export async function impactOf(input: ImpactInput): Promise<Impact> {
  const { before, after } = input
  const pairs = pairRequirements(before.plan.linked, after.plan.linked)
  const tallies = pairs.map((pair) => ({ pair, launches: 0, before: noOutcomes(), after: noOutcomes() }))
  const changes: ImpactChange[] = []
  let launches = 0
  let notDecided = 0
  const lost: LostLaunch[] = []
  for await (const subject of input.subjects) {
    launches++
    if ('lost' in subject) lost.push(subject.lost)
    else {
      const was = openSide(before, subject.before ?? subject, subject.now)
      const is = openSide(after, subject, subject.now)
      if (!was.judged && !is.judged) notDecided++
      const change =
        was.judged || is.judged ? changeOf(subject, { was, is, tallies, noExceptions: input.noExceptions ?? false }) : undefined
      if (change) changes.push(detached(change))
    }
    input.onJudged?.(launches)
  }
  return {
    launches,
    unchanged: launches - notDecided - lost.length - changes.length,
    notDecided,
    lost: lost.sort((a, b) => byText(a.id, b.id)),
    changes: changes.sort((a, b) => impactGroups.indexOf(a.group) - impactGroups.indexOf(b.group) || byText(a.launch.id, b.launch.id)),
    requirements: tallies
      .filter(({ pair, launches: count }) => count > 0 || pair.change !== 'same')
      .map(({ pair: { before: _, after: __, ...pair }, ...counts }) => ({ ...pair, ...counts })),
    facts: { ...factsOf(before.plan.linked), ...factsOf(after.plan.linked) },
  }
}

/** Whether an impact is one that a pipeline was told to stop for. A launch that could go and now has no decision cannot go, either. */
export function failsOn({ changes }: Impact, condition: 'newly-blocked' | 'any-change' | 'none'): boolean {
  if (condition === 'none') return false
  if (condition === 'any-change') return changes.length > 0
  return changes.some(({ group }) => group === 'newly-blocked' || group === 'newly-undecided')
}

type Opened = ReturnType<PreparedJudge['open']>

function openSide(prepared: PreparedJudge, { launch, facts, diagnostics = [] }: SubjectSide, now: string | undefined): Opened {
  return launch ? prepared.open(launch, facts, now === undefined ? undefined : momentOf(now)) : { diagnostics }
}

function momentOf(text: string): number | undefined {
  const date = readDate(text)
  return date.ok ? startOf(date.value) : undefined
}

/** A copy that shares nothing: a piece of a text holds on to all of the text, so what is kept would keep every manifest. */
function detached(change: ImpactChange): ImpactChange {
  return JSON.parse(JSON.stringify(change)) as ImpactChange
}

interface Tally {
  readonly pair: RequirementPair
  launches: number
  readonly before: Record<Outcome, number>
  readonly after: Record<Outcome, number>
}

interface Both {
  readonly was: Opened
  readonly is: Opened
  readonly tallies: readonly Tally[]
  readonly noExceptions: boolean
}

function changeOf(subject: Subject, { was, is, tallies, noExceptions }: Both): ImpactChange | undefined {
  const requirements: RequirementChange[] = []
  for (const tally of tallies) {
    const change = requirementChange(tally, was.judged, is.judged)
    if (change) requirements.push(change)
  }
  const before = was.judged?.judgement.verdict ?? 'not-decided'
  const after = is.judged?.judgement.verdict ?? 'not-decided'
  if (before === after && requirements.length === 0) return undefined
  const launch = subject.launch ?? subject.before?.launch
  return {
    launch: headOf(subject, launch),
    group: groupOf(before, after, noExceptions),
    before,
    after,
    ...(subject.now !== undefined && { now: subject.now }),
    requirements: requirements.sort((a, b) => Number(b.turns) - Number(a.turns)),
    diagnostics: [...(was.judged ? [] : was.diagnostics), ...(is.judged ? [] : is.diagnostics)].filter((item) => item.severity === 'error'),
  }
}

/** How one requirement changed for one launch. Where a side has no decision, nothing is said of single requirements. */
function requirementChange(tally: Tally, was: JudgedCase | undefined, is: JudgedCase | undefined): RequirementChange | undefined {
  const { pair } = tally
  const old = pair.before === undefined ? undefined : was?.judgement.requirements[pair.before]
  const now = pair.after === undefined ? undefined : is?.judgement.requirements[pair.after]
  if (old) tally.before[old.outcome]++
  if (now) tally.after[now.outcome]++
  if (!was || !is || !isOtherwise(old, now)) return undefined
  tally.launches++
  return {
    id: pair.id,
    ...(pair.was !== undefined && { was: pair.was }),
    title: pair.title,
    ...(old && { before: stateOf(was, old) }),
    ...(now && { after: stateOf(is, now) }),
    turns: (old !== undefined && isBlocking(old)) !== (now !== undefined && isBlocking(now)) || [old, now].some(isWaived),
  }
}

/** A requirement that came or went changes nothing for a launch that it lets through. */
function isOtherwise(old: RequirementJudgement | undefined, now: RequirementJudgement | undefined): boolean {
  if (old && now) return old.outcome !== now.outcome || (isOpen(old) && old.enforcement !== now.enforcement)
  return [old, now].some((item) => item !== undefined && (isOpen(item) || isWaived(item)))
}

function isOpen({ outcome }: RequirementJudgement): boolean {
  return outcome === 'unmet' || outcome === 'unknown'
}

function isWaived(item: RequirementJudgement | undefined): boolean {
  return item?.outcome === 'waived'
}

function groupOf(before: ImpactVerdict, after: ImpactVerdict, noExceptions: boolean): ImpactGroup {
  if (before === after) return 'inside'
  if (after === 'not-decided') return 'newly-undecided'
  const mayGo = (verdict: ImpactVerdict): boolean => verdict === 'go' || (verdict === 'conditional-go' && !noExceptions)
  if (mayGo(before) !== mayGo(after)) return mayGo(after) ? 'newly-allowed' : before === 'not-decided' ? 'other-verdict' : 'newly-blocked'
  return 'other-verdict'
}

function headOf({ name, file }: Subject, launch: Launch | undefined): ImpactChange['launch'] {
  if (!launch) return { id: name, title: name, owner: '', file }
  const day = launch.fields.get('date')?.node
  return {
    id: launch.id,
    title: launch.title,
    owner: launch.owner,
    file,
    ...(day?.kind === 'scalar' && { date: day.text }),
  }
}
