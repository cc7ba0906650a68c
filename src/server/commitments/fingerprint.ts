import { createHash } from 'node:crypto'
import type { FileSource } from '../../model/file-source.ts'
import { defaultLimits } from '../../source/limits.ts'
import { configName, patternsOf, readConfig } from '../../world/config.ts'
import { expand } from '../../world/expand.ts'

/** A text that differs when any file differs that judges, without parsing them: cheap enough to be asked every other second. */
export async function fingerprintOf(source: FileSource): Promise<string> {
  const { config } = await readConfig(source)
  const files = new Set<string>([configName])
  for (const key of ['commitments', 'catalog', 'waivers', 'mappings'] as const)
    for (const file of (await expand(source, patternsOf(config, key).patterns)).files) files.add(file)
  const hash = createHash('sha256')
  for (const file of [...files].sort()) {
    const reading = await source.read(file, defaultLimits.maxBytes)
    hash.update(`${JSON.stringify(file)} ${reading.ok ? reading.bytes.length : reading.problem}\n`)
    if (reading.ok) hash.update(reading.bytes)
  }
  return hash.digest('hex')
}
