import type { Edit } from './edits.ts'

/** A set of edits that explains a change. */
export interface Explained {
  readonly causes: readonly Edit[]
  /** Whether doing only these makes the change, and undoing only these unmakes it: judged, not guessed. */
  readonly proved: boolean
  /** Whether it is proved that no smaller set does. */
  readonly minimal: boolean
}

/** What a launch comes to when some of the edits are done, as a text that is equal where it comes to the same. */
export type Effect = (done: ReadonlySet<Edit>) => string

/** So many judgements are spent on one change before a set may be called small without being the smallest. */
const budget = 400

/**
 * The smallest set of edits that makes an effect: done alone on the side before it has the effect of the side after, and
 * undone alone on the side after, the effect of the side before.
 */
export function smallestCauses(edits: readonly Edit[], effect: Effect): Explained {
  const none = new Set<Edit>()
  const before = effect(none)
  const after = effect(new Set(edits))
  let judged = 0
  const explains = (set: readonly Edit[]): boolean => {
    judged += 2
    const chosen = new Set(set)
    return effect(chosen) === after && effect(new Set(edits.filter((edit) => !chosen.has(edit)))) === before
  }
  if (before === after) return { causes: [], proved: true, minimal: true }
  const small = thinned(edits, explains)
  for (let size = 1; size < small.length; size++) {
    for (const set of subsets(edits, size)) {
      if (judged > budget) return { causes: small, proved: true, minimal: false }
      if (explains(set)) return { causes: set, proved: true, minimal: true }
    }
  }
  return { causes: small, proved: true, minimal: true }
}

/** A set of which no single edit can be left out. Halves are tried first: most edits have nothing to do with it. */
function thinned(edits: readonly Edit[], explains: (set: readonly Edit[]) => boolean): readonly Edit[] {
  let kept = edits
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < kept.length; ) {
      const without = [...kept.slice(0, from), ...kept.slice(from + size)]
      if (without.length > 0 && explains(without)) kept = without
      else from += size
    }
  }
  return kept
}

function* subsets(items: readonly Edit[], size: number, from = 0): Generator<Edit[]> {
  if (size === 0) {
    yield []
    return
  }
  for (let i = from; i <= items.length - size; i++) {
    const item = items[i]
    if (!item) return
    for (const rest of subsets(items, size - 1, i + 1)) yield [item, ...rest]
  }
}
