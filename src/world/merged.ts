import { byPath } from '../model/file-path.ts'
import type { FileReading, FileSource } from '../model/file-source.ts'
import type { Unfollowed } from '../model/unfollowed.ts'

/** A change: the files that it set out from, and what it made of them. */
export interface Change {
  readonly from: FileSource
  readonly to: FileSource
}

/**
 * The files of `base` once a change is merged into it: those that the change edits are as it has them, all others as they are in
 * the base, however far that has moved on. A file that both edited is taken from the change.
 */
export function mergedSource(base: FileSource, { from, to }: Change): FileSource {
  return {
    async list(folder) {
      const [kept, was, is] = await Promise.all([base, from, to].map(async (source) => new Set(await source.list(folder))))
      const names = [...new Set([...(kept ?? []), ...(is ?? [])])]
      const isThere = (name: string): boolean => (was?.has(name) === is?.has(name) ? kept : is)?.has(name) ?? false
      return names.filter(isThere).sort(byPath)
    },
    unlisted: () => [...new Set([base, from, to].flatMap((source) => source.unlisted?.() ?? []))],
    async unfollowed(isWanted) {
      const [kept, was, is] = await Promise.all([base, from, to].map(async (source) => (await source.unfollowed?.(isWanted)) ?? []))
      const has = (list: typeof kept, path: string): boolean => list?.some((item) => item.path === path) ?? false
      const isThere = ({ path }: Unfollowed): boolean => has(has(was, path) === has(is, path) ? kept : is, path)
      return [...(kept ?? []), ...(is ?? []).filter(({ path }) => !has(kept, path))].filter(isThere)
    },
    async read(path, maxBytes) {
      const [was, is] = await Promise.all([from.read(path, maxBytes), to.read(path, maxBytes)])
      return isSameReading(was, is) ? base.read(path, maxBytes) : is
    },
  }
}

/** Whether two readings are of the same file. What could not be read may differ. */
export function isSameReading(a: FileReading, b: FileReading): boolean {
  if (!a.ok || !b.ok) return !a.ok && !b.ok && a.problem === b.problem && (a.problem === 'not-found' || a.problem === 'linked')
  return a.bytes.length === b.bytes.length && a.bytes.every((byte, i) => byte === b.bytes[i])
}
