import { resolve } from 'node:path'
import { forTerminal } from '../report/escape.ts'
import { type OpenOptions, openExport, openStore, type Recorded, recordedIn, type Store, StoreFailure } from '../store/index.ts'
import { type Io, UsageError } from './io.ts'
import { hasOwnStore, ownStore } from './own-store.ts'

/**
 * Opens the store that a command line names, else that of `DATABASE_URL`, else `./onlyif-data` where there is one, for as long as some
 * work takes. What it refuses is told in a line, where there is no store with a hint.
 */
export async function withStore<T>(
  address: string | undefined,
  { io, hint, ...options }: Pick<OpenOptions, 'create' | 'now'> & { readonly io: Io; readonly hint?: string },
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const at = address ?? (io.env['DATABASE_URL'] || ((await hasOwnStore(io.cwd)) ? ownStore : undefined))
  if (at === undefined)
    throw new UsageError('no store is named', 'name its folder or its address, or set `DATABASE_URL`; there is none in ./onlyif-data')
  return tellingWhy(
    async () => {
      const store = await openStore(at, { ...options, cwd: io.cwd })
      try {
        return await work(store)
      } finally {
        await store.close()
      }
    },
    { hint },
  )
}

/** Reads recorded decisions from a store or from an exported log, for as long as some work takes. */
export function withRecorded<T>(
  { store, export: file }: { readonly store?: string | undefined; readonly export?: string | undefined },
  io: Io,
  work: (recorded: Recorded, name: string) => Promise<T>,
): Promise<T> {
  if (file === undefined) return withStore(store, { create: false, io }, (opened) => work(recordedIn(opened), opened.address))
  return tellingWhy(
    async () => {
      const exported = await openExport(resolve(io.cwd, file))
      try {
        if (exported.after > 0)
          io.stderr(`onlyif: ${forTerminal(file)} goes on after entry ${exported.after}: what was decided up to it is not looked at\n`)
        return await work(exported, file)
      } finally {
        await exported.close()
      }
    },
    { file },
  )
}

interface Telling {
  readonly file?: string | undefined
  /** What to do where there is no store. */
  readonly hint?: string | undefined
}

/** What the store refuses is no fault of the program. */
async function tellingWhy<T>(work: () => Promise<T>, { file, hint }: Telling): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error
    throw new UsageError(
      file === undefined ? error.message : `${file}: ${error.message}`,
      error.problem === 'unknown-store' ? hint : undefined,
    )
  }
}
