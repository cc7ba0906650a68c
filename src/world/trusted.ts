import type { FactCatalog } from '../model/catalog.ts'
import type { Commitment } from '../model/commitment.ts'
import type { Config } from '../model/config.ts'
import { byKind, type Model, parseFile } from '../model/documents.ts'
import { byPath } from '../model/file-path.ts'
import type { FileSource } from '../model/file-source.ts'
import type { Mapping } from '../model/mapping.ts'
import type { Kind } from '../model/schema.ts'
import type { Waivers } from '../model/waivers.ts'
import { type Diagnostic, diagnostic, hasErrors } from '../source/diagnostic.ts'
import { type Place, type Range, rangeAt } from '../source/position.ts'
import { type NamedFrom, namedFiles, type SourcedFile } from './argument.ts'
import { configName, type PatternKey, patternRange, patternsOf } from './config.ts'
import { expand } from './expand.ts'
import { type InputFile, readText } from './file-text.ts'
import { checkMapping } from './mapping-check.ts'
import { unmatched } from './unmatched.ts'

/** What judges: everything that is read from the trusted side. */
export interface Trusted {
  readonly commitments: readonly Commitment[]
  readonly catalogs: readonly FactCatalog[]
  readonly waivers: readonly Waivers[]
  readonly mappings: readonly Mapping[]
  readonly diagnostics: readonly Diagnostic[]
  readonly files: readonly InputFile[]
  /** Those that were read and hold nothing that judges: that they are where somebody names them can be what keeps it from being a mistake. */
  readonly others: readonly InputFile[]
}

/** Files named on the command line, by what they are for; each replaces what config says. */
export type TrustedArguments = { readonly [key in TrustedKey]?: readonly string[] | undefined }

type TrustedKey = Extract<PatternKey, 'commitments' | 'catalog' | 'waivers' | 'mappings'>

/** The kinds that are read of files, by what these are for: a folder of rules holds the catalog of its facts, too, beside tests and examples that are not looked at. */
export const trustedKinds: Readonly<Record<TrustedKey, readonly [Kind, ...Kind[]]>> = {
  commitments: ['Commitment', 'FactCatalog'],
  catalog: ['FactCatalog'],
  waivers: ['Waivers'],
  mappings: ['Mapping'],
}

interface Wanted {
  readonly source: FileSource
  /** Kinds that may stand in the file. */
  readonly kinds: Set<Kind>
  /** Kinds one of which must stand in it, because it was named for that. */
  readonly due: Set<Kind>
}

interface Gathering {
  readonly from: NamedFrom
  readonly config: Config
  readonly wanted: Map<string, Wanted>
  readonly stated: Stated[]
  readonly diagnostics: Diagnostic[]
}

/** A folder or pattern that somebody states for something, the files that it stands for, and where it is stated. */
interface Stated {
  readonly key: TrustedKey
  readonly pattern: string
  readonly files: readonly string[]
  readonly at: { readonly file: string; readonly range?: Range | undefined }
}

/** Reads commitments, catalogs, waivers and mappings. A file that several keys name is read once. Never throws. */
export async function loadTrusted(from: NamedFrom, config: Config, args: TrustedArguments): Promise<Trusted> {
  const gathering: Gathering = { from, config, wanted: new Map(), stated: [], diagnostics: [] }
  for (const key of ['commitments', 'catalog', 'waivers', 'mappings'] as const) await gather(gathering, key, args[key])
  const models: Model[] = []
  const files: InputFile[] = []
  for (const [file, wanted] of [...gathering.wanted].sort(([a], [b]) => byPath(a, b))) {
    const text = await readText(wanted.source, file, config.limits)
    if (!text.ok) gathering.diagnostics.push(...text.diagnostics)
    else models.push(...readWanted(gathering, text.input, wanted))
    if (text.ok) files.push(text.input)
  }
  const { commitments, catalogs, waivers, mappings } = byKind(models)
  const holding = new Set(models.map((model) => model.document?.file))
  const diagnostics = [
    ...gathering.diagnostics,
    ...idle(gathering, models),
    ...mappings.flatMap(checkMapping),
    ...repeats('mapping', mappings),
    ...repeats(
      'waiver',
      waivers.flatMap((part) => part.waivers),
    ),
  ]
  return {
    commitments,
    catalogs,
    waivers,
    mappings,
    diagnostics,
    files: files.filter(({ file }) => holding.has(file)),
    others: files.filter(({ file }) => !holding.has(file)),
  }
}

