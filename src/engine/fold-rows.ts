import type { Fold } from './fold.ts'
import { MET, UNKNOWN, UNMET } from './reason.ts'

/** Folds as rows: fold `i` has the parts `parts[starts[i]]` up to `parts[starts[i + 1]]`, of which `needs[i]` must be met. */
export interface Folds {
  readonly needs: Int32Array
  readonly starts: Int32Array
  readonly parts: Int32Array
}

/** Lays out folds, each distinct one once and after those it counts; `foldAt` says where its value stands, leaves coming first. */
export function layFolds(folds: readonly Fold[], leafCount: number): { rows: Folds; foldAt: (fold: Fold) => number } {
  const places = new Map<Fold, number>()
  const known = new Map<string, number>()
  const needs: number[] = []
  const starts: number[] = [0]
  const parts: number[] = []
  const lay = (fold: Fold): number => {
    if ('leaf' in fold) return fold.leaf
    const of = fold.of.map(lay)
    const [only] = of
    const name = `${fold.need} ${of.join(' ')}`
    let place = fold.need === 1 && of.length === 1 ? only : known.get(name)
    if (place === undefined) {
      place = leafCount + needs.push(fold.need) - 1
      parts.push(...of)
      starts.push(parts.length)
    }
    known.set(name, place)
    places.set(fold, place)
    return place
  }
  for (const fold of folds) lay(fold)
  return {
    rows: { needs: Int32Array.from(needs), starts: Int32Array.from(starts), parts: Int32Array.from(parts) },
    foldAt: (fold) => ('leaf' in fold ? fold.leaf : (places.get(fold) ?? leafCount)),
  }
}

/** Writes the value of each fold after those of the leaves: met when enough parts are, unmet when not even the open ones could make it so. */
export function foldRows({ needs, starts, parts }: Folds, values: Uint8Array, leafCount: number): void {
  for (let fold = 0; fold < needs.length; fold++) {
    let met = 0
    let open = 0
    const end = starts[fold + 1] as number
    for (let part = starts[fold] as number; part < end; part++) {
      const value = values[parts[part] as number] as number
      met += value >> 1
      open += value & UNKNOWN
    }
    const need = needs[fold] as number
    values[leafCount + fold] = met >= need ? MET : met + open < need ? UNMET : UNKNOWN
  }
}
