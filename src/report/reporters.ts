import { csvReport } from './csv.ts'
import type { Format } from './formats.ts'
import { githubReport } from './github.ts'
import { htmlReport } from './html.ts'
import { jsonReport } from './json.ts'
import { junitReport } from './junit.ts'
import { markdownReport } from './markdown.ts'
import type { ReportInput, ReportOptions } from './report-input.ts'
import { sarifReport } from './sarif.ts'
import { textReport } from './text.ts'

export { type Format, formats } from './formats.ts'
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
} as const satisfies Record<Format, Reporter>

/**
 * One text of decisions, for people or for tools, in the format named. Pure: the same decisions and options give the same
 * text, which is safe in its channel (terminal, markdown, html, csv and so on) whatever the files hold. Throws a
 * `TypeError` only on a format that there is not, or on what is no list. `undecided` and `diagnostics` tell of launches without a decision.
 *
 * @example
 * const text = `
 * { apiVersion: onlyif/v1, kind: Commitment, id: promise, title: We go only if, owner: cco, goToMarketOnlyIf: [
 *   { id: sound, title: no blocker is open, owner: product, require: { blockersOpen: 0 } }] }
 * ---
 * { apiVersion: onlyif/v1, kind: Launch, id: search, title: Search, owner: team, facts: { blockersOpen: 2 } }
 * `
 * const documents = parseDocuments([{ file: 'all.yaml', text }])
 * const decisions = documents.launches.flatMap((launch) => judge({ documents, launch, now: '2026-10-07' }).decision ?? [])
 * for (const format of formats) console.log(format, report(decisions, { format }).includes('search'))
 * // text true
 * // json true
 * // markdown true
 * // html true
 * // junit true
 * // sarif true
 * // github true
 * // csv true
 */
export function report(
  decisions: ReportInput['decisions'],
  options: ReportOptions & { readonly format: Format } & Partial<Pick<ReportInput, 'undecided' | 'diagnostics'>>,
): string {
  if (!Array.isArray(decisions) || !decisions.every((decision) => Array.isArray(decision?.requirements)))
    throw new TypeError('`report` takes a list of decisions: write `report([decision], { format })`')
  if (!Object.hasOwn(reporters, options?.format))
    throw new TypeError(`\`${String(options?.format)}\` is no format: there are ${Object.keys(reporters).join(', ')}`)
  const { format, undecided = [], diagnostics = [], ...look } = options
  return reporters[format]({ decisions, undecided, diagnostics }, look)
}
