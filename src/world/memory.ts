import { byPath, isInside, isListed } from '../model/file-path.ts'
import type { FileReading, FileSource } from '../model/file-source.ts'

/** A source of files held in memory, under the same rules as one on disk. Later changes of `files` are seen. */
export function memorySource(files: ReadonlyMap<string, string | Uint8Array>): FileSource {
  return {
    list: async (folder) => (isInside(folder) ? [...files.keys()].filter((path) => isListed(path, folder)).sort(byPath) : []),
    read: async (path, maxBytes) => readFrom(files, path, maxBytes),
  }
}

function readFrom(files: ReadonlyMap<string, string | Uint8Array>, path: string, maxBytes: number): FileReading {
  if (!isInside(path)) return { ok: false, problem: 'outside-root' }
  const content = files.get(path)
  if (content === undefined) return { ok: false, problem: 'not-found' }
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return bytes.length > maxBytes ? { ok: false, problem: 'too-large', detail: `${bytes.length} bytes` } : { ok: true, bytes }
}
