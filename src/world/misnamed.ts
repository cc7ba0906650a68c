import type { Config } from '../model/config.ts'
import { baseOf, isDocumentName } from '../model/file-path.ts'
import type { FileSource } from '../model/file-source.ts'
import { type Kind, kindOf } from '../model/schema.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import { readDocuments } from '../source/document.ts'
import { nearest } from '../source/suggest.ts'
import { configName, patternsOf } from './config.ts'
import { expand } from './expand.ts'
import { readText } from './file-text.ts'
import { type Sought, type SoughtKey, sought, soughtFacts, soughtLaunches, told, type Whereabouts } from './sought.ts'
import type { Trusted, TrustedArguments } from './trusted.ts'

/** What is looked for in a head, and the files of it that are used already, under whatever name. */
export interface HeadSearch {
  readonly source: FileSource
  readonly config: Config
  readonly isUsed: (file: string) => boolean
}

/** Launches under a name by which nobody looks for them: what is passed over is not gated. Only where it is left to the default, or the config names nothing. */
export function misnamedLaunches(search: HeadSearch): Promise<Diagnostic[]> {
  return misnamedInHead(soughtLaunches, ['Commitment', 'CommitmentTest'], search)
}

/** Facts under a name by which nobody looks for them: what they say against a launch would not count. Only where it is left to the default, or the config names nothing. */
export function misnamedFacts(search: HeadSearch): Promise<Diagnostic[]> {
  return misnamedInHead(soughtFacts, ['Commitment', 'CommitmentTest', 'Launch'], search)
}

/** Files at the root that hold one of `owners` are let be: a launch beside a commitment is an example, and facts beside a launch are of its manifest. */
async function misnamedInHead(
  item: Sought & { readonly key?: SoughtKey },
  owners: readonly Kind[],
  search: HeadSearch,
): Promise<Diagnostic[]> {
  const { source, config, isUsed } = search
  const { patterns, isDefault } = patternsOf(config, item.key ?? 'launches')
  // A pattern that matches nothing is as good as none, and may be a slip: then what is at home is passed over, too.
  const isIdle = !isDefault && (await isSpelledIdle(source, patterns))
  if (!isDefault && !isIdle) return []
  const kindsIn = kindsReader(source, config)
  const atHome = isIdle ? (await source.list(item.home.replace('/', ''))).filter(isDocumentName) : []
  const files = new Set([...(await item.misspelt(source)), ...(await inFolders(source, item)), ...atHome, ...(await strays(search, item))])
  const top = await topDocuments(source)
  for (const file of top) {
    if (!patterns.includes(file) && !(await kindsIn(file)).some((kind) => owners.includes(kind))) files.add(file)
  }
  return toldOf(item, { places: patterns, files: [...files].filter((file) => !isUsed(file)), top, kindsIn, isIdle })
}

/** Whether patterns match nothing, and none is told for it already. */
async function isSpelledIdle(source: FileSource, patterns: readonly string[]): Promise<boolean> {
  const { files, misses } = await expand(source, patterns)
  return files.length === 0 && misses.every(({ isLiteral }) => !isLiteral)
}

/** The YAML files that stand at the root itself. */
export async function topDocuments(source: FileSource): Promise<string[]> {
  return (await (source.top?.() ?? source.list(''))).filter((file) => /^[^/]+\.ya?ml(?:\.txt)?$/i.test(file))
}

type Judging = Pick<Trusted, 'commitments' | 'catalogs' | 'waivers'>

/**
 * Files that hold what judges where nobody looks for it: what is passed over for its name or its folder is a requirement that nobody
 * judges. Only where the command line and the config leave it to the default.
 * @param read what was read, of whatever it was named for: where commitments are, the catalog of their facts is read, too
 */
export async function misnamed(
  source: FileSource,
  { config, args, read }: { readonly config: Config; readonly args: TrustedArguments; readonly read: Judging },
): Promise<Diagnostic[]> {
  const models = [...read.commitments, ...read.catalogs, ...read.waivers]
  const known = new Set(models.map(({ kind, document }) => `${kind} ${document.file}`))
  const isRead = (file: string, kinds: readonly Kind[]): boolean => kinds.some((kind) => known.has(`${kind} ${file}`))
  const found: Diagnostic[] = []
  const top = await topDocuments(source)
  const kindsIn = kindsReader(source, config)
  for (const item of sought) {
    const { key } = item
    if (key && (args[key]?.length ?? 0) > 0) continue
    const files = await candidates(source, config, { item, top })
    const unread = files.filter((file) => file !== item.home && !isRead(file, item.kinds))
    found.push(...(await toldOf(item, { places: key ? patternsOf(config, key).patterns : [configName], files: unread, top, kindsIn })))
  }
  return found
}

