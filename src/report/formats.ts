/** The names of all formats that `report` knows, in the order in which help lists them. */
export const formats = ['text', 'json', 'markdown', 'html', 'junit', 'sarif', 'github', 'csv'] as const

/** The name of a format, as `report` and `--format` take it. */
export type Format = (typeof formats)[number]

/** Whether there is a reporter of this name. */
export function isFormat(name: string): name is Format {
  return formats.some((format) => format === name)
}
