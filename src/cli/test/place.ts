import type { Config } from '../../model/config.ts'
import { type Model, parseFile } from '../../model/documents.ts'
import type { FileSource } from '../../model/file-source.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { type InputFile, readText } from '../../world/file-text.ts'
import type { Trusted } from '../../world/trusted.ts'

/** What one run reads from, and what it has read. */
export interface TestPlace {
  readonly head: FileSource
  readonly outside: FileSource
  readonly config: Config
  readonly trusted: Trusted
  readonly texts: Map<string, InputFile>
}

/** Reads the documents of a file of the root, once. */
export async function modelsOf(here: TestPlace, file: string): Promise<{ models: readonly Model[]; diagnostics: readonly Diagnostic[] }> {
  const reading = await readText(here.head, file, here.config.limits)
  if (!reading.ok) return { models: [], diagnostics: reading.diagnostics }
  here.texts.set(file, reading.input)
  return parseFile(reading.input, here.config.limits)
}
