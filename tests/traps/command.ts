import type { ExitCode, Io } from '../../src/cli/io.ts'
import { run } from '../../src/cli/run.ts'
import type { Decision, Diagnostic } from '../../src/index.ts'
import { now } from './gate.ts'

/** What a command said, and how it ended. */
export interface Ran {
  readonly code: ExitCode
  readonly stdout: string
  readonly stderr: string
}

/** Runs `onlyif` in a folder, as a command line would, in this process. */
export async function onlyif(cwd: string, argv: readonly string[], more: Partial<Io> = {}): Promise<Ran> {
  const out: string[] = []
  const err: string[] = []
  const code = await run(argv, {
    stdout: (text) => void out.push(text),
    stderr: (text) => void err.push(text),
    stdin: async () => new Uint8Array(),
    cwd,
    env: {},
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    columns: 100,
    now: () => now,
    ...more,
  })
  return { code, stdout: out.join(''), stderr: err.join('') }
}

/** What `check --format json` printed: one decision, or several with their diagnostics. */
export type Printed =
  | Decision
  | { readonly kind: 'Decisions'; readonly decisions: readonly Decision[]; readonly diagnostics: readonly Diagnostic[] }

export function printed({ stdout }: Pick<Ran, 'stdout'>): Printed {
  return JSON.parse(stdout) as Printed
}

/** The errors that `check --format json` printed; a single decision comes without any. */
export function errorsIn(ran: Pick<Ran, 'stdout'>): readonly Diagnostic[] {
  const document = printed(ran)
  return document.kind === 'Decisions' ? document.diagnostics.filter((item) => item.severity === 'error') : []
}

/** The decisions that `check --format json` printed. */
export function decisionsIn(ran: Pick<Ran, 'stdout'>): readonly Decision[] {
  const document = printed(ran)
  return document.kind === 'Decisions' ? document.decisions : [document]
}
