import { isLaunched } from '../../model/launch-end.ts'
import type { CountdownProps } from '../charts/countdown.tsx'
import { isStopping } from '../room/clock.ts'
import { type LaunchRecord, type Moment, outcomeLetters } from '../room/room.ts'
import { dayNumberOf } from './days.ts'

/** The way of a launch to its date, one point a decision; what blocks is taken from its last decision. */
export function countdownOf({ standing, history }: LaunchRecord, now: string): CountdownProps {
  const blocking = new Set(
    standing.requirements.filter(({ enforcement }) => enforcement === 'blocking').map(({ definition }) => definition.id),
  )
  const { launch } = standing
  const today = dayNumberOf(now) ?? 0
  const launchDay = dayNumberOf(isLaunched(launch, today) ? launch.launchedOn : launch.date)
  return {
    id: 'countdown',
    today,
    points: history.flatMap((moment) => {
      const day = dayNumberOf(moment.recordedAt)
      return day === undefined ? [] : [{ day, verdict: moment.verdict, ...countsOf(moment, blocking) }]
    }),
    dueDays: standing.requirements.filter(isStopping).flatMap(({ due }) => dayNumberOf(due) ?? []),
    ...(launchDay !== undefined && { launchDay }),
  }
}

function countsOf({ requirements, outcomes }: Moment, blocking: ReadonlySet<string>) {
  const count = (letter: string): number => requirements.filter((id, i) => outcomes[i] === letter && blocking.has(id)).length
  return { unmet: count(outcomeLetters.unmet), unknown: count(outcomeLetters.unknown), waived: count(outcomeLetters.waived) }
}
