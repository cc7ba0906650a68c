import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Decision } from '../model/generated/types.ts'
import { type RecordBook, recordBook } from '../report/explain/record.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import type { Recorded } from '../store/index.ts'
import type { Io } from './io.ts'
import { readSavedFiles } from './saved-files.ts'
import { withRecorded } from './store-access.ts'
import { isStore } from './store-named.ts'

/** What decisions of any kind came to: their records; those that were altered; and what cannot be read. */
export interface Records {
  readonly book: RecordBook
  readonly altered: readonly Decision[]
  readonly diagnostics: readonly Diagnostic[]
}

/** The records of stores, exported logs and saved decisions, whichever each name is. */
export async function recordsIn(names: readonly string[], io: Io): Promise<Records> {
  const book = recordBook()
  const saved: string[] = []
  const write = async (recorded: Recorded): Promise<void> => {
    for await (const { decision } of recorded.all()) book.add(decision)
  }
  for (const name of names) {
    if (await isStore(name, io.cwd)) await withRecorded({ store: name }, io, write)
    else if (await isExport(resolve(io.cwd, name))) await withRecorded({ export: name }, io, write)
    else saved.push(name)
  }
  const { decisions, altered, diagnostics } = await readSavedFiles(saved, io.cwd)
  for (const decision of decisions) book.add(decision)
  return { book, altered, diagnostics }
}

/** Whether a file begins as an exported log does. */
async function isExport(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined)
  try {
    const start = await file?.read(Buffer.alloc(64), 0, 64, 0)
    return start !== undefined && /^\s*\{\s*"line"\s*:\s*"start"/.test(start.buffer.toString('utf8', 0, start.bytesRead))
  } catch {
    return false
  } finally {
    await file?.close()
  }
}
