import { parseFile } from '../../src/model/documents.ts'
import type { Mapping } from '../../src/model/mapping.ts'
import type { FoundLaunch } from '../../src/world/manifest.ts'
import { foreignFiles } from '../../src/world/mapped-file.ts'
import { filesOf, readMapped } from '../../src/world/mapping.ts'
import { memorySource } from '../../src/world/memory.ts'

/** Small, so that a test can exceed them. */
export const limits = { maxBytes: 10_000, maxAliases: 10, maxNodes: 1000, maxDepth: 20 }

/** A mapping that is right. */
export function mappingOf(text: string): Mapping {
  const { models, diagnostics } = parseFile({ file: 'mapping.yaml', text })
  const [model] = models
  if (model?.kind !== 'Mapping') throw new Error(JSON.stringify(diagnostics))
  return model
}

/** What a mapping reads from files. */
export async function launchesOf(text: string, files: Readonly<Record<string, string>>): Promise<readonly FoundLaunch[]> {
  const mapping = mappingOf(text)
  const source = memorySource(new Map(Object.entries(files)))
  const launches: FoundLaunch[] = []
  for (const file of await filesOf(mapping, source)) launches.push(...(await readMapped(mapping, file, foreignFiles(source, limits))))
  return launches
}
