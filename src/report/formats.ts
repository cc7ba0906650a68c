/** The names of all formats, in the order in which help lists them. */
export const formats = ['text', 'json', 'markdown', 'html', 'junit', 'sarif', 'github', 'csv'] as const

export type Format = (typeof formats)[number]

/** Whether there is a reporter of this name. */
export function isFormat(name: string): name is Format {
  return formats.some((format) => format === name)
}
