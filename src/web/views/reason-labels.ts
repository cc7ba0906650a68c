import type { Reason } from '../../model/generated/types.ts'

/** Every reason in a word or two, for a cell. */
export const reasonLabels: Readonly<Record<Reason, string>> = {
  shortfall: 'falls short',
  missing: 'missing',
  placeholder: 'only a placeholder',
  stale: 'too old',
  undated: 'not dated',
  future: 'dated in the future',
  'small-sample': 'sample too small',
  'small-window': 'measured too briefly',
  'no-link': 'without a link to open',
  'no-note': 'without a note',
  'wrong-type': 'of another type',
  'out-of-range': 'out of its range',
  empty: 'an empty list',
  conflict: 'stated in several ways',
  unreachable: 'file not readable',
  fault: 'could not be judged',
}
