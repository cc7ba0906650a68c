import { byPath, isInside, isListed } from '../model/file-path.ts'
import type { FileReading, FileSource } from '../model/file-source.ts'
import { type LinkedTree, longestLink, unfollowedIn } from '../model/unfollowed.ts'
import { type BlobStore, blobStore } from './blobs.ts'
import type { GitHub } from './client.ts'
import { type Entry, readTree } from './tree.ts'

/** The files of a commit, or why they cannot be listed: lower case, for a sentence. */
export type SourceReading = { readonly ok: true; readonly source: FileSource } | { readonly ok: false; readonly message: string }

/** Gives the files of a commit, each commit and each blob asked for only once. */
export type CommitReader = (commit: string) => Promise<SourceReading>

/** The commits of a repository. */
export function commitReader(github: GitHub): CommitReader {
  const blobs = blobStore(github)
  const known = new Map<string, Promise<SourceReading>>()
  return (commit) => {
    const reading = known.get(commit) ?? contentsSource(github, commit, blobs)
    known.set(commit, reading)
    return reading
  }
}

/**
 * The files of a commit over the API: its tree is read once, its blobs when they are needed. Submodules, hidden names and names that
 * lead elsewhere are no files here, and symbolic links are listed and not followed, so no path leaves the repository.
 */
async function contentsSource(github: GitHub, commit: string, blobs: BlobStore): Promise<SourceReading> {
  const tree = await readTree(github, commit)
  if (!tree.ok) return tree
  const { entries, unlisted, ...others } = tree.value
  const names = [...entries.keys()].sort(byPath)
  return {
    ok: true,
    source: {
      list: async (folder) => (isInside(folder) ? names.filter((name) => isListed(name, folder)) : []),
      unlisted: () => unlisted,
      unfollowed: (isWanted) => unfollowedIn({ names, ...others, ...linksIn(entries, blobs) }, isWanted),
      read: (path, maxBytes) => readEntry(entries, blobs, path, maxBytes),
    },
  }
}

function linksIn(entries: ReadonlyMap<string, Entry>, blobs: BlobStore): Pick<LinkedTree, 'isLink' | 'textOf'> {
  return {
    isLink: (path) => entries.get(path)?.isLink === true,
    async textOf(path) {
      const { blob: id, size } = entries.get(path) ?? { blob: '', size: 0 }
      const blob = size > longestLink ? undefined : await blobs(id)
      return blob?.ok ? new TextDecoder().decode(blob.bytes) : undefined
    },
  }
}

async function readEntry(entries: ReadonlyMap<string, Entry>, blobs: BlobStore, path: string, maxBytes: number): Promise<FileReading> {
  if (!isInside(path)) return { ok: false, problem: 'outside-root' }
  const entry = entries.get(path)
  if (!entry) return { ok: false, problem: 'not-found' }
  if (entry.isLink) return { ok: false, problem: 'linked' }
  if (entry.size > maxBytes) return { ok: false, problem: 'too-large', detail: `${entry.size} bytes` }
  const blob = await blobs(entry.blob)
  if (!blob.ok) return { ok: false, problem: 'unreadable', detail: blob.message }
  // The tree said how large it is, and trees are only as good as who sends them.
  return blob.bytes.length > maxBytes
    ? { ok: false, problem: 'too-large', detail: `${blob.bytes.length} bytes` }
    : { ok: true, bytes: blob.bytes }
}