async function gather(gathering: Gathering, key: TrustedKey, args: readonly string[] | undefined): Promise<void> {
  const { from, config, stated, diagnostics } = gathering
  for (const pattern of args ?? []) {
    const named = await namedFiles(from, [pattern])
    diagnostics.push(...named.diagnostics)
    for (const file of named.files) want(gathering, key, file)
    stated.push({ key, pattern, files: named.files.map(({ file }) => file), at: { file: pattern } })
  }
  if (args && args.length > 0) return
  const { patterns, isDefault } = patternsOf(config, key)
  for (const pattern of patterns) {
    const { files, named, misses } = await expand(from.source, [pattern])
    for (const file of files) want(gathering, key, { file, source: from.source, isNamed: named.has(file) })
    diagnostics.push(...unmatched(config, key, misses))
    if (!isDefault) stated.push({ key, pattern, files, at: { file: configName, range: patternRange(config, key, pattern) } })
  }
}

/** What somebody takes for a place of commitments, catalogs or mappings, and holds none, beside places that do. */
function idle({ stated, wanted, diagnostics }: Gathering, models: readonly Model[]): Diagnostic[] {
  const wrong = new Set(diagnostics.filter(({ severity }) => severity === 'error').map(({ file }) => file))
  return stated.flatMap(({ key, pattern, files, at }) => {
    const [kind] = trustedKinds[key]
    const held = models.filter((model) => model.kind === kind)
    const isTold = files.some((file) => wrong.has(file) || wanted.get(file)?.due.has(kind))
    // No waiver yet is how most begin; where there is no commitment at all, that is told.
    if (key === 'waivers' || files.length === 0 || isTold || (key === 'commitments' && held.length === 0)) return []
    if (held.some(({ document }) => document && files.includes(document.file))) return []
    const message = `none of the files of \`${pattern}\` holds a document of kind ${kind}`
    return [diagnostic('world/wrong-kind', { ...at, message, hint: `leave it out, or name files with \`kind: ${kind}\`` })]
  })
}

function want({ wanted }: Gathering, key: TrustedKey, { file, source, isNamed }: SourcedFile): void {
  const known = wanted.get(file) ?? { source, kinds: new Set(), due: new Set() }
  wanted.set(file, known)
  for (const kind of trustedKinds[key]) known.kinds.add(kind)
  if (isNamed) known.due.add(trustedKinds[key][0])
}

function readWanted({ config, diagnostics: all }: Gathering, input: InputFile, { kinds, due }: Wanted): Model[] {
  const { models, diagnostics } = parseFile(input, config.limits, [...kinds])
  all.push(...diagnostics)
  for (const kind of hasErrors(diagnostics) ? [] : due) {
    if (models.some((model) => model.kind === kind)) continue
    all.push(
      diagnostic('world/wrong-kind', {
        file: input.file,
        message: `\`${input.file}\` holds no document of kind ${kind}`,
        hint: `name a file with \`kind: ${kind}\``,
      }),
    )
  }
  return models
}

/** Ids that two files give to things of one kind, which stand where their `id` does; within one file, its parser tells. */
function repeats(word: string, items: readonly { readonly id: string; readonly place: Place }[]): Diagnostic[] {
  const firsts = new Map<string, Place>()
  return items.flatMap(({ id, place }) => {
    const first = firsts.get(id)
    if (!first) firsts.set(id, place)
    if (!first || (first.file === place.file && word === 'waiver')) return []
    return [
      diagnostic('document/duplicate-id', {
        file: place.file,
        range: rangeAt(place, 2),
        message: `two ${word}s have the id \`${id}\``,
        hint: 'an id is never reused: give one of them another',
        related: [{ file: first.file, range: rangeAt(first, 2), message: 'the first one' }],
      }),
    ]
  })
}
