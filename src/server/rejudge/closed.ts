import { dayOfInstant, readDate } from '../../model/date.ts'
import type { Decision } from '../../model/generated/types.ts'

/** Whether a launch is over at a moment, in milliseconds since 1970: launched or withdrawn by that day (UTC). What is only announced closes nothing. */
export function isClosedAt({ launchedOn, withdrawnOn }: Decision['launch'], now: number): boolean {
  return [launchedOn, withdrawnOn].some((text) => {
    const day = text === undefined ? undefined : readDate(text)
    return day?.ok === true && day.value.day <= dayOfInstant(now)
  })
}
