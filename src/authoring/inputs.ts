import { type JudgedCase, prepare } from '../engine/judge.ts'
import type { FactCatalog } from '../model/catalog.ts'
import type { Commitment } from '../model/commitment.ts'
import type { Config } from '../model/config.ts'
import type { Facts } from '../model/facts.ts'
import type { Launch } from '../model/launch.ts'
import type { Mapping } from '../model/mapping.ts'
import type { Waivers } from '../model/waivers.ts'
import type { Diagnostic } from '../source/diagnostic.ts'

/** Everything that one launch is judged by on one side of a comparison. */
export interface Inputs {
  readonly commitments: readonly Commitment[]
  readonly catalogs: readonly FactCatalog[]
  readonly waivers: readonly Waivers[]
  readonly mappings: readonly Mapping[]
  readonly config: Config
  readonly launch: Launch
  readonly facts: readonly Facts[]
  readonly now: string
  readonly noExceptions: boolean
}

/** Judges one side; where it has errors, the diagnostics say which. */
export function judgeInputs(inputs: Inputs): { readonly judged?: JudgedCase; readonly diagnostics: readonly Diagnostic[] } {
  const { launch, facts, catalogs, ...trusted } = inputs
  const prepared = prepare({ ...trusted, catalog: catalogs, judgedLaunches: new Set([launch.id]) })
  return prepared.open(launch, facts)
}
