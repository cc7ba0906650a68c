import type { Forecast } from '../authoring/forecast.ts'
import { canonicalJson } from '../source/digest.ts'
import type { ForecastFormat } from './forecast-formats.ts'
import { forecastText } from './forecast-text.ts'
import { answerWords, launchDayWords, pointAway, pointDay, turnWords, verdictTurn } from './forecast-words.ts'
import { markdownCode, markdownSentence, markdownText } from './markdown-text.ts'
import { fitPage, type PagePart } from './page-budget.ts'
import type { ReportOptions } from './report-input.ts'
import { counted } from './value-words.ts'
import { verdictMarks } from './verdict-words.ts'

/** Every format of forecasts, by the name that `--format` takes. */
export const forecastReporters: Readonly<Record<ForecastFormat, (forecasts: readonly Forecast[], options: ReportOptions) => string>> = {
  text: forecastText,
  markdown: forecastMarkdown,
  json: forecastJson,
}

/** Forecasts as canonical JSON; their shape is in `docs/forecast.md`. */
function forecastJson(forecasts: readonly Forecast[]): string {
  return `${canonicalJson({ apiVersion: 'onlyif/v1', kind: 'Forecasts', forecasts: forecasts.map(({ facts: _, ...rest }) => rest) })}\n`
}

/** A comment on GitHub holds 65,536 characters. */
const longestComment = 61_000

/** Forecasts as Markdown: the answer of each launch, and its calendar as a table. */
function forecastMarkdown(forecasts: readonly Forecast[]): string {
  const { text, left } = fitPage(forecasts.map(forecastPart), longestComment)
  return left === 0
    ? text
    : `${text}**${counted(left, 'entry', 'entries')} more ${left === 1 ? 'does' : 'do'} not fit here**; all are in \`--format json\`.\n`
}

function forecastPart(forecast: Forecast): PagePart {
  const { launch, verdict, points } = forecast
  const { symbol, word } = verdictMarks[verdict]
  const day = launchDayWords(forecast)
  const head = [
    `## ${symbol} ${word}: ${markdownText(launch.title)} (${markdownCode(launch.id)})\n\n`,
    `- **By time alone:** ${markdownText(answerWords(forecast))}\n`,
    day === undefined ? '' : `- **On launch day** (${markdownText(launch.date ?? '')}): ${day}\n`,
    points.length === 0 ? '\nNothing turns.\n' : '\n| When | Verdict | What turns |\n| --- | --- | --- |\n',
  ]
  const entries = points.map((point) => {
    const turns = point.turns.map((turn) => {
      const { symbol: mark, text, reason, advice } = turnWords(turn, point.at, forecast)
      return [
        `${mark} ${markdownSentence(text)}`,
        ...[reason, advice].flatMap((part) => (part === undefined ? [] : [markdownSentence(part)])),
      ].join('; ')
    })
    return `| ${pointDay(point.at)}, ${pointAway(point, forecast.now)} | ${verdictTurn(point)} | ${turns.join('<br>')} |\n`
  })
  return { head: head.join(''), entries, tail: '\n' }
}
