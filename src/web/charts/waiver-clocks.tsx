import type { VNode } from 'preact'
import { type DayNumber, formatDay } from '../../model/date.ts'
import { awayWords } from '../../report/verdict-words.ts'
import { Said } from '../table/said.tsx'
import { clockAxis, WaiverClock } from './waiver-clock.tsx'

/** A waiver that runs. */
export interface RunningWaiver {
  readonly id: string
  readonly href: string
  /** What it is for, as people call it. */
  readonly launch: string
  readonly from?: DayNumber
  readonly expires: DayNumber
}

/** The time that is left to waivers in force, all against one today. The words of each line say what its bar shows. */
export function WaiverClocks({ waivers, today }: { readonly waivers: readonly RunningWaiver[]; readonly today: DayNumber }): VNode | null {
  if (waivers.length === 0) return null
  const axis = clockAxis(
    today,
    waivers.map(({ expires }) => expires),
  )
  return (
    <figure class="chart">
      <figcaption>
        <b>Waiver clocks</b>
        <span class="chart-summary">
          The line is today, {formatDay(today)}. What is left runs to the right of it, until {formatDay(axis.last)} at most.
        </span>
      </figcaption>
      <ul class="chart-clocks">
        {waivers.map(({ id, href, launch, from, expires }) => (
          <li key={id}>
            <span class="chart-name">
              <a href={href}>
                <Said text={id} />
              </a>{' '}
              <span class="small">
                <Said text={launch} />
              </span>
            </span>
            <WaiverClock axis={axis} today={today} expires={expires} inForce {...(from !== undefined && { from })} />
            <span class={expires - today <= 7 ? 'chart-left-words red' : 'chart-left-words'}>
              {formatDay(expires)} <span class="small">{awayWords(expires - today)}</span>
            </span>
          </li>
        ))}
      </ul>
    </figure>
  )
}
