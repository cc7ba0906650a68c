import type { Reason } from '../model/generated/types.ts'

/** Every reason in a few words, without a value or place. */
export const reasonWords: Readonly<Record<Reason, string>> = {
  shortfall: 'it falls short',
  missing: 'nobody supplied it',
  placeholder: 'only a placeholder is given',
  stale: 'it is too old',
  undated: 'it is not dated',
  future: 'it is dated in the future',
  'small-sample': 'it comes from too small a sample',
  'small-window': 'it was measured over too short a time',
  'no-link': 'no link that can be opened is given',
  'no-note': 'no note is given',
  'wrong-type': 'it is of another type',
  'out-of-range': 'it lies outside what the catalog allows',
  empty: 'the list is empty, which proves nothing',
  conflict: 'it is stated in several ways',
  unreachable: 'its file could not be read, or holds something else there',
  fault: 'it could not be judged',
}
