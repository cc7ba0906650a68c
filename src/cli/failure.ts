import { forTerminal } from '../report/escape.ts'
import { wrap } from '../report/measure.ts'
import { type ExitCode, type Io, isUsageError } from './io.ts'

/** Tells of something thrown, in a line where no terminal says how wide it is; the stack is for those who ask for it with `ONLYIF_DEBUG=1`. */
export function failure(error: unknown, io: Pick<Io, 'stderr' | 'env'> & Partial<Pick<Io, 'columns'>>): ExitCode {
  if (isUsageError(error)) {
    const { message, hint } = error
    io.stderr([...fitted(`onlyif: ${message}`, '', io.columns), ...(hint === undefined ? [] : fitted(hint, '  ', io.columns))].join(''))
    return 2
  }
  const message = error instanceof Error ? error.message : String(error)
  io.stderr(`onlyif: internal error, nothing was decided: ${forTerminal(message)}\n`)
  if (io.env['ONLYIF_DEBUG'] === '1' && error instanceof Error) io.stderr(`${error.stack ?? ''}\n`)
  return 2
}

function fitted(text: string, indent: string, columns: number | undefined): string[] {
  const lines = columns === undefined ? [forTerminal(text)] : wrap(text, Math.min(120, columns) - indent.length)
  return lines.map((line) => `${indent}${line}\n`)
}
