import { formatInstant } from '../../model/date.ts'
import type { Decision } from '../../model/generated/types.ts'
import { isOpen } from '../../report/requirement-groups.ts'
import { nextWords } from '../../report/verdict-words.ts'
import { byText } from '../../source/order.ts'
import type { Event, WeeklyDigest } from './events.ts'
import { briefOf, waiversIn } from './launch-events.ts'

const verdicts: readonly Decision['verdict'][] = ['no-go', 'hold', 'conditional-go', 'go']

/** A digest for each owner of a launch, or of a requirement that stops one, made of the last decisions about open launches; by owner. */
export function digestsOf(decisions: readonly Decision[], now: number): Extract<Event, { type: 'digest.weekly' }>[] {
  const timestamp = formatInstant(now)
  const parts = decisions.map((decision) => ({ decision, waivers: waiversIn(decision, timestamp) }))
  const owners = new Set(parts.flatMap(({ decision, waivers }) => ownersOf(decision, waivers)))
  return [...owners].sort().map((owner) => ({ type: 'digest.weekly', timestamp, data: digestOf(owner, parts, timestamp.slice(0, 10)) }))
}

interface Part {
  readonly decision: Decision
  readonly waivers: ReturnType<typeof waiversIn>
}

function ownersOf({ launch, requirements }: Decision, waivers: Part['waivers']): string[] {
  const open = requirements.filter((item) => item.enforcement === 'blocking' && isOpen(item))
  return [launch.owner, ...open.map((item) => item.owner), ...waivers.map((item) => item.owner)].filter((owner) => owner !== '')
}

function digestOf(owner: string, parts: readonly Part[], day: string): WeeklyDigest {
  const launches = parts
    .filter(({ decision }) => decision.launch.owner === owner)
    .map(({ decision }) => {
      const { launch, verdict, blocked, gateReady, onPlan } = decision
      return { ...briefOf(launch), verdict, blocked, gateReady, onPlan, next: nextWords(decision) }
    })
    .sort((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict) || byText(a.date ?? '~', b.date ?? '~') || byText(a.id, b.id))
  const toDo = parts
    .flatMap(({ decision: { launch, requirements } }) =>
      requirements
        .filter((item) => item.owner === owner && item.enforcement === 'blocking' && isOpen(item))
        .map(({ id, title, outcome, due, overdue }) => ({
          ...{ requirement: id, title, launch: launch.id, launchTitle: launch.title, outcome },
          ...(due !== undefined && { due }),
          overdue,
        })),
    )
    .sort((a, b) => byText(a.due ?? '~', b.due ?? '~') || byText(a.launch, b.launch) || byText(a.requirement, b.requirement))
  const waivers = parts
    .flatMap(({ decision: { launch }, waivers: own }) =>
      own.filter((waiver) => launch.owner === owner || waiver.owner === owner).map((waiver) => ({ ...waiver, launch: launch.id })),
    )
    .sort((a, b) => byText(a.expires, b.expires) || byText(a.id, b.id))
  return { owner, day, launches, toDo, waivers }
}
