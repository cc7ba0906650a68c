import { minuteWords } from '../../web/judged-by.ts'
import type { Standing } from '../commitments/standing.ts'

/**
 * What every page says while what judges cannot be read: since when, what is wrong, and what judges meanwhile. Files are named
 * to those only who see every launch (`isWhole`): names of files can be those of others' launches.
 */
export function judgingNotice({ set, problem }: Standing, isWhole: boolean): string | undefined {
  if (!problem) return undefined
  const { since, diagnostics } = problem
  const first = diagnostics.find(({ severity }) => severity === 'error') ?? diagnostics[0]
  const rest = diagnostics.filter(({ severity }) => severity === 'error').length - 1
  const place = first && `\`${first.file}${first.range ? `:${first.range.start.line}` : ''}\``
  const what = first && isWhole ? `: ${place}: ${first.message}${rest > 0 ? ` (and ${rest} more)` : ''}` : ''
  const meanwhile = set
    ? `Until that is mended, the older commitments of ${momentWords(set.loadedAt)} judge.`
    : 'Until that is mended, nothing is judged: what is shown here was judged before.'
  return `Since ${momentWords(since)} the commitments cannot be read${what}. ${meanwhile}`
}

function momentWords(ms: number): string {
  return minuteWords(new Date(ms).toISOString())
}
