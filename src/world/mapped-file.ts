import type { FileSource } from '../model/file-source.ts'
import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import { readDocuments } from '../source/document.ts'
import type { Limits } from '../source/limits.ts'
import type { SourceDocument } from '../source/node.ts'
import { type FileText, type InputFile, readText } from './file-text.ts'

/** A file that was not written for onlyif, read as one document. Its warnings are not told: it keeps other rules. */
export type ForeignFile =
  | { readonly ok: true; readonly document: SourceDocument; readonly input: InputFile }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** Reads foreign files of a source, each once a run. */
export type ForeignFiles = (path: string) => Promise<ForeignFile>

/** The foreign files of a source. */
export function foreignFiles(source: FileSource, limits: Limits): ForeignFiles {
  const known = new Map<string, Promise<ForeignFile>>()
  return (path) => {
    const reading = known.get(path) ?? readText(source, path, limits).then((text) => readForeign(text, limits))
    known.set(path, reading)
    return reading
  }
}

/** Reads a text as one document of data. */
export function readForeign(text: FileText, limits: Limits): ForeignFile {
  if (!text.ok) return text
  const { input } = text
  const { documents, diagnostics } = readDocuments(input.file, input.text, limits)
  const errors = diagnostics.filter((item) => item.severity === 'error')
  const [document, second] = documents
  if (errors.length > 0 || !document) return { ok: false, diagnostics: errors }
  if (!second) return { ok: true, document, input }
  const range = document.lines.range(second.root.start, second.root.start + 1)
  return {
    ok: false,
    diagnostics: [
      diagnostic('world/several-documents', {
        file: input.file,
        range,
        message: 'the file holds several documents where one is read',
        hint: 'keep one document in it',
      }),
    ],
  }
}
