import type { FileSource } from '../../model/file-source.ts'

/** Where what judges comes from: a folder as it is now, or a ref of a Git repository. */
export interface Origin {
  /** For people: a folder, or a ref and its repository. */
  readonly shown: string
  /** The files as they are now; of Git those of one commit. Why not, where they cannot be read. */
  open(): Promise<
    { readonly ok: true; readonly source: FileSource; readonly commit?: string } | { readonly ok: false; readonly message: string }
  >
}
