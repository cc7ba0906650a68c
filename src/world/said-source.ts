import type { FileReading, FileSource } from '../model/file-source.ts'
import type { Unfollowed } from '../model/unfollowed.ts'

/** What a source of files was asked, and said: data only, so that it can be handed to another thread. */
export interface SaidFiles {
  /** By folder. */
  readonly lists: ReadonlyMap<string, readonly string[]>
  /** Of the root; absent where nobody asked, or the source does not say it. */
  readonly top?: readonly string[]
  readonly folders?: readonly string[]
  readonly unlisted?: readonly string[]
  /** All that somebody wanted to know of. */
  readonly unfollowed?: readonly Unfollowed[]
  /** By the path and how much of it was wanted at most. */
  readonly reads: ReadonlyMap<string, FileReading>
}

/** A source that takes note of what another one says: that is asked as it goes, and for nothing else than what is needed. */
export interface NotingSource {
  readonly source: FileSource
  /** What was said so far. */
  said(): SaidFiles
}

export function notingSource(source: FileSource): NotingSource {
  const lists = new Map<string, readonly string[]>()
  const reads = new Map<string, FileReading>()
  const unfollowed = new Map<string, Unfollowed>()
  const root: { top?: readonly string[]; folders?: readonly string[] } = {}
  return {
    source: {
      async list(folder) {
        const names = await source.list(folder)
        lists.set(folder, names)
        return names
      },
      ...(source.top && { top: async () => (root.top = (await source.top?.()) ?? []) }),
      ...(source.folders && { folders: async () => (root.folders = (await source.folders?.()) ?? []) }),
      ...(source.unlisted && { unlisted: () => source.unlisted?.() ?? [] }),
      ...(source.unfollowed && {
        unfollowed: async (isWanted: (path: string) => boolean) => {
          const found = (await source.unfollowed?.(isWanted)) ?? []
          for (const item of found) unfollowed.set(item.path, item)
          return found
        },
      }),
      async read(path, maxBytes) {
        const reading = await source.read(path, maxBytes)
        reads.set(readKey(path, maxBytes), reading)
        return reading
      },
    },
    said: () => ({
      lists,
      reads,
      ...root,
      ...(source.unlisted && { unlisted: source.unlisted() }),
      ...(source.unfollowed && { unfollowed: [...unfollowed.values()] }),
    }),
  }
}

/** A source that says again what another one said. Throws at a question that nobody asked before: there is no telling what is not there. */
export function saidSource({ lists, top, folders, unlisted, unfollowed, reads }: SaidFiles): FileSource {
  return {
    list: async (folder) => lists.get(folder) ?? unasked(`what is in \`${folder}\``),
    ...(top && { top: async () => top }),
    ...(folders && { folders: async () => folders }),
    ...(unlisted && { unlisted: () => unlisted }),
    ...(unfollowed && {
      unfollowed: async (isWanted: (path: string) => boolean) => unfollowed.filter(({ path }) => isWanted(path)),
    }),
    read: async (path, maxBytes) => reads.get(readKey(path, maxBytes)) ?? unasked(`for \`${path}\``),
  }
}

function readKey(path: string, maxBytes: number): string {
  return `${maxBytes} ${path}`
}

function unasked(what: string): never {
  throw new Error(`nobody asked before ${what}`)
}
