import { type ExitCode, type Io, UsageError } from '../io.ts'
import { isStore } from '../store-named.ts'
import { isExport, verifyExport, withHeldStdin } from './export.ts'
import { verifyFile } from './file.ts'
import type { VerifyOptions } from './options.ts'
import { verifyStore } from './store.ts'

/** Verifies a saved decision, a whole store, or what it was exported to, whichever is named. */
export async function verify(options: VerifyOptions, io: Io): Promise<ExitCode> {
  const { target, from, to, anchor } = options
  if (target === undefined || (await isStore(target, io.cwd))) {
    checkHasAll(options)
    return verifyStore({ ...options, address: target ?? options.store }, io)
  }
  const given = target === '-' ? await withHeldStdin(io) : io
  if (await isExport(target, given)) {
    checkHasAll(options)
    return verifyExport({ ...options, file: target }, given)
  }
  if (from !== undefined || to !== undefined || anchor !== undefined)
    throw new UsageError(`${target} is no store, so it has no entries`, 'leave out --from, --to and --anchor')
  return verifyFile({ ...options, file: target }, given)
}

/** A store, and what it was exported to, hold all that a decision rests on. */
function checkHasAll({ target, store, inputs, commit }: VerifyOptions): void {
  if (target !== undefined && store !== undefined)
    throw new UsageError('two stores are named', 'name one store, or one decision and a store')
  if (inputs !== undefined || commit !== undefined)
    throw new UsageError('a store has the inputs of its decisions', 'leave out --inputs and --commit')
}
