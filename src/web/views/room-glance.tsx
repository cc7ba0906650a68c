import type { VNode } from 'preact'
import { isClosed } from '../../model/launch-end.ts'
import { counted } from '../../report/value-words.ts'
import { daysAway } from '../../report/verdict-words.ts'
import { dayNumberOf } from '../derived/days.ts'
import { waiverRegister } from '../derived/waiver-register.ts'
import type { Links, RequestedWaiver, Target } from '../page.ts'
import { isLate, isStopping } from '../room/clock.ts'
import type { LaunchRecord, Room } from '../room/room.ts'
import type { Tone } from '../table/table.ts'
import { handOffsTarget, waiversTarget } from '../view-targets.ts'

/** How the launches shown stand, in a sentence. */
export function roomLead(records: readonly LaunchRecord[], now: string): string {
  if (records.length === 0) return 'No launch to show.'
  const blocked = records.filter(({ standing }) => standing.blocked)
  const conditional = records.filter(({ standing }) => !standing.blocked && standing.verdict === 'conditional-go').length
  const free = records.length - blocked.length
  const soon = blocked.filter(({ standing }) => isWithin(standing.launch.date, now, 30)).length
  const all = counted(records.length, 'launch', 'launches')
  const waived = conditional === 0 ? '' : conditional === free ? ', with waivers only' : `, ${conditional} of them with waivers`
  return `Of ${all}, ${free} may go today${waived}, and ${blocked.length} cannot${blocked.length > 0 ? `; ${soon} of those ${soon === 1 ? 'has its' : 'have their'} date in the next 30 days` : ''}.`
}

interface Tile {
  readonly figure: number
  readonly what: string
  readonly small: string
  readonly tone: Tone
  readonly to: Target
}

/** The questions that are asked first, each with its number and the way to the answer. */
export function Tiles({
  room,
  now,
  links,
  requested,
}: {
  readonly room: Room
  readonly now: string
  readonly links: Links
  readonly requested: readonly RequestedWaiver[]
}): VNode {
  return (
    <ul class="tiles">
      {tilesOf(room, now, requested).map(({ figure, what, small, tone, to }) => (
        <li class={`tile ${figure === 0 ? 'grey' : tone}`}>
          <a href={links.to(to)}>
            <span class="figure">{figure}</span> <span class="what">{what}</span> <span class="small">{small}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

function tilesOf(room: Room, now: string, requested: readonly RequestedWaiver[]): Tile[] {
  const { launches } = room
  const today = dayNumberOf(now) ?? 0
  const open = [...launches.values()].filter(({ standing }) => !isClosed(standing.launch, today))
  const soon = open.filter(({ standing }) => standing.blocked && isWithin(standing.launch.date, now, 30))
  const late = open.flatMap(({ standing }) => standing.requirements.filter((item) => isLate(item, now)))
  const owners = new Set(late.map(({ definition }) => definition.owner))
  const free = open.filter(({ standing }) => !standing.blocked)
  const conditional = free.filter(({ standing }) => standing.verdict === 'conditional-go').length
  const waivers = waiverRegister(room, today, requested).filter(({ ahead }) => ahead)
  const ending = waivers.filter(({ standing }) => standing === 'ending')
  const asked = waivers.filter(({ standing }) => standing === 'requested')
  const stopping = late.filter(isStopping).length
  const near = open.filter(({ standing }) => isWithin(standing.launch.date, now, 30)).length
  return [
    {
      figure: soon.length,
      what: 'cannot go, in the next 30 days',
      small: `of ${counted(near, 'launch', 'launches')} with a date there`,
      tone: 'red',
      to: { path: [], query: { within: '30', verdict: 'blocked' } },
    },
    {
      figure: late.length,
      what: late.length === 1 ? 'requirement overdue' : 'requirements overdue',
      small:
        late.length === 0
          ? 'nobody is late'
          : `with ${counted(owners.size, 'owner')}; ${stopping} ${stopping === 1 ? 'stops' : 'stop'} a launch`,
      tone: 'red',
      to: handOffsTarget({ due: 'overdue' }),
    },
    {
      figure: ending.length,
      what: ending.length === 1 ? 'waiver ends within 14 days' : 'waivers end within 14 days',
      small: `what ${ending.length === 1 ? 'it covers' : 'they cover'} is not met from then on`,
      tone: 'amber',
      to: waiversTarget({ state: 'ending' }),
    },
    ...(asked.length === 0
      ? []
      : [
          {
            figure: asked.length,
            what: asked.length === 1 ? 'waiver waits for approval' : 'waivers wait for approval',
            small: 'no bar is lower until enough people agree',
            tone: 'amber' as const,
            to: waiversTarget({ state: 'requested' }),
          },
        ]),
    {
      figure: free.length,
      what: 'may go today',
      small:
        free.length === 0
          ? 'every launch has something open'
          : conditional > 0
            ? `${conditional} of them with ${conditional === 1 ? 'a waiver' : 'waivers'}`
            : 'without any waiver',
      tone: 'green',
      to: { path: [], query: { verdict: 'may-go' } },
    },
  ]
}

function isWithin(day: string | undefined, now: string, most: number): boolean {
  const days = day === undefined ? undefined : daysAway(day, now)
  return days !== undefined && days >= 0 && days <= most
}
