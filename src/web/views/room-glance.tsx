import type { VNode } from 'preact'
import { isClosed } from '../../model/launch-end.ts'
import { counted } from '../../report/value-words.ts'
import { daysAway } from '../../report/verdict-words.ts'
import { dayNumberOf } from '../derived/days.ts'
import { waiverRegister } from '../derived/waiver-register.ts'
import { isNarrowed, type LaunchChoice } from '../launch-choice.ts'
import type { Links, RequestedWaiver, Target } from '../page.ts'
import { isLate, isStopping } from '../room/clock.ts'
import type { LaunchRecord } from '../room/room.ts'
import { doubtsOf, mayGo } from '../room/today.ts'
import type { Tone } from '../table/table.ts'
import { registerTarget } from '../targets.ts'
import { waiversTarget } from '../view-targets.ts'

/** How the launches shown stand, in a sentence: of those that are over nobody asks whether they may go today. */
export function roomLead(records: readonly LaunchRecord[], now: string, within = ''): string {
  if (records.length === 0) return 'No launch to show.'
  const open = openOf(records, now)
  const over = records.length - open.length
  if (open.length === 0) return `${counted(over, 'launch', 'launches')}, all of them launched or withdrawn.`
  const blocked = open.filter(({ standing }) => standing.blocked)
  const going = open.filter(({ standing }) => mayGo(standing, now))
  const conditional = going.filter(({ standing }) => standing.verdict === 'conditional-go').length
  const free = going.length
  const doubtful = open.length - blocked.length - free
  const soon = blocked.filter(({ standing }) => isWithin(standing.launch.date, now, 30)).length
  const all = counted(open.length, over > 0 ? 'open launch' : 'launch', over > 0 ? 'open launches' : 'launches')
  const waived = conditional === 0 ? '' : conditional === free ? ', with waivers only' : `, ${conditional} of them with waivers`
  // Narrowed to the next days, all of them have their date there.
  const isSaid = within !== '' && Number(within) <= 30
  const dated = blocked.length > 0 && !isSaid ? `; ${soon} of those ${soon === 1 ? 'has its' : 'have their'} date in the next 30 days` : ''
  const rest = over > 0 ? ` Besides, ${over} ${over === 1 ? 'is' : 'are'} launched or withdrawn.` : ''
  const again =
    doubtful === 0
      ? ''
      : `, ${doubtful} must be judged again, because what ${doubtful === 1 ? 'it rests' : 'they rest'} on has changed since`
  return `Of ${all}, ${free} may go today${waived}${again}, and ${blocked.length} cannot${dated}.${rest}`
}

function openOf(records: readonly LaunchRecord[], now: string): LaunchRecord[] {
  const today = dayNumberOf(now) ?? 0
  return records.filter(({ standing }) => !isClosed(standing.launch, today))
}

interface Tile {
  readonly figure: number
  readonly what: string
  readonly small: string
  readonly tone: Tone
  readonly to: Target
}

/** What the tiles count: the launches that are shown below them, by the choice that shows them. */
export interface Glance {
  readonly records: readonly LaunchRecord[]
  readonly choice: LaunchChoice
  readonly now: string
  readonly requested: readonly RequestedWaiver[]
}

/** The questions that are asked first, each with its number and, where there is something to see, the way to exactly those. */
export function Tiles({ links, ...glance }: Glance & { readonly links: Links }): VNode {
  // As files there is a page for each choice, but none for two together.
  const leads = !(links.isStatic && isNarrowed(glance.choice))
  return (
    <ul class="tiles">
      {tilesOf(glance).map(({ figure, what, small, tone, to }) => {
        const told = (
          <>
            <span class="figure">{figure}</span> <span class="what">{what}</span> <span class="small">{small}</span>
          </>
        )
        return <li class={`tile ${figure === 0 ? 'grey' : tone}`}>{figure > 0 && leads ? <a href={links.to(to)}>{told}</a> : told}</li>
      })}
    </ul>
  )
}

function tilesOf({ records, choice, now, requested }: Glance): Tile[] {
  const today = dayNumberOf(now) ?? 0
  const open = openOf(records, now)
  const chosen = { ...choice, launches: '' }
  const days = Math.min(30, Number(choice.within === '' ? '30' : choice.within))
  const soon = open.filter(({ standing }) => standing.blocked && isWithin(standing.launch.date, now, days))
  const late = open.flatMap(({ standing }) => standing.requirements.filter((item) => isLate(item, now)))
  const owners = new Set(late.map(({ definition }) => definition.owner))
  const free = open.filter(({ standing }) => mayGo(standing, now))
  const doubtful = open.filter(({ standing }) => doubtsOf(standing, now).length > 0)
  const conditional = free.filter(({ standing }) => standing.verdict === 'conditional-go').length
  const launches = new Map(open.map((record) => [record.standing.launch.id, record]))
  const waivers = waiverRegister({ launches }, today, requested).filter(({ ahead }) => ahead)
  const ending = waivers.filter(({ standing }) => standing === 'ending')
  const asked = waivers.filter(({ standing }) => standing === 'requested')
  const stopping = late.filter(isStopping).length
  const near = open.filter(({ standing }) => isWithin(standing.launch.date, now, days)).length
  return [
    {
      figure: soon.length,
      what: `cannot go, in the next ${counted(days, 'day')}`,
      small: `of ${counted(near, 'launch', 'launches')} with a date there`,
      tone: 'red',
      to: { path: [], query: { ...chosen, within: String(days), verdict: choice.verdict || 'blocked' } },
    },
    {
      figure: late.length,
      what: late.length === 1 ? 'requirement overdue' : 'requirements overdue',
      small:
        late.length === 0
          ? 'nobody is late'
          : `with ${counted(owners.size, 'owner')}; ${stopping} ${stopping === 1 ? 'stops' : 'stop'} a launch`,
      tone: 'red',
      to: registerTarget({ ...chosen, due: 'late' }),
    },
    {
      figure: ending.length,
      what: ending.length === 1 ? 'waiver ends within 14 days' : 'waivers end within 14 days',
      small: `what ${ending.length === 1 ? 'it covers' : 'they cover'} is not met from then on`,
      tone: 'amber',
      to: waiversTarget({ ...chosen, state: 'ending' }),
    },
    ...(asked.length === 0
      ? []
      : [
          {
            figure: asked.length,
            what: asked.length === 1 ? 'waiver waits for approval' : 'waivers wait for approval',
            small: 'no bar is lower until enough people agree',
            tone: 'amber' as const,
            to: waiversTarget({ ...chosen, state: 'requested' }),
          },
        ]),
    ...(doubtful.length === 0
      ? []
      : [
          {
            figure: doubtful.length,
            what: 'must be judged again',
            small: 'what the last decision rests on has changed since',
            tone: 'grey' as const,
            to: { path: [], query: { ...chosen, verdict: choice.verdict || 'judge-again' } },
          },
        ]),
    {
      figure: free.length,
      what: 'may go today',
      small:
        free.length === 0
          ? open.length === 0
            ? 'no open launch is shown'
            : doubtful.length > 0
              ? 'no launch can be vouched for today'
              : 'every launch has something open'
          : conditional > 0
            ? `${conditional} of them with ${conditional === 1 ? 'a waiver' : 'waivers'}`
            : 'without any waiver',
      tone: 'green',
      to: { path: [], query: { ...chosen, verdict: choice.verdict || 'may-go' } },
    },
  ]
}

function isWithin(day: string | undefined, now: string, most: number): boolean {
  const days = day === undefined ? undefined : daysAway(day, now)
  return days !== undefined && days >= 0 && days <= most
}
