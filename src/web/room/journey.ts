import type { LaunchStanding } from './room.ts'

/**
 * The stages of the customers' journey over some launches, in the order of the longest journey; stages that only other
 * commitments or requirements name come after.
 */
export function stagesOver(standings: Iterable<LaunchStanding>): string[] {
  const journeys = new Set<readonly string[]>()
  const named = new Set<string>()
  for (const { commitments, requirements } of standings) {
    for (const { journey } of commitments) journeys.add(journey)
    for (const { definition } of requirements) if (definition.stage !== undefined) named.add(definition.stage)
  }
  const ordered = [...journeys].sort((a, b) => b.length - a.length).flat()
  return [...new Set([...ordered.filter((stage) => named.has(stage)), ...named])]
}
