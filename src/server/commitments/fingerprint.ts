import { createHash } from 'node:crypto'
import type { FileSource } from '../../model/file-source.ts'
import { defaultLimits } from '../../source/limits.ts'
import { configName, patternsOf, readConfig } from '../../world/config.ts'
import { expand } from '../../world/expand.ts'
import { mayBeMisnamed } from '../../world/misnamed.ts'
import { unfollowed } from '../../world/unfollowed.ts'

const keys = ['commitments', 'catalog', 'waivers', 'mappings'] as const

/**
 * A text that differs when any file differs that judges, or what hides some, without parsing them: cheap enough to be asked every other
 * second.
 */
export async function fingerprintOf(files: FileSource): Promise<string> {
  const source = readOnce(files)
  const { config } = await readConfig(source)
  const names = new Set<string>([configName])
  const patterns = keys.flatMap((key) => patternsOf(config, key).patterns)
  for (const file of (await expand(source, patterns)).files) names.add(file)
  // What lies where nobody looks for it must be told while it runs as when it starts.
  for (const file of await mayBeMisnamed(source, config)) names.add(file)
  const hash = createHash('sha256')
  // A link to a folder is no file, and what is behind it is not judged: whoever puts one there must be told.
  for (const { message } of await unfollowed(source, patterns)) hash.update(`${JSON.stringify(message)}\n`)
  for (const folder of source.unlisted?.() ?? []) hash.update(`${JSON.stringify(folder)} unlisted\n`)
  for (const file of [...names].sort()) {
    const reading = await source.read(file, defaultLimits.maxBytes)
    hash.update(`${JSON.stringify(file)} ${reading.ok ? reading.bytes.length : reading.problem}\n`)
    if (reading.ok) hash.update(reading.bytes)
  }
  return hash.digest('hex')
}

/** Each folder is listed and each file read once, for however many kinds of documents it is looked at. */
function readOnce(source: FileSource): FileSource {
  const listed = new Map<string, ReturnType<FileSource['list']>>()
  const readings = new Map<string, ReturnType<FileSource['read']>>()
  return {
    ...source,
    list: (folder) => kept(listed, folder, () => source.list(folder)),
    read: (path, maxBytes) => kept(readings, `${maxBytes} ${path}`, () => source.read(path, maxBytes)),
  }
}

function kept<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key) ?? make()
  known.set(key, found)
  return found
}
