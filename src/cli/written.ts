import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { forTerminal } from '../report/escape.ts'
import type { ExitCode, Io } from './io.ts'

interface Writing {
  /** What it is called: a report, unless said otherwise. */
  readonly noun?: string
  /** Told on the side beside a file, where nobody sees the report itself: whole lines. */
  readonly aside?: string
}

/** Prints a report, or writes it to a file and says so on the side. */
export async function writeReport(
  text: string,
  output: string | undefined,
  io: Io,
  { noun = 'report', aside = '' }: Writing = {},
): Promise<ExitCode> {
  if (output === undefined) {
    io.stdout(text)
    return 0
  }
  try {
    await writeFile(resolve(io.cwd, output), text)
  } catch (error) {
    io.stderr(`onlyif: the ${noun} could not be written to ${forTerminal(output)}: ${whyUnwritten(error)}\n`)
    return 2
  }
  io.stderr(`${aside}The ${noun} is in ${forTerminal(output)}\n`)
  return 0
}

/** Why a file could not be written, as the system calls it: `ENOSPC`. */
export function whyUnwritten(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be written'
}
