import type { Config } from '../model/config.ts'
import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import { configName, type PatternKey, patternRange, patternsOf } from './config.ts'
import type { Miss } from './expand.ts'

// No launch, waiver or facts yet is how most begin; no commitment, catalog or mapping where one is configured is a slip.
const mayBeNone: ReadonlySet<PatternKey> = new Set<PatternKey>(['waivers', 'launches', 'facts'])

/** What to say of patterns that match nothing: those that the config states under a key, or its defaults. */
export function unmatched(config: Config, key: PatternKey, misses: readonly Miss[]): Diagnostic[] {
  const { isDefault } = patternsOf(config, key)
  const isTold = ({ isFolder, isLiteral }: Miss): boolean => (isDefault ? isFolder === true : isLiteral || !mayBeNone.has(key))
  return misses.filter(isTold).map(({ pattern, message, hint }) =>
    diagnostic('world/nothing-matched', {
      file: isDefault ? pattern : configName,
      range: patternRange(config, key, pattern),
      message: isDefault ? `\`${pattern}\` is a folder, where a file is looked for` : `${message}, which \`${key}\` of the config names`,
      hint,
    }),
  )
}
