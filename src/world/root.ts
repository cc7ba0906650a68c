import { stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { configName } from './config.ts'
import { gitRootOf } from './git.ts'

/** The root that files are named from: the folder of the nearest `onlyif.yaml` upward, not above the Git root; else the Git root; else `cwd`. */
export async function findRoot(cwd: string): Promise<string> {
  const start = resolve(cwd)
  const gitRoot = await gitRootOf(start)
  for (let folder = start; ; folder = dirname(folder)) {
    const info = await stat(join(folder, configName)).catch(() => undefined)
    if (info?.isFile()) return folder
    if (folder === gitRoot || folder === dirname(folder)) return gitRoot ?? start
  }
}
