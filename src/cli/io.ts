/** 0: may go. 1: blocked. 2: no decision for something: usage, or files that cannot be read or are invalid. */
export type ExitCode = 0 | 1 | 2

/** Everything a command touches besides files; tests give their own. */
export interface Io {
  stdout(text: string): void
  stderr(text: string): void
  /** Standard input; of more than `maxBytes` only the beginning, one byte or more beyond it. */
  stdin(maxBytes: number): Promise<Uint8Array>
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdoutIsTerminal: boolean
  readonly stderrIsTerminal: boolean
  /** The width of the terminal, where it is known. */
  readonly columns: number | undefined
  /** The present moment, RFC 3339. */
  now(): string
  /** Calls back when the user wants a command that goes on and on to end; without it nothing ends it. */
  onInterrupt?(stop: () => void): void
}

/** The worse of two exit codes: no decision is worse than a blocked launch. */
export function worst(a: ExitCode, b: ExitCode): ExitCode {
  return a >= b ? a : b
}

/** Whether to colour what goes to a stream: what the user says, then `NO_COLOR`, then `FORCE_COLOR`, then whether it is a terminal. */
export function wantsColour(flag: boolean | undefined, env: Io['env'], isTerminal: boolean): boolean {
  if (flag !== undefined) return flag
  if (env['NO_COLOR']) return false
  const forced = env['FORCE_COLOR']
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  return isTerminal && env['TERM'] !== 'dumb'
}

/** A mistake on the command line, told without a stack; the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly hint: string | undefined

  constructor(message: string, hint?: string) {
    super(message)
    this.hint = hint
  }
}

/** Whether something thrown is a mistake on the command line. Told by its name: bundles of the command each have the class. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === 'UsageError'
}
