import { dirname, join, resolve } from 'node:path'
import { configName } from './config.ts'
import { infoOf } from './disk.ts'

/** The root that files are named from: the folder of the nearest `onlyif.yaml` upward, not above the Git root; else the Git root; else `cwd`. */
export function findRoot(cwd: string): string {
  const start = resolve(cwd)
  const gitRoot = gitRootOf(start)
  for (let folder = start; ; folder = dirname(folder)) {
    if (infoOf(join(folder, configName))?.isFile()) return folder
    if (folder === gitRoot || folder === dirname(folder)) return gitRoot ?? start
  }
}

/** The folder that holds the `.git` of a folder; undefined outside a repository. */
export function gitRootOf(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    // A worktree and a submodule have a file of that name.
    if (infoOf(join(at, '.git'))) return at
    if (at === dirname(at)) return undefined
  }
}
