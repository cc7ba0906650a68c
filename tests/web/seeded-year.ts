import type { Decision } from '../../src/model/generated/types.ts'
import { demoYear } from '../../src/server/demo/year.ts'
import type { Surroundings } from '../../src/web/page.ts'
import { around } from './seeded.ts'

/** The day on which the seeded year ends: a fixed one, so that pages and pictures are the same in every run. */
export const yearEnd = Date.parse('2026-11-23T09:00:00Z')

/** A year of launches, each judged by the engine: a room of them, and what pages need beside it. */
export function seededYear(launches: number, more: readonly Decision[] = []): Surroundings & { readonly decisions: readonly Decision[] } {
  const judged = [...demoYear({ now: yearEnd, launches, looks: 'seldom' })].flatMap(({ appends }) =>
    appends.map(({ decision }) => decision),
  )
  const decisions = [...judged, ...more]
  return { ...around(decisions, { now: new Date(yearEnd).toISOString().replace('.000Z', 'Z') }), decisions }
}
