import { type CommitmentCoverage, coverageOf } from '../../authoring/coverage.ts'
import { scoreOf } from '../../authoring/mutation/mutation.ts'
import { runTest } from '../../authoring/test-run.ts'
import { coverageHtml } from '../../report/coverage-html.ts'
import { coverageData, coverageText } from '../../report/coverage-text.ts'
import { reaches } from '../../report/coverage-words.ts'
import { diagnosticCounts } from '../../report/diagnostics-text.ts'
import { mutationData, mutationText, type ToldMutation } from '../../report/mutation-text.ts'
import { testData, testJson, testJunit } from '../../report/test-data.ts'
import { caseCounts, type TestedFile } from '../../report/test-report.ts'
import { testText } from '../../report/test-text.ts'
import { arrange, type Diagnostic, hasErrors } from '../../source/diagnostic.ts'
import { isAnyEmpty } from '../../world/argument.ts'
import { withoutSilenced } from '../../world/silences.ts'
import { tellWithTexts } from '../diagnostics.ts'
import { type ExitCode, type Io, UsageError, wantsColour, worst } from '../io.ts'
import { momentOf } from '../moment.ts'
import { tellRoot } from '../root-line.ts'
import { writeReport } from '../written.ts'
import { type LoadedTests, loadTests } from './files.ts'
import { mutateAll } from './mutate.ts'
import { requirementFilter, testFilter } from './only.ts'
import type { TestOptions } from './options.ts'
import { suggest } from './suggest.ts'
import { watched } from './watch.ts'

/** Runs tests, reports, and says whether every case passes. */
export async function test(options: TestOptions, io: Io): Promise<ExitCode> {
  check(options, io)
  return options.watch ? watched(() => runOnce(options, io), options.output, io) : runOnce(options, io)
}

function check(options: TestOptions, io: Io): void {
  const { files, now, format } = options
  if (isAnyEmpty([files])) throw new UsageError('an empty name was given', 'is a variable not set?')
  momentOf(now, io)
  if (options.suggest && format !== 'text') throw new UsageError('--suggest prints text', 'leave out `--format`')
  if (options.suggest && options.watch) throw new UsageError('--suggest writes what --watch waits for', 'give one of the two')
  if (options.dryRun && !options.suggest) throw new UsageError('--dry-run is for suggestions', 'add `--suggest`')
  if (format === 'html' && !wantsCoverage(options)) throw new UsageError('--format html shows coverage', 'add `--coverage`')
}

/** What one run came to. */
interface Ran {
  readonly files: readonly TestedFile[]
  readonly diagnostics: readonly Diagnostic[]
  /** Over every case of a requirement, whichever cases were asked for. */
  readonly coverage?: readonly CommitmentCoverage[]
  readonly mutation?: readonly ToldMutation[]
}

function wantsCoverage({ coverage, minCoverage }: TestOptions): boolean {
  return coverage === true || minCoverage !== undefined
}

function wantsMutation({ mutate, minScore }: TestOptions): boolean {
  return mutate === true || minScore !== undefined
}

async function runOnce(options: TestOptions, io: Io): Promise<ExitCode> {
  const loaded = await loadTests({ ...options, now: options.now ?? io.now(), cwd: io.cwd })
  tellRoot(loaded.root, options, io)
  const isAsked = testFilter(options.only, loaded.tests)
  const files = loaded.tests.map((input): TestedFile => {
    const cases = input.test.cases.filter((item) => isAsked(item, input))
    return { input, results: runTest({ ...input, test: { ...input.test, cases } }), skipped: input.test.cases.length - cases.length }
  })
  const diagnostics = told(loaded, files)
  tell(diagnostics, loaded, options, io)
  const { failed, wrong } = caseCounts(files)
  const isSound = failed + wrong === 0 && !hasErrors(diagnostics)
  const asked = requirementFilter(options.only, loaded.tests)
  if (options.suggest && !hasErrors(diagnostics)) return suggest(loaded.tests, loaded.root, { ...options, isAsked: asked }, io)
  const runs = loaded.tests.map((input) => ({ input, results: runTest(input) }))
  if (wantsMutation(options) && !isSound) io.stderr('onlyif: nothing is mutated while cases fail or have mistakes\n')
  const ran: Ran = {
    files,
    diagnostics,
    ...(wantsCoverage(options) && { coverage: coverageOf(runs, asked) }),
    ...(wantsMutation(options) && isSound && { mutation: mutateAll(runs, asked, io) }),
  }
  return worst(await writeReport(reportOf(ran, options, io), options.output, io), exitCodeOf(ran, options))
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

function tell(shown: readonly Diagnostic[], { texts }: LoadedTests, { color }: TestOptions, io: Io): void {
  const byFile = new Map(texts.map((input) => [input.file, input.text]))
  tellWithTexts(shown, (file) => byFile.get(file), color, io)
  if (hasErrors(shown)) io.stderr(`${diagnosticCounts(shown.filter((item) => item.severity === 'error'))}\n`)
}

function reportOf({ files, diagnostics, coverage, mutation }: Ran, options: TestOptions, io: Io): string {
  const { format, output, quiet, color, minCoverage, minScore } = options
  const parts = { ...(coverage && { coverage: coverageData(coverage) }), ...(mutation && { mutation: mutationData(mutation) }) }
  if (format === 'json') return testJson({ ...testData(files, diagnostics), ...parts })
  if (format === 'junit') return testJunit(files, diagnostics)
  if (format === 'html') return coverageHtml(coverage ?? [])
  const colour = wantsColour(color, output === undefined ? io.env : {}, output === undefined && io.stdoutIsTerminal)
  const look = { colour, width: output === undefined ? io.columns : undefined, quiet }
  const shown = [coverage && coverageText(coverage, minCoverage, look), mutation && mutationText(mutation, minScore, look)]
  return [testText(files, look), ...shown.filter((text) => text !== undefined)].join('')
}

function exitCodeOf({ files, diagnostics, coverage = [], mutation = [] }: Ran, { minCoverage = 0, minScore = 0 }: TestOptions): ExitCode {
  if (hasErrors(diagnostics)) return 2
  const { failed, wrong } = caseCounts(files)
  const isShort = coverage.some((cover) => !reaches(cover, minCoverage)) || mutation.some(({ result }) => scoreOf(result) < minScore)
  return failed + wrong > 0 || isShort ? 1 : 0
}
