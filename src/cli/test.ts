import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { runTest } from '../authoring/test-run.ts'
import { readDate } from '../model/date.ts'
import { diagnosticCounts, diagnosticsText } from '../report/diagnostics-text.ts'
import { forTerminal } from '../report/escape.ts'
import { testData, testJson, testJunit } from '../report/test-data.ts'
import { caseCounts, type TestedFile } from '../report/test-report.ts'
import { testText } from '../report/test-text.ts'
import { arrange, type Diagnostic, hasErrors } from '../source/diagnostic.ts'
import { isAnyEmpty } from '../world/argument.ts'
import { type ExitCode, type Io, UsageError, wantsColour, worst } from './io.ts'
import { withoutSilenced } from './silences.ts'
import { type LoadedTests, loadTests } from './test-files.ts'
import { testFilter } from './test-only.ts'
import type { TestOptions } from './test-options.ts'

/** Runs tests, reports, and says whether every case passes. */
export async function test(options: TestOptions, io: Io): Promise<ExitCode> {
  check(options)
  return runOnce(options, io)
}

function check({ files, now, format, coverage }: TestOptions): void {
  if (isAnyEmpty([files])) throw new UsageError('an empty name was given', 'is a variable not set?')
  const time = readDate(now ?? '2026-01-01')
  if (!time.ok) throw new UsageError(`--now: ${time.message}`, time.hint)
  if (format === 'html' && !coverage) throw new UsageError('--format html shows coverage', 'add `--coverage`')
}

async function runOnce(options: TestOptions, io: Io): Promise<ExitCode> {
  const loaded = await loadTests({ ...options, now: options.now ?? io.now(), cwd: io.cwd })
  const isAsked = testFilter(options.only, loaded.tests)
  const files = loaded.tests.map((input): TestedFile => {
    const cases = input.test.cases.filter((item) => isAsked(item, input))
    return { input, results: runTest({ ...input, test: { ...input.test, cases } }), skipped: input.test.cases.length - cases.length }
  })
  const diagnostics = told(loaded, files)
  tellDiagnostics(diagnostics, loaded, options, io)
  const text = reportOf(files, diagnostics, options, io)
  return worst(await write(text, options, io), exitCodeOf(files, diagnostics))
}

/** Everything wrong with files and cases, silenced warnings left out. */
function told({ diagnostics, texts, tests }: LoadedTests, files: readonly TestedFile[]): Diagnostic[] {
  const all = [...diagnostics, ...files.flatMap((file) => file.results.flatMap((result) => result.diagnostics))]
  // A silence may be for a warning that only lint looks for, so here none is unused.
  const kept = arrange(withoutSilenced(all, texts).filter((item) => item.code !== 'document/unused-silence'))
  return tests.length > 0 || hasErrors(kept) ? kept : [...kept, noTest()]
}

function noTest(): Diagnostic {
  return {
    code: 'world/nothing-matched',
    severity: 'error',
    file: '.',
    message: 'no CommitmentTest was found',
    hint: 'write one beside its commitment, or begin with `onlyif init`',
  }
}

function tellDiagnostics(shown: readonly Diagnostic[], { texts }: LoadedTests, { color }: TestOptions, io: Io): void {
  if (shown.length === 0) return
  const byFile = new Map(texts.map((input) => [input.file, input.text]))
  const look = { colour: wantsColour(color, io.env, io.stderrIsTerminal), width: io.columns, textOf: (file: string) => byFile.get(file) }
  io.stderr(`${diagnosticsText(shown, look)}\n`)
  if (hasErrors(shown)) io.stderr(`${diagnosticCounts(shown.filter((item) => item.severity === 'error'))}\n`)
}

function reportOf(files: readonly TestedFile[], diagnostics: readonly Diagnostic[], options: TestOptions, io: Io): string {
  const { format, output, quiet, color } = options
  if (format === 'json') return testJson(testData(files, diagnostics))
  if (format === 'junit') return testJunit(files, diagnostics)
  const colour = wantsColour(color, output === undefined ? io.env : {}, output === undefined && io.stdoutIsTerminal)
  return testText(files, { colour, width: output === undefined ? io.columns : undefined, quiet })
}

function exitCodeOf(files: readonly TestedFile[], diagnostics: readonly Diagnostic[]): ExitCode {
  if (hasErrors(diagnostics)) return 2
  const { failed, wrong } = caseCounts(files)
  return failed + wrong > 0 ? 1 : 0
}

async function write(text: string, { output }: TestOptions, io: Io): Promise<ExitCode> {
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
