import { createHash } from 'node:crypto'
import type { FileSource } from '../../model/file-source.ts'
import { defaultLimits } from '../../source/limits.ts'
import { configName, patternsOf, readConfig } from '../../world/config.ts'
import { expand } from '../../world/expand.ts'
import { unfollowed } from '../../world/unfollowed.ts'

const keys = ['commitments', 'catalog', 'waivers', 'mappings'] as const

/**
 * A text that differs when any file differs that judges, or what hides some, without parsing them: cheap enough to be asked every other
 * second.
 */
export async function fingerprintOf(source: FileSource): Promise<string> {
  const { config } = await readConfig(source)
  const files = new Set<string>([configName])
  const patterns = keys.flatMap((key) => patternsOf(config, key).patterns)
  for (const file of (await expand(source, patterns)).files) files.add(file)
  const hash = createHash('sha256')
  // A link to a folder is no file, and what is behind it is not judged: whoever puts one there must be told.
  for (const { message } of await unfollowed(source, patterns)) hash.update(`${JSON.stringify(message)}\n`)
  for (const file of [...files].sort()) {
    const reading = await source.read(file, defaultLimits.maxBytes)
    hash.update(`${JSON.stringify(file)} ${reading.ok ? reading.bytes.length : reading.problem}\n`)
    if (reading.ok) hash.update(reading.bytes)
  }
  return hash.digest('hex')
}
