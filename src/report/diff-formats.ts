/** The names of the formats of a difference, in the order in which help lists them. */
export const diffFormats = ['text', 'markdown', 'json'] as const

export type DiffFormat = (typeof diffFormats)[number]
