import type { CaseResult } from '../authoring/test-run.ts'
import { hasErrors } from '../source/diagnostic.ts'
import { withoutCommands } from './escape.ts'
import { labelled, type Sheet, sheetOf } from './layout.ts'
import type { ReportOptions } from './report-input.ts'
import { placeWords } from './requirement-block.ts'
import { becauseOf, caseCounts, type TestedFile } from './test-report.ts'
import { counted } from './value-words.ts'

/** What a run of tests came to, for a terminal: passes in a line a file, each failure with expected, got, why, and both places. */
export function testText(files: readonly TestedFile[], options: ReportOptions): string {
  const sheet = sheetOf(options.width, options.colour ?? false)
  const lines = [...files.flatMap((file) => fileLines(sheet, file, options.quiet ?? false)), ...totalLines(sheet, files)]
  return lines.length === 0 ? '' : withoutCommands(`${lines.join('\n')}\n`)
}

function fileLines(sheet: Sheet, file: TestedFile, quiet: boolean): string[] {
  const { input, results, skipped } = file
  const bad = results.filter((result) => !result.passed)
  if (results.length === 0 || (quiet && bad.length === 0)) return []
  const rest = skipped > 0 ? `, ${skipped} not asked for` : ''
  const head = labelled(sheet, {
    indent: 0,
    label: bad.length === 0 ? '●' : '✖',
    labelWidth: 2,
    labelInk: bad.length === 0 ? 'green' : 'red',
    text: `${input.test.document.file}: ${bad.length === 0 ? `${counted(results.length, 'case')} ${results.length === 1 ? 'passes' : 'pass'}` : `${bad.length} of ${counted(results.length, 'case')} ${bad.length === 1 ? 'fails' : 'fail'}`}${rest}`,
    ink: 'bold',
  })
  return [...head, ...bad.flatMap((result) => ['', ...caseLines(sheet, result, file)]), ...(bad.length > 0 ? [''] : [])]
}

function caseLines(sheet: Sheet, result: CaseResult, { input }: TestedFile): string[] {
  const indent = 4
  const labelWidth = 10
  const lines = labelled(sheet, {
    indent: 2,
    label: '✖',
    labelWidth: 2,
    labelInk: 'red',
    text: result.name,
    ink: 'bold',
    place: placeWords(result.place),
  })
  if (result.failures.length === 0 && hasErrors(result.diagnostics))
    lines.push(...labelled(sheet, { indent, label: 'wrong', labelWidth, text: 'the case itself has mistakes, told above' }))
  for (const failure of result.failures) {
    lines.push(
      ...labelled(sheet, {
        indent,
        label: 'expected',
        labelWidth,
        text: `${failure.subject} ${failure.expected}`,
        place: placeWords(failure.place),
      }),
      ...labelled(sheet, { indent, label: 'got', labelWidth, text: failure.got, ink: 'red' }),
    )
    becauseOf(failure, result, input).forEach(({ text, place }, index) => {
      lines.push(...labelled(sheet, { indent, label: index === 0 ? 'because' : '', labelWidth, text, ...(place !== '' && { place }) }))
    })
  }
  return lines
}

function totalLines({ paint }: Sheet, files: readonly TestedFile[]): string[] {
  const { passed, failed, wrong } = caseCounts(files)
  const all = passed + failed + wrong
  if (all === 0) return []
  const parts = [`${passed} of ${counted(all, 'case')} ${all === 1 ? 'passes' : 'pass'}`, ...(wrong > 0 ? [`${wrong} with mistakes`] : [])]
  const isGood = failed + wrong === 0
  return [`${paint[isGood ? 'green' : 'red'](isGood ? '●' : '✖')} ${parts.join(', ')}`]
}
