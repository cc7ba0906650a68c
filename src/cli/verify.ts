import { type ExitCode, type Io, UsageError } from './io.ts'
import { isStore } from './store-named.ts'
import { verifyFile } from './verify-file.ts'
import type { VerifyOptions } from './verify-options.ts'
import { verifyStore } from './verify-store.ts'

/** Verifies a saved decision or a whole store, whichever is named. */
export async function verify(options: VerifyOptions, io: Io): Promise<ExitCode> {
  const { target, from, to, anchor, inputs, commit } = options
  if (target === undefined || (await isStore(target, io.cwd))) {
    if (target !== undefined && options.store !== undefined)
      throw new UsageError('two stores are named', 'name one store, or one decision and a store')
    if (inputs !== undefined || commit !== undefined)
      throw new UsageError('a store has the inputs of its decisions', 'leave out --inputs and --commit')
    return verifyStore({ ...options, address: target ?? options.store }, io)
  }
  if (from !== undefined || to !== undefined || anchor !== undefined)
    throw new UsageError(`${target} is no store, so it has no entries`, 'leave out --from, --to and --anchor')
  return verifyFile({ ...options, file: target }, io)
}
