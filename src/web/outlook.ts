import type { Forecast } from '../authoring/forecast.ts'
import { answerWords, turnWords } from '../report/forecast-words.ts'
import type { Outlook } from './page.ts'

/** A forecast as the page of a launch tells it. */
export function outlookOf(forecast: Forecast): Outlook {
  return {
    answer: answerWords(forecast),
    points: forecast.points.map(({ at, verdict, blocked, turns }) => ({
      at,
      verdict,
      blocked,
      turns: turns.map((turn) => {
        const { text, reason, advice } = turnWords(turn, at, forecast)
        return [text, reason, advice].filter((part) => part !== undefined).join('; ')
      }),
    })),
  }
}
