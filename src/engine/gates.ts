import type { Requirement } from '../model/commitment.ts'
import { type DayNumber, dayOfInstant } from '../model/date.ts'
import type { Clock } from './freshness.ts'
import type { Judgement, RequirementJudgement, Verdict } from './judgement.ts'

/** How soon something must be to turn the plan amber, in days. */
const soon = 7

/** Whether a verdict blocks; without exceptions, a conditional go does. */
export function isBlocked(verdict: Verdict, noExceptions: boolean): boolean {
  return verdict === 'hold' || verdict === 'no-go' || (noExceptions && verdict === 'conditional-go')
}

/** Could it go today? Red if blocked, amber if conditional or an advisory requirement is not met, else green. */
export function gateReady(judgement: Judgement, noExceptions: boolean): 'red' | 'amber' | 'green' {
  if (isBlocked(judgement.verdict, noExceptions)) return 'red'
  const advisoryOpen = judgement.requirements.some((item) => item.enforcement === 'advisory' && isOpen(item))
  return judgement.verdict === 'conditional-go' || advisoryOpen || judgement.requirements.some((item) => item.outcome === 'waived')
    ? 'amber'
    : 'green'
}

/** Is anyone late? Red if something not met is overdue or a waiver still needed has expired; amber if that comes within 7 days or evidence goes stale before the launch; grey without dates. */
export function onPlan(judgement: Judgement, clock: Clock): 'red' | 'amber' | 'green' | 'grey' {
  const deadlines = judgement.requirements.flatMap((item) => deadlinesOf(item, clock))
  if (deadlines.some((day) => day < clock.today)) return 'red'
  if (deadlines.some((day) => day - clock.today <= soon)) return 'amber'
  if (isStaleBefore(clock.launchDay, judgement, clock)) return 'amber'
  const dated =
    clock.launchDay !== undefined ||
    deadlines.length > 0 ||
    judgement.requirements.some((item) => dueDay(item.planned.linked.requirement, clock) !== undefined)
  return dated ? 'green' : 'grey'
}

/** The day a requirement is due for this launch, when that can be told. */
export function dueDay(requirement: Requirement, clock: Clock): DayNumber | undefined {
  const { due } = requirement
  if (!due) return undefined
  if (due.kind === 'day') return due.day
  return clock.launchDay === undefined ? undefined : clock.launchDay + due.days
}

/** Whether a requirement that is not met is past its day; a day ends at 23:59:59Z. */
export function isOverdue(item: RequirementJudgement, clock: Clock): boolean {
  const day = dueDay(item.planned.linked.requirement, clock)
  return day !== undefined && isOpen(item) && clock.today > day
}

function isOpen(item: RequirementJudgement): boolean {
  return item.outcome === 'unmet' || item.outcome === 'unknown'
}

/** Days by which something of a requirement must happen: its due day while it is open, the end and the follow-up of its waivers. */
function deadlinesOf(item: RequirementJudgement, clock: Clock): DayNumber[] {
  const due = isOpen(item) ? dueDay(item.planned.linked.requirement, clock) : undefined
  const waivers = item.waivers.flatMap(({ linked: { waiver }, state }) => {
    if (state !== 'in-force' && !(state === 'expired' && isOpen(item))) return []
    const { followUp } = waiver
    const followUpDue = state === 'in-force' && followUp?.doneOn === undefined ? followUp?.due : undefined
    return [waiver.expires, ...(followUpDue === undefined ? [] : [followUpDue])]
  })
  return due === undefined ? waivers : [due, ...waivers]
}

/** Whether evidence of a met requirement goes stale before a launch that is still ahead. */
function isStaleBefore(launchDay: DayNumber | undefined, judgement: Judgement, { today }: Clock): boolean {
  if (launchDay === undefined || launchDay < today) return false
  return judgement.requirements.some((item) => staleDays(item, judgement).some((day) => day < launchDay))
}

/** The last days on which the evidence of a met requirement is still fresh enough. */
function staleDays(item: RequirementJudgement, { world }: Judgement): DayNumber[] {
  if (item.outcome !== 'met') return []
  const { linked } = item.planned
  const leaves = [...(linked.require ? [linked.require] : []), ...linked.forbid]
  const days: DayNumber[] = []
  const visit = (condition: (typeof leaves)[number]): void => {
    if (condition.kind === 'not') visit(condition.of)
    else if (condition.kind !== 'leaf') condition.of.forEach(visit)
    else {
      const { asOf } = world.slots.get(condition.leaf.fact).evidence
      for (const { maxAge } of condition.rules) {
        if (asOf && maxAge)
          days.push(
            maxAge.days === undefined
              ? dayOfInstant(asOf.precision === 'instant' ? asOf.ms + maxAge.ms : asOf.day * 86_400_000 + maxAge.ms)
              : asOf.day + maxAge.days,
          )
      }
    }
  }
  leaves.forEach(visit)
  return days
}
