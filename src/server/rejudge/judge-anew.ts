import { prepare } from '../../engine/judge.ts'
import type { Decision } from '../../model/generated/types.ts'
import type { KeptInput, TextOf } from '../../model/kept.ts'
import { type Diagnostic, hasErrors } from '../../source/diagnostic.ts'
import { judgeWorld } from '../../world/judged-world.ts'
import { type Kept, keptOf } from '../../world/kept.ts'
import { rejoin } from '../../world/rejoin.ts'
import type { TrustedSide } from '../../world/world.ts'
import { nextTurn } from './next-turn.ts'

/** What came of judging a launch anew. `next` is the next moment at which the clock alone may change it, in milliseconds. */
export type JudgedAnew =
  | { readonly kind: 'decided'; readonly decision: Decision; readonly kept: Kept; readonly next: number | undefined }
  | { readonly kind: 'erased'; readonly missing: readonly string[] }
  | { readonly kind: 'undecided'; readonly diagnostics: readonly Diagnostic[] }

export interface JudgeAnew {
  readonly launch: string
  readonly inputs: readonly KeptInput[]
  readonly textOf: TextOf
  readonly side: TrustedSide
  /** Milliseconds since 1970. */
  readonly now: number
  readonly noExceptions: boolean
}

/** Judges what was kept of a launch, by both keys, by what judges now and as of now. */
export async function judgeAnew({ launch: id, inputs, textOf, side, now, noExceptions }: JudgeAnew): Promise<JudgedAnew> {
  const rejoined = await rejoin(side, id, inputs, textOf)
  if (!rejoined.ok) return { kind: 'erased', missing: rejoined.missing }
  const { world } = rejoined
  const { commitments, catalogs, waivers, mappings, config, digests } = world
  const moment = new Date(now).toISOString()
  const judgedLaunches = new Set([id])
  const prepared = prepare({
    commitments,
    catalog: catalogs,
    waivers,
    mappings,
    config,
    digests,
    now: moment,
    noExceptions,
    judgedLaunches,
  })
  const { decisions, diagnostics } = await judgeWorld(world, { now: moment, noExceptions, isPartial: true, prepared })
  const [decision] = decisions
  const [found] = world.launches
  if (!decision || !found?.launch) return { kind: 'undecided', diagnostics: diagnostics.filter((item) => hasErrors([item])) }
  return { kind: 'decided', decision, kept: keptOf(world, found), next: nextTurn(prepared, found, now) }
}
