import type { Limits } from '../source/limits.ts'
import { readText } from './file-text.ts'
import type { LaunchFile } from './launches.ts'
import { type Manifest, readManifest } from './manifest.ts'
import type { ForeignFiles } from './mapped-file.ts'
import { readMapped } from './mapping.ts'

/** Reads the launches of one file, as a manifest of ours or by the mapping that found it. */
export async function readLaunchFile(found: LaunchFile, foreign: ForeignFiles, limits: Limits): Promise<Manifest> {
  const { file, source, mapping, isNamed } = found
  if (!mapping) return readManifest(file, await readText(source, file, limits), limits, isNamed)
  return { launches: await readMapped(mapping, file, foreign), facts: [], problems: [] }
}
