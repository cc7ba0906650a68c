import type { Config } from '../model/config.ts'
import { isDocumentName } from '../model/file-path.ts'
import type { FileSource } from '../model/file-source.ts'
import { type Kind, kindOf } from '../model/schema.ts'
import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import { readDocuments } from '../source/document.ts'
import { configName, type PatternKey, patternsOf } from './config.ts'
import { readText } from './file-text.ts'
import type { TrustedArguments } from './trusted.ts'

/** What is looked for by default, and the names that people give it besides. */
interface Sought {
  readonly key?: Extract<PatternKey, keyof typeof whereabouts>
  readonly kinds: readonly Kind[]
  readonly files: (source: FileSource) => Promise<readonly string[]>
}

const beside = (name: string) => async (): Promise<readonly string[]> => [`${name}.yml`, `${name}.json`]

/** Whether a name is that of a document, but does not end as the defaults do. */
function hasOtherEnd(file: string): boolean {
  return isDocumentName(file) && !file.endsWith('.yaml')
}

const sought: readonly (Sought & { readonly key?: keyof TrustedArguments })[] = [
  { kinds: ['Config'], files: beside('onlyif') },
  {
    key: 'commitments',
    kinds: ['Commitment', 'FactCatalog'],
    files: async (source) => (await source.list('rules')).filter(hasOtherEnd),
  },
  { key: 'catalog', kinds: ['FactCatalog'], files: beside('catalog') },
  { key: 'waivers', kinds: ['Waivers'], files: beside('waivers') },
]

/** Launches as they are looked for in a head; further down than `launches/` there may be those that are over. */
const soughtLaunches: Sought = {
  key: 'launches',
  kinds: ['Launch'],
  files: async (source) => [
    ...(await beside('launch')()),
    ...(await source.list('launches')).filter((file) => /^launches\/[^/]+$/.test(file) && hasOtherEnd(file)),
  ],
}

/** Launches under a name by which nobody looks for them: what is passed over is not gated. Only where it is left to the default. */
export async function misnamedLaunches(source: FileSource, config: Config): Promise<Diagnostic[]> {
  const { patterns, isDefault } = patternsOf(config, 'launches')
  return isDefault ? toldOf(soughtLaunches, patterns, source, config) : []
}

/**
 * Files that hold what judges under a name by which nobody looks for it: what is passed over for the end of its name is a requirement
 * that nobody judges. Only where the command line and the config leave it to the default.
 */
export async function misnamed(source: FileSource, config: Config, args: TrustedArguments): Promise<Diagnostic[]> {
  const found: Diagnostic[] = []
  for (const item of sought) {
    const { key } = item
    if (key && ((args[key]?.length ?? 0) > 0 || !patternsOf(config, key).isDefault)) continue
    found.push(...(await toldOf(item, key ? patternsOf(config, key).patterns : [configName], source, config)))
  }
  return found
}

async function toldOf({ key, kinds, files }: Sought, places: readonly string[], source: FileSource, config: Config): Promise<Diagnostic[]> {
  const found: Diagnostic[] = []
  for (const file of await files(source)) {
    const kind = await kindIn(source, file, { config, kinds })
    if (kind !== undefined) found.push(told(file, kind, key, places))
  }
  return found
}

async function kindIn(
  source: FileSource,
  file: string,
  { config, kinds }: { readonly config: Config; readonly kinds: readonly Kind[] },
): Promise<Kind | undefined> {
  const reading = await readText(source, file, config.limits)
  if (!reading.ok || !reading.input.text.includes('onlyif/')) return undefined
  const { documents } = readDocuments(file, reading.input.text, config.limits)
  return documents.map(kindOf).find((kind) => kind !== undefined && kinds.includes(kind))
}

const whereabouts = {
  commitments: 'commitments are',
  catalog: 'the catalog is',
  waivers: 'waivers are',
  launches: 'launches are',
  config: 'the config is',
} as const

function told(file: string, kind: Kind, key: Sought['key'], places: readonly string[]): Diagnostic {
  const name = `name it \`${file.replace(/\.[^./]+$/, '.yaml')}\``
  return diagnostic('world/misnamed', {
    file,
    message: `\`${file}\` holds \`kind: ${kind}\` and is not read: ${whereabouts[key ?? 'config']} looked for in ${places.map((place) => `\`${place}\``).join(', ')}`,
    hint: key === undefined ? name : `${name}, or list it under \`${key}\` in \`${configName}\``,
  })
}
