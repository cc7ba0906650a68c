import { forTerminal } from '../report/escape.ts'
import { type ExitCode, type Io, isUsageError } from './io.ts'

/** Tells of something thrown, in one line; the stack is for those who ask for it with `ONLYIF_DEBUG=1`. */
export function failure(error: unknown, io: Pick<Io, 'stderr' | 'env'>): ExitCode {
  if (isUsageError(error)) {
    io.stderr(`onlyif: ${forTerminal(error.message)}\n${error.hint === undefined ? '' : `  ${forTerminal(error.hint)}\n`}`)
    return 2
  }
  const message = error instanceof Error ? error.message : String(error)
  io.stderr(`onlyif: internal error, nothing was decided: ${forTerminal(message)}\n`)
  if (io.env['ONLYIF_DEBUG'] === '1' && error instanceof Error) io.stderr(`${error.stack ?? ''}\n`)
  return 2
}
