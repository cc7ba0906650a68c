import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { forTerminal } from '../report/escape.ts'
import type { ExitCode, Io } from './io.ts'

/** Prints a report, or writes it to a file and says so on the side. */
export async function writeReport(text: string, output: string | undefined, io: Io): Promise<ExitCode> {
  if (output === undefined) {
    io.stdout(text)
    return 0
  }
  try {
    await writeFile(resolve(io.cwd, output), text)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be written'
    io.stderr(`onlyif: the report could not be written to ${forTerminal(output)}: ${code}\n`)
    return 2
  }
  io.stderr(`The report is in ${forTerminal(output)}\n`)
  return 0
}
