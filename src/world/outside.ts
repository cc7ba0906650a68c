import { resolve } from 'node:path'
import type { FileReading, FileSource } from '../model/file-source.ts'
import { diskSource, infoOf, readReal, realOf } from './disk.ts'

/**
 * Files outside the root that somebody named one by one on the command line, as `../elsewhere/launch.yaml` from the root.
 * Folders are listed under the rules of a source of their own. Never for globs, config or anything a file says.
 */
export function outsideSource(rootDir: string): FileSource {
  return {
    list: async (path) => {
      const real = resolve(rootDir, path)
      const info = infoOf(real)
      if (info?.isFile()) return [path]
      return info?.isDirectory() ? (await diskSource(real).list('')).map((file) => `${path}/${file}`) : []
    },
    read: async (path, maxBytes): Promise<FileReading> => {
      if (path.includes('\0')) return { ok: false, problem: 'outside-root' }
      const named = resolve(rootDir, path)
      // Whoever names a file also names what a link there leads to.
      return readReal(realOf(named) ?? named, maxBytes, () => true)
    },
  }
}
