import type { Config } from '../model/config.ts'
import { folderOf, isDocumentName } from '../model/file-path.ts'
import type { FileSource } from '../model/file-source.ts'
import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import { isOutside, nameFromRoot, type WorkingPlace } from './argument.ts'
import { configName } from './config.ts'
import { kindsReader } from './misnamed.ts'

/** Where somebody stands, which files they name, and what has been read from the root. */
export interface Standing {
  readonly source: FileSource
  readonly place: WorkingPlace
  /** Files, folders and globs, as they are written. */
  readonly named: readonly string[]
  readonly config: Config
  /** The files that judge. */
  readonly read: ReadonlySet<string>
}

/**
 * Folders that are nearer to whoever runs a command, or to a file that they name, than the root is, and that hold a config or
 * commitments which are not read: who stands there takes it for granted that these judge.
 */
export async function passedOver(standing: Standing): Promise<Diagnostic[]> {
  const found: Diagnostic[] = []
  for (const folder of nearerFolders(standing)) {
    const file = await heldIn(folder, standing)
    if (file !== undefined) found.push(told(folder, file))
  }
  return found
}

/** The folders below the root that the working folder and the named files lie in, the nearest to them first. */
function nearerFolders({ place, named }: Standing): string[] {
  const starts = [nameFromRoot('.', place), ...named.filter((name) => name !== '-').map((name) => startOf(name, place))]
  const folders = new Set<string>()
  for (const start of starts) {
    if (isOutside(start)) continue
    for (let folder = start; folder !== ''; folder = folderOf(folder)) folders.add(folder)
  }
  return [...folders]
}

function startOf(name: string, place: WorkingPlace): string {
  const path = nameFromRoot(name, place)
  return isDocumentName(path) ? folderOf(path) : path
}

async function heldIn(folder: string, { source, config, read }: Standing): Promise<string | undefined> {
  const own = `${folder}/${configName}`
  if ((await source.read(own, config.limits.maxBytes)).ok) return own
  const kindsIn = kindsReader(source, config)
  for (const file of await source.list(`${folder}/rules`)) {
    if (!isDocumentName(file) || read.has(file)) continue
    if ((await kindsIn(file)).includes('Commitment')) return file
  }
  return undefined
}

function told(folder: string, file: string): Diagnostic {
  const isConfig = file === `${folder}/${configName}`
  return diagnostic('world/passed-over', {
    file,
    message: `\`${file}\` does not judge here: the root is a folder further up`,
    hint: isConfig
      ? `run the command in \`${folder}\`, and without a trusted ref that does not have the file`
      : `to judge by it, write \`${configName}\` with \`kind: Config\` into \`${folder}\` and run the command there, or list it under \`commitments\` in the one of the root, beside what is looked for there`,
  })
}
