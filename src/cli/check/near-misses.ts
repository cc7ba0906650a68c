import { nearMisses } from '../../authoring/lints/near-misses.ts'
import { link } from '../../model/link.ts'
import { type Diagnostic, hasErrors } from '../../source/diagnostic.ts'
import { withoutSilenced } from '../../world/silences.ts'
import type { World } from '../../world/world.ts'

/**
 * Texts of commitments that a launch to be judged spells otherwise. Each launch is looked at by itself: that another one spells it as
 * the commitment does is no comfort to the one that a promise silently does not reach. Each text is told once.
 */
export function missedByLaunches(world: World): Diagnostic[] {
  if (hasErrors(world.diagnostics)) return []
  const linked = link(world)
  if (hasErrors(linked.diagnostics)) return []
  const { mappings } = world
  const found = new Map<string, Diagnostic>()
  for (const { launch, facts } of world.launches) {
    if (!launch) continue
    for (const item of nearMisses({ linked, mappings, launches: [{ launch, facts }], now: '' }))
      if (!found.has(placeOf(item))) found.set(placeOf(item), item)
  }
  // Comments that silence something else seem idle here, and are not.
  return withoutSilenced([...found.values()], world.files).filter(({ code }) => code === 'commitment/near-miss')
}

function placeOf({ file, range }: Diagnostic): string {
  return JSON.stringify([file, range])
}
