import type { Impact, ImpactChange, ImpactGroup, ImpactVerdict, RequirementChange, RequirementTally } from '../authoring/impact.ts'
import type { RequirementState } from '../authoring/requirement-state.ts'
import type { Ink } from './paint.ts'
import { counted } from './value-words.ts'
import { type Outcome, outcomeMarks, verdictMarks } from './verdict-words.ts'
import { briefOf, type Subject } from './words.ts'

/** An impact with what it was made of. */
export interface ImpactReport {
  readonly impact: Impact
  /** As of when launches were judged; absent where each is judged as of its last decision. */
  readonly now?: string
  /** Where decisions are kept, where the launches are those of decisions. */
  readonly decisions?: string
  /** What people call the two versions, such as `origin/main` and `the working tree`. */
  readonly before: string
  readonly after: string
}

/** How a group of launches is headed. */
export const groupMarks: Readonly<
  Record<ImpactGroup, { readonly symbol: string; readonly name: string; readonly note: string; readonly ink: Ink }>
> = {
  'newly-blocked': { symbol: '✖', name: 'Newly blocked', note: 'could go, and now may not', ink: 'red' },
  'newly-undecided': { symbol: '○', name: 'Newly undecided', note: 'their files do not fit what judges now', ink: 'red' },
  'newly-allowed': { symbol: '●', name: 'Newly allowed', note: 'were blocked, and now may go', ink: 'green' },
  'other-verdict': { symbol: '▲', name: 'Another verdict', note: 'the gate stays as it was', ink: 'yellow' },
  inside: { symbol: '·', name: 'Changed inside', note: 'same verdict, other outcomes', ink: 'dim' },
}

/** How launches that cannot be judged again are headed. */
export const lostMark = { symbol: '○', name: 'Cannot be judged again', note: 'what was kept does not suffice' } as const

/** "as of 2026-10-07", or how each launch has its own moment. */
export function asOfWords({ now }: Pick<ImpactReport, 'now'>): string {
  return now === undefined ? 'each as of its last decision' : `as of ${now}`
}

/** "over the last decisions in `data`, ", where the launches are those of decisions. */
export function overWords({ decisions }: Pick<ImpactReport, 'decisions'>): string {
  return decisions === undefined ? '' : `over the last decisions in ${decisions}, `
}

/** A verdict of one side as a word. */
function verdictWord(verdict: ImpactVerdict): string {
  return verdict === 'not-decided' ? 'NOT DECIDED' : verdictMarks[verdict].word
}

/** "GO → NO-GO", or the one verdict that stayed. */
export function turnWords({ before, after }: Pick<ImpactChange, 'before' | 'after'>): string {
  return before === after ? verdictWord(after) : `${verdictWord(before)} → ${verdictWord(after)}`
}

/** "met → not met", "new: unknown", "not met → removed"; with the enforcement where that changed, too. */
export function outcomeTurn({ before, after }: RequirementChange): string {
  const word = ({ outcome, enforcement }: RequirementState, tell: boolean): string =>
    `${outcomeMarks[outcome].word}${tell ? `, ${enforcement}` : ''}`
  if (!before) return after ? `new: ${word(after, after.enforcement === 'advisory')}` : ''
  if (!after) return `${word(before, false)} → removed`
  const isMoved = before.enforcement !== after.enforcement
  return `${word(before, isMoved)} → ${word(after, isMoved)}`
}

/** Why a requirement came out as it now does, in one sentence; where it is met now, what was wrong before. */
export function changeReason(change: RequirementChange, { launch, now }: ImpactChange, report: ImpactReport): string | undefined {
  const { before, after } = change
  const subject: Subject = { facts: report.impact.facts as Subject['facts'], launch: { ...launch }, now: now ?? report.now ?? '' }
  if (after?.finding) return briefOf(after.finding, subject)
  if (after?.waivedBy) return `waived by ${after.waivedBy.join(', ')}`
  if (before?.finding) return `before: ${briefOf(before.finding, subject)}`
  return before?.waivedBy ? `before: waived by ${before.waivedBy.join(', ')}` : undefined
}

/** The outcome by which a change is marked. */
export function changeMark({ after, before }: RequirementChange): (typeof outcomeMarks)[Outcome] {
  const outcome = after?.outcome ?? (before ? 'not-applicable' : 'unknown')
  return outcomeMarks[outcome]
}

/** The id of a requirement, with its former one where it was renamed. */
export function changedId({ id, was }: Pick<RequirementChange, 'id' | 'was'>): string {
  return was === undefined ? id : `${id} (was ${was})`
}

/** "12 met, 1 not met": over all launches. */
export function tallyWords(counts: RequirementTally['before']): string {
  const order: readonly Outcome[] = ['met', 'unmet', 'unknown', 'waived', 'not-applicable']
  const told = order.filter((outcome) => counts[outcome] > 0)
  return told.map((outcome) => `${counts[outcome]} ${outcomeMarks[outcome].word}`).join(', ')
}

/** "120 launches: 3 newly blocked, 1 newly allowed, 116 unchanged". */
export function impactSummary(impact: Impact): string {
  return `${counted(impact.launches, 'launch', 'launches')}: ${impactCounts(impact)}`
}

/** What is said where no launch comes out differently: of those that could not be judged nothing is known. */
export function sameWords({ launches, notDecided, lost }: Impact): string {
  const unknown = notDecided + lost.length
  if (unknown === 0) return 'Nothing changes for any launch'
  return unknown === launches ? 'No launch can be judged, so nothing was compared' : 'Nothing changes for any launch that can be judged'
}

/** "3 newly blocked, 1 newly allowed, 116 unchanged". */
export function impactCounts({ unchanged, notDecided, lost, changes }: Impact): string {
  const groups = (Object.keys(groupMarks) as ImpactGroup[]).flatMap((group) => {
    const count = changes.filter((change) => change.group === group).length
    return count > 0 ? [`${count} ${group === 'other-verdict' ? 'with another verdict' : groupMarks[group].name.toLowerCase()}`] : []
  })
  const rest = [
    ...(lost.length > 0 ? [`${lost.length} cannot be judged again`] : []),
    ...(notDecided > 0 ? [`${notDecided} not decided by either`] : []),
    `${unchanged} unchanged`,
  ]
  return [...groups, ...rest].join(', ')
}

/** The changes of one group. */
export function changesIn({ changes }: Impact, group: ImpactGroup): readonly ImpactChange[] {
  return changes.filter((change) => change.group === group)
}
