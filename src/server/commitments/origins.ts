import { diskSource } from '../../world/disk.ts'
import { gitSource } from '../../world/git.ts'
import type { Origin } from './origin.ts'

/** A folder as it is on disk. */
export function folderOrigin(folder: string): Origin {
  return { shown: folder, open: async () => ({ ok: true, source: diskSource(folder) }) }
}

/** What a ref of a Git repository names by now: a commit is read as a whole, so that no half of an edit is ever seen. */
export function refOrigin(folder: string, ref: string): Origin {
  return { shown: `${ref} of ${folder}`, open: () => gitSource(folder, ref) }
}
