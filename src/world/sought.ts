import { baseOf, folderOf, isDocumentName } from '../model/file-path.ts'
import type { FileSource } from '../model/file-source.ts'
import type { Kind } from '../model/schema.ts'
import { sequence } from '../model/wording.ts'
import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import { configName, type PatternKey } from './config.ts'
import { isGlob } from './glob.ts'
import type { TrustedArguments } from './trusted.ts'

const whereabouts = {
  commitments: 'commitments are',
  catalog: 'the catalog is',
  waivers: 'waivers are',
  launches: 'launches are',
  facts: 'facts are',
  config: 'the config is',
} as const

export type SoughtKey = Extract<PatternKey, keyof typeof whereabouts>

/** What is looked for by default, and where people put it besides. */
export interface Sought {
  readonly key?: SoughtKey
  readonly kinds: readonly Kind[]
  /** Where it is looked for, but under names that end otherwise. */
  readonly misspelt: (source: FileSource) => Promise<readonly string[]>
  /** Folders that are named for it, in which nobody looks. */
  readonly folders: readonly string[]
  /** What else is looked for in places in which this is passed over. */
  readonly strayInto?: readonly ('launches' | 'facts')[]
  /** A folder in which it is found under any name that ends in `.yaml`, or the one name under which it is found. */
  readonly home: string
}

const beside = (name: string) => async (): Promise<readonly string[]> => [`${name}.yml`, `${name}.json`, `${name}.yaml.txt`]

/** Whether a name is that of a document, but does not end as the defaults do. */
function hasOtherEnd(file: string): boolean {
  return (isDocumentName(file) && !file.endsWith('.yaml')) || isTextFile(file)
}

/** Whether a name ends as editors leave it that write every file as one of text. */
function isTextFile(file: string): boolean {
  return /\.(?:ya?ml|json)\.txt$/i.test(file)
}

/** What judges. */
export const sought: readonly (Sought & { readonly key?: keyof TrustedArguments })[] = [
  { kinds: ['Config'], misspelt: beside('onlyif'), folders: [], home: configName },
  {
    key: 'commitments',
    kinds: ['Commitment'],
    misspelt: async (source) => (await source.list('rules')).filter(hasOtherEnd),
    folders: ['rule', 'commitments', 'commitment', 'promises', 'policies', 'policy'],
    strayInto: ['launches', 'facts'],
    home: 'rules/',
  },
  {
    key: 'catalog',
    kinds: ['FactCatalog'],
    misspelt: async (source) => [...(await beside('catalog')()), ...(await source.list('rules')).filter(hasOtherEnd)],
    folders: ['catalog', 'catalogs'],
    strayInto: ['launches', 'facts'],
    home: 'catalog.yaml',
  },
  { key: 'waivers', kinds: ['Waivers'], misspelt: beside('waivers'), folders: ['waivers', 'waiver'], home: 'waivers.yaml' },
]

/** Launches as they are looked for in a head; `deeper-launches.ts` has those further down than `launches/`. */
export const soughtLaunches: Sought = {
  key: 'launches',
  kinds: ['Launch'],
  misspelt: async (source) => [
    ...(await beside('launch')()),
    ...(await source.list('launches')).filter((file) => /^launches\/[^/]+$/.test(file) && hasOtherEnd(file)),
  ],
  folders: ['launch'],
  strayInto: ['facts'],
  home: 'launches/',
}

/** Facts as they are looked for in a head. */
export const soughtFacts: Sought = {
  key: 'facts',
  kinds: ['Facts'],
  misspelt: async (source) => ['facts.json', ...(await source.list('facts')).filter(isTextFile)],
  folders: ['fact'],
  home: 'facts/',
}

/** Where something is looked for. */
export interface Whereabouts {
  readonly places: readonly string[]
  /** Whether the config says so, and nothing is there. */
  readonly isIdle?: boolean
  /** The documents at the root itself. */
  readonly top: readonly string[]
}

/** The diagnostic of a file in which something of `kind` is passed over. */
export function told(file: string, kind: Kind, item: Sought, where: Whereabouts): Diagnostic {
  const { key = 'config' } = item
  const places = where.places.map((place) => `\`${place}\``).join(', ')
  return diagnostic('world/misnamed', {
    file,
    message: `\`${file}\` holds \`kind: ${kind}\` and is not read: ${whereabouts[key]} looked for in ${places}`,
    hint: hintFor(file, item, where),
  })
}

function hintFor(file: string, { key, home }: Sought, { places, top, isIdle = false }: Whereabouts): string {
  if (key === undefined) return `name it \`${home}\``
  if (isIdle) return `correct \`${key}\` in \`${configName}\`: what it says matches nothing`
  const kept = placesKept(places, top).map((place) => `\`${place}\``)
  const beside = kept.length === 0 ? '' : ` beside ${sequence(kept, 'and')}`
  return `${wayHome(file, home)}, or list it${beside} under \`${key}\` in \`${configName}\``
}

/** The defaults that a config has to repeat once it states a key, so that nothing is lost by it. */
export function placesKept(places: readonly string[], top: readonly string[]): string[] {
  return places.filter((place) => isGlob(place) || top.includes(place))
}

/** What to do for a file to be found. */
function wayHome(file: string, home: string): string {
  const named = file.replace(/(?:\.(?:ya?ml|json))?\.[^./]+$/i, '.yaml')
  const isThere = home.endsWith('/') ? file.startsWith(home) : folderOf(file) === '' && named === home
  if (isThere || file.startsWith('rules/')) return `name it \`${named}\``
  if (!home.endsWith('/')) return `put it into \`${home}\``
  // A file that is read for something else stays, and what is in it besides moves.
  return file === 'launch.yaml' ? `move it to a file of its own in \`${home}\`` : `put it there: \`${home}${baseOf(named)}\``
}
