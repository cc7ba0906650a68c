import type { CaseResult } from '../authoring/test-run.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import { canonicalJson } from '../source/digest.ts'
import { becauseOf, caseCounts, type TestedFile } from './test-report.ts'
import { xmlAttributes, xmlLines } from './xml.ts'

/** A run of tests as data: every case with what it expected and got. */
export function testData(files: readonly TestedFile[], diagnostics: readonly Diagnostic[]): Record<string, unknown> {
  return {
    kind: 'TestReport',
    counts: caseCounts(files),
    tests: files.map((file) => ({
      file: file.input.test.document.file,
      commitment: file.input.test.commitment,
      launch: file.input.launch.document.file,
      cases: file.results.map((result) => caseData(result, file)),
    })),
    diagnostics: diagnostics.map((item) => ({ ...item })),
  }
}

/** The same as canonical JSON, one line. */
export function testJson(data: Readonly<Record<string, unknown>>): string {
  return `${canonicalJson(JSON.parse(JSON.stringify(data)))}\n`
}

function caseData(result: CaseResult, { input }: TestedFile): Record<string, unknown> {
  const { name, place, passed, failures, decision } = result
  return {
    name,
    passed,
    at: place,
    ...(decision && {
      verdict: decision.verdict,
      outcomes: Object.fromEntries(decision.requirements.map((item) => [item.id, item.outcome])),
    }),
    failures: failures.map((failure) => ({ ...failure, because: becauseOf(failure, result, input) })),
  }
}

/** JUnit XML: a suite for each file of tests, a case for each case. What is wrong with a case itself is an error, not a failure. */
export function testJunit(files: readonly TestedFile[], diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((item) => item.severity === 'error')
  const own = new Set(files.flatMap((file) => file.results.flatMap((result) => result.diagnostics)))
  const unread = errors.filter((item) => !own.has(item))
  const { passed, failed, wrong } = caseCounts(files)
  const totals = { tests: passed + failed + wrong + unread.length, failures: failed, errors: wrong + unread.length, skipped: 0 }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<testsuites${xmlAttributes({ name: 'onlyif test', ...totals, time: 0 })}>\n`,
    ...files.map(suiteText),
    ...(unread.length > 0 ? [unreadSuite(unread)] : []),
    '</testsuites>\n',
  ].join('')
}

function suiteText(file: TestedFile): string {
  const { passed, failed, wrong } = caseCounts([file])
  const name = file.input.test.document.file
  const open = xmlAttributes({ name, tests: passed + failed + wrong, failures: failed, errors: wrong, skipped: 0, time: 0 })
  return `  <testsuite${open}>\n${file.results.map((result) => caseText(result, file)).join('')}  </testsuite>\n`
}

function caseText(result: CaseResult, { input }: TestedFile): string {
  const { name, place, passed, failures, diagnostics } = result
  const open = `    <testcase${xmlAttributes({ classname: input.test.commitment, name, time: 0, file: place.file, line: place.line })}`
  if (passed) return `${open}/>\n`
  const [first] = failures
  const kind = first ? 'failure' : 'error'
  const message = first
    ? `expected ${first.subject} ${first.expected}, got ${first.got}`
    : (diagnostics[0]?.message ?? 'it cannot be judged')
  const lines = failures.flatMap((failure) => [
    `${failure.place.file}:${failure.place.line}:${failure.place.column}: expected ${failure.subject} ${failure.expected}, got ${failure.got}`,
    ...becauseOf(failure, result, input).map(({ text, place: at }) => `  ${text}${at === '' ? '' : ` (${at})`}`),
  ])
  const told = first ? lines : diagnostics.map((item) => item.message)
  return `${open}>\n      <${kind}${xmlAttributes({ message })}>${xmlLines(told)}</${kind}>\n    </testcase>\n`
}

function unreadSuite(errors: readonly Diagnostic[]): string {
  const cases = errors.map(({ file, code, message, range }) => {
    const open = xmlAttributes({ classname: 'files', name: `${file}: ${code}`, time: 0, file, line: range?.start.line })
    return `    <testcase${open}>\n      <error${xmlAttributes({ message })}/>\n    </testcase>\n`
  })
  const attributes = xmlAttributes({ name: 'files', tests: errors.length, failures: 0, errors: errors.length, skipped: 0, time: 0 })
  return `  <testsuite${attributes}>\n${cases.join('')}  </testsuite>\n`
}
