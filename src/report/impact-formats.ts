/** The names of the formats of an impact, in the order in which help lists them. */
export const impactFormats = ['text', 'markdown', 'json', 'csv', 'html'] as const

export type ImpactFormat = (typeof impactFormats)[number]
