/** Says one thing in the log of the service. The message is fixed and lower case; what varies is in the fields, never a secret. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, fields?: Readonly<Record<string, unknown>>) => void

/** What was thrown as one short line for a log or a record. */
export function errorLine(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error)
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 300 ? `${line.slice(0, 299)}…` : line
}
