import { csvReport } from './csv.ts'
import { githubReport } from './github.ts'
import { htmlReport } from './html.ts'
import { jsonReport } from './json.ts'
import { junitReport } from './junit.ts'
import { markdownReport } from './markdown.ts'
import type { ReportInput, ReportOptions } from './report-input.ts'
import { sarifReport } from './sarif.ts'
import { textReport } from './text.ts'

export type { ReportInput, ReportOptions } from './report-input.ts'

/** Makes one text of decisions. Pure: the same decisions and options give the same text. */
export type Reporter = (input: ReportInput, options: ReportOptions) => string

/** Every format, by the name that `--format` takes. */
export const reporters = {
  text: textReport,
  json: jsonReport,
  markdown: markdownReport,
  html: htmlReport,
  junit: junitReport,
  sarif: sarifReport,
  github: githubReport,
  csv: csvReport,
} as const satisfies Record<string, Reporter>

export type Format = keyof typeof reporters

/** The names of all formats, in the order in which help lists them. */
export const formats = Object.keys(reporters) as readonly Format[]

/** Whether there is a reporter of this name. */
export function isFormat(name: string): name is Format {
  return Object.hasOwn(reporters, name)
}

/** Reports decisions in a format. */
export function report(
  decisions: ReportInput['decisions'],
  options: ReportOptions & { readonly format: Format } & Partial<Pick<ReportInput, 'undecided' | 'diagnostics'>>,
): string {
  const { format, undecided = [], diagnostics = [], ...look } = options
  return reporters[format]({ decisions, undecided, diagnostics }, look)
}
