import { readDate } from '../model/date.ts'
import { type Io, UsageError } from './io.ts'

/** The moment that a command line names, or the present one. */
export function momentOf(named: string | undefined, io: Io, option = '--now'): string {
  const now = named ?? io.now()
  const time = readDate(now)
  if (!time.ok) throw new UsageError(`${option}: ${time.message}`, time.hint)
  return now
}