/** The files of which `misnamed` looks into each, whatever they hold: while none of them changes, and none comes or goes, it finds the same. */
export async function mayBeMisnamed(source: FileSource, config: Config): Promise<readonly string[]> {
  const top = await topDocuments(source)
  const found = new Set<string>()
  for (const item of sought) for (const file of await candidates(source, config, { item, top })) found.add(file)
  return [...found]
}

/** The files in which something may be passed over; none where the config says where it is. */
async function candidates(
  source: FileSource,
  config: Config,
  { item, top }: { readonly item: (typeof sought)[number]; readonly top: readonly string[] },
): Promise<string[]> {
  const { key, misspelt } = item
  if (key && !patternsOf(config, key).isDefault) return []
  const elsewhere = [...(await inFolders(source, item)), ...(await strays({ source, config }, item))]
  return [...new Set([...(await misspelt(source)), ...top, ...elsewhere])]
}

/** The documents of the folders that are named for something, but not those of a folder with a config of its own. */
async function inFolders(source: FileSource, { folders, home }: Sought): Promise<string[]> {
  const names = new Set([...folders, ...(home.endsWith('/') ? await lookalikes(source, home.slice(0, -1)) : [])])
  const listed = await Promise.all([...names].map((folder) => source.list(folder)))
  return listed.filter((files) => !files.some((file) => baseOf(file) === configName)).flatMap((files) => files.filter(isDocumentName))
}

/** To read more files than these a second time would take longer than what it may find is worth. */
const mostStrays = 1000

/**
 * Files that are looked at for something else, and speak of what is sought. No others: they are read anyway, and where files come from
 * afar each one more is a request.
 */
async function strays({ source, config }: Pick<HeadSearch, 'source' | 'config'>, { strayInto = [], kinds }: Sought): Promise<string[]> {
  const places = await Promise.all(strayInto.map((key) => expand(source, patternsOf(config, key).patterns)))
  const files = [...new Set(places.flatMap((place) => place.files))].slice(0, mostStrays)
  const readings = await Promise.all(files.map(async (file) => ({ file, reading: await source.read(file, config.limits.maxBytes) })))
  return readings.flatMap(({ file, reading }) => (reading.ok && kinds.some((kind) => holds(reading.bytes, kind)) ? [file] : []))
}

/** Most files speak of something else, which can be told without making a text of them. */
function holds({ buffer, byteOffset, byteLength }: Uint8Array, text: string): boolean {
  return Buffer.from(buffer, byteOffset, byteLength).includes(text)
}

const homes = ['rules', 'launches', 'facts']

/** Where launches that are over are put: near to `launches`, and no slip. */
const archive = 'launched'

/** Folders at the root whose names are slips of one where something is looked for, such as `Rules` or `rulez`. */
async function lookalikes(source: FileSource, home: string): Promise<string[]> {
  const names = await (source.folders?.() ?? foldersIn(await source.list('')))
  const near = names.filter((name) => name !== home && name.toLowerCase() !== archive && nearest(name, homes) === home)
  const found: string[] = []
  for (const name of near) if (!(await isSame(source, name, home))) found.push(name)
  return found
}

function foldersIn(files: readonly string[]): string[] {
  return [...new Set(files.filter((file) => file.includes('/')).map((file) => file.slice(0, file.indexOf('/'))))]
}

/** Whether two names that differ in their case alone are one folder, as on a disk that does not tell them apart. */
async function isSame(source: FileSource, name: string, home: string): Promise<boolean> {
  if (name.toLowerCase() !== home) return false
  const below = async (folder: string): Promise<string> => (await source.list(folder)).map((file) => file.slice(folder.length)).join('\0')
  return (await below(name)) === (await below(home))
}

interface Search extends Whereabouts {
  readonly files: readonly string[]
  readonly kindsIn: KindsIn
}

async function toldOf(item: Sought, { files, kindsIn, ...where }: Search): Promise<Diagnostic[]> {
  const found: Diagnostic[] = []
  for (const file of files) {
    const held = await kindsIn(file)
    const kind = held.find((one) => item.kinds.includes(one))
    // Of a launch file without a launch it is told that it holds none.
    if (kind !== undefined && (file !== 'launch.yaml' || held.includes('Launch'))) found.push(told(file, kind, item, where))
  }
  return found
}

/** The kinds of the documents in a file; none where it cannot be read. */
type KindsIn = (file: string) => Promise<readonly Kind[]>

/** Reads each file once, for however many kinds it is asked. */
export function kindsReader(source: FileSource, config: Config): KindsIn {
  const known = new Map<string, Promise<readonly Kind[]>>()
  const read: KindsIn = async (file) => {
    const reading = await readText(source, file, config.limits)
    if (!reading.ok || !reading.input.text.includes('onlyif/')) return []
    return readDocuments(file, reading.input.text, config.limits).documents.flatMap((document) => kindOf(document) ?? [])
  }
  return (file) => {
    const kinds = known.get(file) ?? read(file)
    known.set(file, kinds)
    return kinds
  }
}
