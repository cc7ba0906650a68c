import type { PreparedJudge } from '../src/engine/judge.ts'
import type { Launch } from '../src/model/launch.ts'

/** Outcomes of many launches in one row: that of requirement `r` of launch `l` stands at `l * requirements + r`. */
export interface OutcomeGrid {
  /** 0 unmet, 1 unknown, 2 met. */
  readonly outcomes: Uint8Array
}

/** Many launches with their facts read once, column by column. */
export interface Columns {
  /** Judges every launch by the commitments that the columns were made for. */
  judge(): OutcomeGrid
  /** Judges every launch by edited commitments; what the edit leaves as it was need not be looked at again. */
  whatIf(edited: PreparedJudge): OutcomeGrid
}

/** What the benchmark needs of the engine to measure a what-if. */
export interface Columnar {
  columns(prepared: PreparedJudge, launches: readonly Launch[]): Columns
}

/** The engine's columnar what-if; undefined as long as it offers none, and then nothing is measured. */
export function columnar(): Columnar | undefined {
  return undefined
}
