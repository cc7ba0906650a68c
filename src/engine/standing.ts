import type { Decision, JudgedRequirement } from '../model/generated/types.ts'

/** What remains of a decision to compare another with: its verdict, and the outcome of each requirement by id. */
export interface Standing {
  readonly verdict: Decision['verdict']
  readonly outcomes: ReadonlyMap<string, JudgedRequirement['outcome']>
}

/** How a launch stood and how it stands; a side is absent where there was no decision. */
export interface Shift {
  readonly launch: string
  readonly before?: Decision['verdict']
  readonly after?: Decision['verdict']
  /** Requirements whose outcome is another, or that came or went. */
  readonly requirements: readonly {
    readonly id: string
    readonly before?: JudgedRequirement['outcome']
    readonly after?: JudgedRequirement['outcome']
  }[]
}

/** Decisions as standings, by the id of the launch. */
export function standingsOf(decisions: readonly Decision[]): Map<string, Standing> {
  return new Map(
    decisions.map(({ launch, verdict, requirements }) => [
      launch.id,
      { verdict, outcomes: new Map(requirements.map(({ id, outcome }) => [id, outcome])) },
    ]),
  )
}

/** Launches that do not stand as they stood, by id. */
export function shiftsBetween(before: ReadonlyMap<string, Standing>, after: ReadonlyMap<string, Standing>): Shift[] {
  const ids = [...new Set([...before.keys(), ...after.keys()])].sort()
  return ids.flatMap((launch) => {
    const [was, is] = [before.get(launch), after.get(launch)]
    const requirements = changedOutcomes(was, is)
    if (was?.verdict === is?.verdict && requirements.length === 0) return []
    return [{ launch, ...(was && { before: was.verdict }), ...(is && { after: is.verdict }), requirements }]
  })
}

function changedOutcomes(was: Standing | undefined, is: Standing | undefined): Shift['requirements'] {
  // A side of which only verdicts are known says nothing of requirements.
  if (!was?.outcomes.size || !is?.outcomes.size) return []
  const ids = [...new Set([...was.outcomes.keys(), ...is.outcomes.keys()])]
  return ids.flatMap((id) => {
    const [before, after] = [was.outcomes.get(id), is.outcomes.get(id)]
    return before === after ? [] : [{ id, ...(before && { before }), ...(after && { after }) }]
  })
}
