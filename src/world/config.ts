import { type Config, emptyConfig } from '../model/config.ts'
import { parseFile } from '../model/documents.ts'
import type { FileSource } from '../model/file-source.ts'
import { type Diagnostic, diagnostic, hasErrors } from '../source/diagnostic.ts'
import { defaultLimits } from '../source/limits.ts'
import { entryOf, type SourceNode } from '../source/node.ts'
import type { Range } from '../source/position.ts'
import { folderDetail } from './disk.ts'
import { type InputFile, readText } from './file-text.ts'

/** The one name of the config, at the root. */
export const configName = 'onlyif.yaml'

/** What the config says may be found where. */
export type PatternKey = 'commitments' | 'catalog' | 'waivers' | 'mappings' | 'launches' | 'facts'

/** Where things are found that no config names. */
const defaultPatterns: Readonly<Record<PatternKey, readonly string[]>> = {
  commitments: ['rules/**/*.yaml'],
  catalog: ['catalog.yaml'],
  waivers: ['waivers.yaml'],
  mappings: [],
  launches: ['launch.yaml', 'launches/*.yaml'],
  facts: ['facts/**'],
}

/** The config of a source, or the empty one where there is none, and what is wrong with its file. */
export interface ConfigReading {
  readonly config: Config
  readonly diagnostics: readonly Diagnostic[]
  readonly input?: InputFile
}

/** Reads `onlyif.yaml` of the trusted source. Never throws. */
export async function readConfig(trusted: FileSource): Promise<ConfigReading> {
  const reading = await readText(trusted, configName, defaultLimits)
  if (!reading.ok) {
    const refused = await trusted.read(configName, 0)
    const isAbsent = !refused.ok && refused.problem === 'not-found' && refused.detail !== folderDetail
    return { config: emptyConfig, diagnostics: isAbsent ? [] : reading.diagnostics }
  }
  const { input } = reading
  const { models, diagnostics } = parseFile(input, defaultLimits, ['Config'])
  const configs = models.filter((model) => model.kind === 'Config')
  const [config = emptyConfig, second] = configs
  if (second || (configs.length === 0 && !hasErrors(diagnostics))) {
    const message = second ? `\`${configName}\` holds two documents of kind Config` : `\`${configName}\` holds no document of kind Config`
    diagnostics.push(
      diagnostic(second ? 'world/several-documents' : 'world/wrong-kind', {
        file: configName,
        message,
        hint: 'keep one `kind: Config` there',
      }),
    )
  }
  return { config, diagnostics, input }
}

/** Patterns for one key, from the config or by default. */
export function patternsOf(config: Config, key: PatternKey): { readonly patterns: readonly string[]; readonly isDefault: boolean } {
  const stated = config[key]
  return stated ? { patterns: stated, isDefault: false } : { patterns: defaultPatterns[key], isDefault: true }
}

/** Where a config states a pattern, to point a diagnostic at it. */
export function patternRange(config: Config, key: PatternKey, pattern: string): Range | undefined {
  const { document } = config
  const node = entryOf(document?.root, key)?.value
  const nodes: readonly SourceNode[] = node?.kind === 'list' ? node.items : node ? [node] : []
  const found = nodes.find((item) => item.kind === 'scalar' && item.value === pattern)
  return document && found && document.lines.range(found.start, found.end)
}

/** The branches that the config of a source trusts beside the default branch. Of a config that cannot be read, none: then the default branch judges, and says what is wrong with it. */
export async function trustedBranchesOf(source: FileSource): Promise<readonly string[]> {
  return (await readConfig(source)).config.trustedBranches
}
