import type { FileSource } from '../../model/file-source.ts'
import type { Decision } from '../../model/generated/types.ts'
import type { TextOf } from '../../model/kept.ts'
import { isOutside } from '../../world/argument.ts'
import { diskSource } from '../../world/disk.ts'
import { readText } from '../../world/file-text.ts'
import { gitSource } from '../../world/git.ts'
import { outsideSource } from '../../world/outside.ts'
import { findRoot } from '../../world/root.ts'
import { UsageError } from '../io.ts'
import { savedLimits } from '../saved-files.ts'

/** Where the files of a decision are looked for. */
export interface InputPlaces {
  /** A folder that stands for the root; without it the root that the working folder belongs to. */
  readonly folder: string | undefined
  /** Git commits of the repository around it. */
  readonly commits: readonly string[]
  readonly cwd: string
}

/** Finds the texts of a decision's inputs by name and digest, in a folder and in commits: a file that changed since is not taken for it. */
export async function textsIn(decision: Decision, { folder, commits, cwd }: InputPlaces): Promise<TextOf> {
  const root = folder ?? (await findRoot(cwd))
  const sources: FileSource[] = [diskSource(root)]
  for (const commit of commits) {
    const reading = await gitSource(root, commit)
    if (!reading.ok) throw new UsageError(`the commit cannot be read: ${reading.message}`)
    sources.push(reading.source)
  }
  const outside = outsideSource(root)
  const files = new Map<string, string[]>()
  for (const { file, digest } of decision.inputs) files.set(digest, [...(files.get(digest) ?? []), file])
  return async (digest) => {
    for (const file of files.get(digest) ?? []) {
      for (const source of isOutside(file) ? [outside] : sources) {
        const reading = await readText(source, file, savedLimits)
        if (reading.ok && reading.input.digest === digest) return reading.input.text
      }
    }
    return undefined
  }
}
