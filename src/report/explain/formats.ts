import { canonicalJson } from '../../source/digest.ts'
import type { ReportOptions } from '../report-input.ts'
import type { Explanation } from './explanation.ts'
import { explanationHtml } from './html.ts'
import { explanationMarkdown } from './markdown.ts'
import { explanationText } from './text.ts'

/** How an explanation can be written. */
export const explainFormats = ['text', 'markdown', 'html', 'json'] as const

export type ExplainFormat = (typeof explainFormats)[number]

/** An explanation to text, by format. */
export const explainers: Readonly<
  Record<ExplainFormat, (explanation: Explanation, options: Pick<ReportOptions, 'width' | 'colour'>) => string>
> = {
  text: explanationText,
  markdown: explanationMarkdown,
  html: explanationHtml,
  json: (explanation) => `${canonicalJson(explanation)}\n`,
}
