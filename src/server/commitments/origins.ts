import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { diskSource } from '../../world/disk.ts'
import { gitSource } from '../../world/git.ts'
import type { Origin } from './origin.ts'

/** A folder as it is on disk. */
export function folderOrigin(folder: string): Origin {
  return { shown: folder, open: async () => ({ ok: true, source: diskSource(folder) }) }
}

const run = promisify(execFile)

/** What a ref of a Git repository names by now: a commit is read as a whole, so that no half of an edit is ever seen. */
export function refOrigin(folder: string, ref: string): Origin {
  return {
    shown: `${ref} of ${folder}`,
    open: async () => {
      try {
        const { stdout } = await run('git', ['rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`], {
          cwd: folder,
          timeout: 10_000,
        })
        const commit = stdout.trim()
        const opened = await gitSource(folder, commit)
        return opened.ok ? { ok: true, source: opened.source, commit } : opened
      } catch {
        return { ok: false, message: `\`${ref}\` names no commit of the repository at ${folder}` }
      }
    },
  }
}
