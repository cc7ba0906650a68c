/** The names of the formats of a forecast, in the order in which help lists them. */
export const forecastFormats = ['text', 'markdown', 'json'] as const

export type ForecastFormat = (typeof forecastFormats)[number]
