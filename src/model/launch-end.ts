import { type DayNumber, readDate } from './date.ts'
import type { JudgedLaunch } from './generated/types.ts'

/** How a launch came to its end, and the day as its manifest has it. */
export interface LaunchEnd {
  readonly how: 'launched' | 'withdrawn'
  readonly on: string
}

/** A launch's end in words: "launched on 2026-10-15". */
export function spelledEnd({ how, on }: LaunchEnd): string {
  return `${how} on ${on}`
}

type Ends = Pick<JudgedLaunch, 'launchedOn' | 'withdrawnOn'>

/** How a launch has ended by a day (UTC); undefined while it is on its way. A day that lies ahead is only announced and ends nothing. */
export function launchEnd({ launchedOn, withdrawnOn }: Ends, today: DayNumber): LaunchEnd | undefined {
  if (withdrawnOn !== undefined && hasCome(withdrawnOn, today)) return { how: 'withdrawn', on: withdrawnOn }
  if (launchedOn !== undefined && isLaunched({ launchedOn }, today)) return { how: 'launched', on: launchedOn }
  return undefined
}

/** Whether a launch went to its customers by a day (UTC), be it that it was withdrawn later. */
export function isLaunched({ launchedOn }: Ends, today: DayNumber): boolean {
  return launchedOn !== undefined && hasCome(launchedOn, today)
}

/** Whether a launch is over by a day (UTC): launched or withdrawn. */
export function isClosed(launch: Ends, today: DayNumber): boolean {
  return launchEnd(launch, today) !== undefined
}

function hasCome(text: string, today: DayNumber): boolean {
  const reading = readDate(text)
  return reading.ok && reading.value.day <= today
}
