/** What was written to GITHUB_OUTPUT, GITHUB_STATE or GITHUB_ENV; throws as the runner does when it is not well formed. */
export function pairsOf(text: string): Record<string, string> {
  const lines = text.split('\n')
  // The runner wants a line end after a closing delimiter's predecessor, but not after the delimiter itself.
  if (lines.at(-1) === '') lines.pop()
  const pairs: Record<string, string> = {}
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    if (line === '') continue
    const equals = line.indexOf('=')
    const heredoc = line.indexOf('<<')
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      pairs[line.slice(0, equals)] = line.slice(equals + 1)
      continue
    }
    if (heredoc < 0) throw new Error(`Invalid format '${line}'`)
    const [name, delimiter] = [line.slice(0, heredoc), line.slice(heredoc + 2)]
    if (name === '' || delimiter === '') throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`)
    const end = lines.indexOf(delimiter)
    if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`)
    pairs[name] = lines
      .splice(0, end + 1)
      .slice(0, -1)
      .join('\n')
  }
  return pairs
}

const largestSummary = 1024 * 1024

export interface Summary {
  /** The summary as it is shown; undefined when there is none. */
  readonly text: string | undefined
  /** The runner's error when it is too large, in which case none of it is shown. */
  readonly error: string | undefined
}

/** The job summary that the runner uploads: at most 1 MiB, with secrets masked line by line. */
export function summaryOf(bytes: Uint8Array, masked: (text: string) => string): Summary {
  if (bytes.length === 0) return { text: undefined, error: undefined }
  if (bytes.length > largestSummary) {
    const error = `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${Math.floor(bytes.length / 1024)}k.`
    return { text: undefined, error }
  }
  const lines = Buffer.from(bytes)
    .toString()
    .split(/\r\n|\r|\n/)
  return { text: lines.map(masked).join('\n'), error: undefined }
}
