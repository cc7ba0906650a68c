import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { forTerminal } from '../../report/escape.ts'
import { counted } from '../../report/value-words.ts'
import { type ExitCode, type Io, UsageError } from '../io.ts'
import { withStore } from '../store-access.ts'

/** What `onlyif import` is asked to do. */
export interface ImportOptions {
  readonly file: string
  readonly data?: string
}

/** Standard input is held whole; a larger log comes as a file. */
export const mostFromStdin = 256 * 1024 * 1024

/** Takes exported lines into a store, which is made where there is none. */
export async function importStore({ file, data }: ImportOptions, io: Io): Promise<ExitCode> {
  const lines = await exportedLines(file, io)
  return withStore<ExitCode>(data, { io }, async (store) => {
    const { entries, known, waivers, knownWaivers, notes, head } = await store.importLines(lines)
    const before = known === 0 ? '' : `, ${counted(known, 'entry was', 'entries were')} there already`
    io.stderr(`${counted(entries, 'entry', 'entries')} imported${before}; the last one is ${head.sequence}:${head.hash}\n`)
    const waiversBefore = knownWaivers === 0 ? '' : `, ${counted(knownWaivers, 'waiver was', 'waivers were')} there already`
    if (waivers + knownWaivers > 0) io.stderr(`${counted(waivers, 'waiver')} imported${waiversBefore}\n`)
    for (const note of notes) io.stderr(`note: ${forTerminal(note)}\n`)
    return 0
  })
}

/** The lines of an exported log, in a file or from standard input (`-`). */
export async function exportedLines(file: string, io: Io): Promise<AsyncIterable<string> | readonly string[]> {
  return file === '-' ? linesOfStdin(io) : linesOfFile(resolve(io.cwd, file), file)
}

async function linesOfFile(path: string, name: string): Promise<AsyncIterable<string>> {
  try {
    await access(path)
  } catch {
    throw new UsageError(`there is no file ${name} to import`)
  }
  return createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })
}

async function linesOfStdin(io: Io): Promise<readonly string[]> {
  const bytes = await io.stdin(mostFromStdin)
  if (bytes.length > mostFromStdin) throw new UsageError('standard input is too large to be imported', 'write it to a file and import that')
  return new TextDecoder().decode(bytes).split('\n')
}
