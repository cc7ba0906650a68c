import type { Decision } from '../model/generated/types.ts'
import type { Format } from '../report/formats.ts'
import { shownBy } from '../report/text.ts'
import { didYouMean } from '../source/suggest.ts'
import { UsageError } from './io.ts'

/** `--only` that fits nothing would hide everything, which nobody means. As JSON everything is shown. */
export function checkShown(only: string | undefined, format: Format, decisions: readonly Decision[]): void {
  if (only === undefined || format === 'json' || decisions.length === 0) return
  const requirements = decisions.flatMap((decision) => decision.requirements)
  if (requirements.some(shownBy(only))) return
  const known = new Set(requirements.flatMap(({ id }) => [id, ...id.split('/')]))
  throw new UsageError(`--only: there is no requirement or commitment \`${only}\``, didYouMean(only, known))
}
