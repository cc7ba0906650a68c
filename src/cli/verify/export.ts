import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { escapeUnseen, forTerminal } from '../../report/escape.ts'
import { canonicalJson } from '../../source/digest.ts'
import { openStore, type Store, StoreFailure } from '../../store/index.ts'
import { stdinName } from '../../world/standard-input.ts'
import { exportedLines, mostFromStdin } from '../import/import.ts'
import { type ExitCode, type Io, UsageError } from '../io.ts'
import type { VerifyOptions } from './options.ts'
import { verifyOpened } from './store.ts'

/** Its first line names a format, a number and a hash. */
const enoughForOneLine = 4096

interface FirstLine {
  readonly line?: unknown
  readonly after?: unknown
}

/** Standard input that can be read more than once, as it is looked at before it is known what it is. */
export async function withHeldStdin(io: Io): Promise<Io> {
  const bytes = await io.stdin(mostFromStdin)
  return { ...io, stdin: async () => bytes }
}

/** Whether a file, or standard input (`-`), begins as an exported log or a piece of one does. */
export async function isExport(file: string, io: Io): Promise<boolean> {
  return (await firstLine(file, io))?.line !== undefined
}

/**
 * Verifies an exported log as the store that it was exported from: its chain and digests as it is taken into an empty store beside
 * nothing else, then that store, every decision judged again.
 */
export async function verifyExport(options: Omit<VerifyOptions, 'target'> & { readonly file: string }, io: Io): Promise<ExitCode> {
  const { file, format } = options
  const after = Number((await firstLine(file, io))?.after ?? 0)
  if (after > 0)
    throw new UsageError(
      `${file} goes on after entry ${after}, so its chain has no beginning`,
      'export all of the store, or import it into a copy that ends there and verify that',
    )
  const name = file === '-' ? stdinName : file
  const folder = await mkdtemp(join(tmpdir(), 'onlyif-verify-'))
  try {
    const store = await openStore(folder)
    try {
      const fault = await taken(store, file, io)
      if (fault === undefined) return await verifyOpened(store, { ...options, name }, io)
      io.stdout(
        format === 'json'
          ? `${canonicalJson({ kind: 'Verification', store: name, isValid: false, faults: [fault] })}\n`
          : `${forTerminal(name)}\n  wrong     ${escapeUnseen(fault)}\n\nnot valid\n`,
      )
      return 1
    } finally {
      await store.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Takes the lines into a store; says the first thing that is wrong with them. */
async function taken(store: Store, file: string, io: Io): Promise<string | undefined> {
  try {
    await store.importLines(await exportedLines(file, io))
    return undefined
  } catch (error) {
    if (error instanceof StoreFailure && error.problem === 'refused') return error.message
    throw error
  }
}

async function firstLine(file: string, io: Io): Promise<FirstLine | undefined> {
  const bytes = file === '-' ? await io.stdin(mostFromStdin) : await beginning(resolve(io.cwd, file))
  const [line = ''] = new TextDecoder().decode(bytes.subarray(0, enoughForOneLine)).split('\n')
  // Lines of texts are long: only how they begin is looked at.
  if (/^\{"line":"(?:input|entry|end)",/.test(line)) return { line: 'other' }
  try {
    const data: unknown = JSON.parse(line)
    return typeof data === 'object' && data !== null && 'line' in data && 'format' in data ? data : undefined
  } catch {
    return undefined
  }
}

async function beginning(path: string): Promise<Uint8Array> {
  const file = await open(path).catch(() => undefined)
  try {
    const { buffer, bytesRead } = (await file?.read(Buffer.alloc(enoughForOneLine), 0, enoughForOneLine, 0)) ?? {
      buffer: Buffer.alloc(0),
      bytesRead: 0,
    }
    return buffer.subarray(0, bytesRead)
  } catch {
    return new Uint8Array()
  } finally {
    await file?.close()
  }
}
