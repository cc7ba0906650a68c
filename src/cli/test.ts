import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type CommitmentCoverage, coverageOf } from '../authoring/coverage.ts'
import type { TestInput } from '../authoring/test-case.ts'
import { runTest } from '../authoring/test-run.ts'
import { readDate } from '../model/date.ts'
import { coverageHtml } from '../report/coverage-html.ts'
import { coverageData, coverageText } from '../report/coverage-text.ts'
import { reaches } from '../report/coverage-words.ts'
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
import { requirementFilter, testFilter } from './test-only.ts'
import type { TestOptions } from './test-options.ts'

/** Runs tests, reports, and says whether every case passes. */
export async function test(options: TestOptions, io: Io): Promise<ExitCode> {
  check(options)
  return runOnce(options, io)
}

function check(options: TestOptions): void {
  const { files, now, format } = options
  if (isAnyEmpty([files])) throw new UsageError('an empty name was given', 'is a variable not set?')
  const time = readDate(now ?? '2026-01-01')
  if (!time.ok) throw new UsageError(`--now: ${time.message}`, time.hint)
  if (format === 'html' && !wantsCoverage(options)) throw new UsageError('--format html shows coverage', 'add `--coverage`')
}

/** What one run came to. */
interface Ran {
  readonly files: readonly TestedFile[]
  readonly diagnostics: readonly Diagnostic[]
  readonly coverage?: readonly CommitmentCoverage[]
}

function wantsCoverage({ coverage, minCoverage }: TestOptions): boolean {
  return coverage === true || minCoverage !== undefined
}

/** Coverage is over every case of a requirement, whichever cases were asked for. */
function covered(tests: readonly TestInput[], { only }: TestOptions): CommitmentCoverage[] {
  const runs = tests.map((input) => ({ input, results: runTest(input) }))
  return coverageOf(runs, requirementFilter(only, tests))
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
  const ran: Ran = { files, diagnostics, ...(wantsCoverage(options) && { coverage: covered(loaded.tests, options) }) }
  return worst(await write(reportOf(ran, options, io), options, io), exitCodeOf(ran, options))
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

function reportOf({ files, diagnostics, coverage }: Ran, options: TestOptions, io: Io): string {
  const { format, output, quiet, color, minCoverage } = options
  if (format === 'json') return testJson({ ...testData(files, diagnostics), ...(coverage && { coverage: coverageData(coverage) }) })
  if (format === 'junit') return testJunit(files, diagnostics)
  if (format === 'html') return coverageHtml(coverage ?? [])
  const colour = wantsColour(color, output === undefined ? io.env : {}, output === undefined && io.stdoutIsTerminal)
  const look = { colour, width: output === undefined ? io.columns : undefined, quiet }
  return `${testText(files, look)}${coverage ? coverageText(coverage, minCoverage, look) : ''}`
}

function exitCodeOf({ files, diagnostics, coverage = [] }: Ran, { minCoverage = 0 }: TestOptions): ExitCode {
  if (hasErrors(diagnostics)) return 2
  const { failed, wrong } = caseCounts(files)
  return failed + wrong > 0 || coverage.some((cover) => !reaches(cover, minCoverage)) ? 1 : 0
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
