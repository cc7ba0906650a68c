import { folderOf, isDocumentName, pathsUpFrom } from '../model/file-path.ts'
import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import { configName, patternsOf } from './config.ts'
import { type HeadSearch, kindsReader, topDocuments } from './misnamed.ts'
import { placesKept } from './sought.ts'

const home = 'launches'

/** What lies in a folder is mostly of one kind, and where files come from afar each one is a request. */
const mostOfAFolder = 10

/**
 * Launches in folders below `launches/`, where nobody looks by default: what is passed over is not gated. Whoever keeps launches there
 * that are over says so in the config. One is told of each folder, so that an archive is not read to its end.
 */
export async function deeperLaunches({ source, config, isUsed }: HeadSearch): Promise<Diagnostic[]> {
  const { patterns, isDefault } = patternsOf(config, 'launches')
  if (!isDefault) return []
  const listed = await source.list(home)
  const roots = new Set(listed.filter((file) => file.endsWith(`/${configName}`)).map(folderOf))
  const folders = new Map<string, string[]>()
  for (const file of listed) {
    const [, folder, ...rest] = file.split('/')
    if (folder === undefined || rest.length === 0 || !isDocumentName(file) || isUsed(file)) continue
    // Below a config of its own another world begins.
    if (pathsUpFrom(folderOf(file)).some((at) => roots.has(at))) continue
    const files = folders.get(folder) ?? []
    if (files.length < mostOfAFolder) files.push(file)
    folders.set(folder, files)
  }
  const kindsIn = kindsReader(source, config)
  const found: Diagnostic[] = []
  const kept = placesKept(patterns, await topDocuments(source))
  for (const files of folders.values()) {
    for (const file of files) {
      if (!(await kindsIn(file)).includes('Launch')) continue
      found.push(told(file, patterns, kept))
      break
    }
  }
  return found
}

function told(file: string, places: readonly string[], kept: readonly string[]): Diagnostic {
  const deep = kept.map((place) => place.replace(`${home}/*`, `${home}/**/*`))
  return diagnostic('world/misnamed', {
    file,
    message: `\`${file}\` holds \`kind: Launch\` and is not read: launches are looked for in ${places.map((place) => `\`${place}\``).join(', ')}, and not in folders below`,
    hint: `put it into \`${home}/\`, or say in \`${configName}\` which are judged: ${stated(deep)} for all, ${stated(kept)} to leave out those in folders below`,
  })
}

function stated(places: readonly string[]): string {
  return `\`launches: ${places.length === 1 ? places[0] : `[${places.join(', ')}]`}\``
}
