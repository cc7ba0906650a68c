import type { KeptInput, TextOf } from '../model/kept.ts'
import { keptLaunch, textsOf } from './kept-head.ts'
import { digestsOf, type TrustedSide, type World } from './world.ts'

/** The world of one launch, or the names of the files whose texts are not there any more. */
export type Rejoined = { readonly ok: true; readonly world: World } | { readonly ok: false; readonly missing: readonly string[] }

/**
 * Joins what was kept of the head of a decision with what judges now. What judged then is left aside. The world holds the one
 * launch, or none where its manifest no longer yields it.
 */
export async function rejoin(side: TrustedSide, id: string, inputs: readonly KeptInput[], textOf: TextOf): Promise<Rejoined> {
  const { texts, missing } = await textsOf(
    inputs.filter((input) => input.side === 'head'),
    textOf,
  )
  if (missing.length > 0) return { ok: false, missing }
  const { commitments, catalogs, waivers, mappings, config, files, diagnostics } = side
  const launch = await keptLaunch(id, texts, { mappings, limits: config.limits })
  const launches = launch ? [launch] : []
  return {
    ok: true,
    world: { commitments, catalogs, waivers, mappings, config, files, diagnostics, launches, digests: digestsOf(files, launches) },
  }
}
