import { setImmediate } from 'node:timers/promises'
import { type JudgedWorld, judgeWorld } from '../../world/judged-world.ts'
import { saidSource } from '../../world/said-source.ts'
import { loadHead, loadTrustedSide, type World } from '../../world/world.ts'
import { withWaivers } from '../commitments/standing-set.ts'
import type { FilesTask } from './task.ts'

/** Judges files that were read elsewhere, as they are judged there. */
export async function judgeFiles({ trusted, head, waivers, launches, ...how }: FilesTask): Promise<JudgedWorld> {
  const sources = { trusted: saidSource(trusted), head: saidSource(head) }
  const side = await loadTrustedSide(sources)
  const world = await loadHead(waivers ? withWaivers(side, waivers) : side, sources)
  return judgeHere(launches ? { ...world, launches: world.launches.filter((_, index) => launches.includes(index)) } : world, {
    ...how,
    isPartial: launches !== undefined,
  })
}

/** Judges a world on this thread, which does something else between two launches. */
export function judgeHere(world: World, how: { now: string; noExceptions: boolean; isPartial: boolean }): Promise<JudgedWorld> {
  return judgeWorld(world, { ...how, pause: setImmediate })
}
