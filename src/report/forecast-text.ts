import type { Forecast, ForecastPoint } from '../authoring/forecast.ts'
import { withoutCommands } from './escape.ts'
import { answerWords, launchDayWords, pointAway, pointDay, turnWords, verdictTurn } from './forecast-words.ts'
import { launchWords } from './launch-header.ts'
import { heading, labelled, paragraph, parts, type Sheet, sheetOf } from './layout.ts'
import type { ReportOptions } from './report-input.ts'
import { verdictMarks } from './verdict-words.ts'

/** Forecasts for a terminal: for each launch the answer first, then a calendar of what turns. */
export function forecastText(forecasts: readonly Forecast[], options: ReportOptions): string {
  const sheet = sheetOf(options.width, options.colour ?? false)
  const blocks = forecasts.map((forecast) => forecastBlock(sheet, forecast))
  return withoutCommands(`${blocks.map((lines) => lines.join('\n')).join(`\n\n${sheet.paint.dim('─'.repeat(sheet.width))}\n\n`)}\n`)
}

function forecastBlock(sheet: Sheet, forecast: Forecast): string[] {
  const { launch, verdict, blocked, now, points } = forecast
  const { symbol, word, ink } = verdictMarks[verdict]
  const day = launchDayWords(forecast)
  return [
    ...labelled(sheet, {
      indent: 0,
      label: `${symbol} ${word}`,
      labelWidth: word.length + 4,
      labelInk: blocked ? 'red' : ink,
      strong: true,
      text: launch.title,
      ink: 'bold',
    }),
    ...parts(sheet, 2, launchWords({ launch, now } as Parameters<typeof launchWords>[0]), 'dim'),
    '',
    ...labelled(sheet, { indent: 2, label: 'By time alone', labelWidth: 15, text: answerWords(forecast) }),
    ...(day === undefined ? [] : labelled(sheet, { indent: 2, label: 'On launch day', labelWidth: 15, text: day })),
    ...(points.length === 0 ? labelled(sheet, { indent: 2, label: 'Calendar', labelWidth: 15, text: 'nothing turns' }) : []),
    ...points.flatMap((point) => ['', ...pointLines(sheet, point, forecast)]),
  ]
}

function pointLines(sheet: Sheet, point: ForecastPoint, forecast: Forecast): string[] {
  const { at, was, blocked, verdict, turns } = point
  const ink = was === undefined ? 'none' : blocked ? 'red' : verdictMarks[verdict].ink
  return [
    ...heading(sheet, `${pointDay(at)} · ${verdictTurn(point)}`, ink, pointAway(point, forecast.now)),
    ...turns.flatMap((turn) => {
      const { symbol, ink: mark, text, reason, advice } = turnWords(turn, at, forecast)
      return [
        ...labelled(sheet, { indent: 2, label: symbol, labelWidth: 2, labelInk: mark, text }),
        ...(reason === undefined ? [] : paragraph(sheet, 4, reason, 'dim')),
        ...(advice === undefined ? [] : labelled(sheet, { indent: 4, label: 'do', labelWidth: 4, labelInk: 'blue', text: advice })),
      ]
    }),
  ]
}
