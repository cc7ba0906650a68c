import type { Unfollowed } from './unfollowed.ts'

/** What came of reading one file. */
export type FileReading =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | {
      readonly ok: false
      readonly problem: 'not-found' | 'unreadable' | 'too-large' | 'link-loop' | 'linked' | 'outside-root'
      readonly detail?: string
    }

/** A tree of files that can be listed and read: a folder, a Git commit, a repository over an API. Paths are POSIX, from its root. */
export interface FileSource {
  /**
   * Every regular, non-hidden file at or below a folder (`''` is the root), sorted; nothing when there is none. Symbolic links are
   * among them, but for those that are seen to lead to a folder: what is not followed says so when it is read, and is not passed over.
   */
  list(folder: string): Promise<readonly string[]>
  /** As `list('')`, but only the files that stand at the root itself. Without it there is only `list`, which may walk a long way. */
  top?(): Promise<readonly string[]>
  /** The names of the non-hidden folders that stand at the root itself. Without it they are read off `list('')`. */
  folders?(): Promise<readonly string[]>
  /** Folders that could not be listed so far: what they hold is not known, so nobody may take them for empty. */
  unlisted?(): readonly string[]
  /** Links to folders, and submodules, that no listing so far went through, of which somebody wants to know. Without it there are none. */
  unfollowed?(isWanted: (path: string) => boolean): Promise<readonly Unfollowed[]>
  /** The bytes of a file, refused beyond `maxBytes` before they are read. Never throws. */
  read(path: string, maxBytes: number): Promise<FileReading>
}
