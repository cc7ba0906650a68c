import { Command, CommanderError } from 'commander'
import { engineName } from '../engine/version.ts'
import { escapeUnseen } from '../report/escape.ts'
import { declareCheck } from './check/command.ts'
import { declareDiff } from './diff/command.ts'
import { declareDocs } from './docs/command.ts'
import { declareExplain } from './explain/command.ts'
import { declareExport } from './export/command.ts'
import { failure } from './failure.ts'
import { declareForecast } from './forecast/command.ts'
import { fitted } from './help-text.ts'
import { declareImpact } from './impact/command.ts'
import { declareImport } from './import/command.ts'
import { declareInit } from './init/command.ts'
import type { ExitCode, Io } from './io.ts'
import { declareLint } from './lint/command.ts'
import { declareReport } from './report/command.ts'
import { declareSchema } from './schema/command.ts'
import { declareServe } from './serve/command.ts'
import { declareSite } from './site/command.ts'
import { declareTest } from './test/command.ts'
import { declareToken } from './token/command.ts'
import { declareVerify } from './verify/command.ts'

/** Adds a command to the program; what it does is loaded when it runs. */
export type Declare = (program: Command, io: Io, done: (code: ExitCode) => void) => void

const commands: readonly Declare[] = [
  declareCheck,
  declareLint,
  declareTest,
  declareExplain,
  declareDocs,
  declareSite,
  declareImpact,
  declareForecast,
  declareDiff,
  declareInit,
  declareSchema,
  declareReport,
  declareVerify,
  declareExport,
  declareImport,
  declareToken,
  declareServe,
]

const examples = `
Examples:
  onlyif check                                judge every launch that is found here
  onlyif check launches/checkout-2.yaml       judge one launch
  onlyif lint                                 look for mistakes in the files

Exit codes: 0 go or conditional go; 1 hold or no-go; 2 nothing was decided.
`

/** Runs one command line. Never throws and touches nothing of the process: the exit code is what it comes to. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  // A command that ends without a code decided nothing.
  let code: ExitCode = 2
  try {
    const program = newProgram()
    for (const declare of commands)
      declare(program, io, (result) => {
        code = result
      })
    prepare(program, io)
    await program.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    return failure(error, io)
  }
}

function newProgram(): Command {
  return new Command('onlyif')
    .description('We go to market only if … : customer commitments in YAML, judged against launch manifests.')
    .version(engineName.slice(engineName.indexOf('@') + 1), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', examples)
}

function prepare(command: Command, io: Io): void {
  const width = Math.min(io.columns ?? 80, 100)
  command
    .exitOverride()
    .helpOption('-h, --help', 'print this help')
    // Commander would give up its two columns below 40 characters for the second, and hand over lines that are too long.
    .configureHelp({ minWidthToWrap: 12 })
    .configureOutput({
      writeOut: (text) => io.stdout(fitted(text, width)),
      writeErr: (text) => io.stderr(text),
      outputError: (text, write) =>
        write(
          `${text
            .split('\n')
            .map(escapeUnseen)
            .join('\n')
            .replace(/^error: /, 'onlyif: ')}`,
        ),
      getOutHelpWidth: () => width,
      getErrHelpWidth: () => width,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showSuggestionAfterError(true)
    .showHelpAfterError(`See: ${fullName(command)} --help`)
  for (const part of command.commands) prepare(part, io)
}

function fullName(command: Command): string {
  return command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name()
}
