import { type OpenOptions, openStore, type Store, StoreFailure } from '../store/index.ts'
import { type Io, UsageError } from './io.ts'

/** Opens the store that a command line names, else that of `DATABASE_URL`, for as long as some work takes. What it refuses is told in a line. */
export async function withStore<T>(
  address: string | undefined,
  { io, ...options }: Pick<OpenOptions, 'create' | 'now'> & { readonly io: Io },
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const at = address ?? (io.env['DATABASE_URL'] || undefined)
  if (at === undefined) throw new UsageError('no store is named', 'name its folder or its address, or set `DATABASE_URL`')
  return tellingWhy(async () => {
    const store = await openStore(at, { ...options, cwd: io.cwd })
    try {
      return await work(store)
    } finally {
      await store.close()
    }
  })
}

/** What the store refuses is no fault of the program. */
async function tellingWhy<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof StoreFailure) throw new UsageError(error.message)
    throw error
  }
}
