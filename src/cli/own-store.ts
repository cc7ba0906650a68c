import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** The folder of the store, in the working folder, of who names none. */
export const ownStore = 'onlyif-data'

/** Whether there is such a store. */
export async function hasOwnStore(cwd: string): Promise<boolean> {
  const found = await stat(resolve(cwd, ownStore, 'onlyif.db')).catch(() => undefined)
  return found?.isFile() ?? false
}

/** Makes its folder where it is not there. It keeps itself out of commits: it holds the log and the digests of tokens. */
export async function makeOwnFolder(cwd: string): Promise<typeof ownStore> {
  const folder = resolve(cwd, ownStore)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, '.gitignore'), '*\n', { flag: 'wx' }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  })
  return ownStore
}
