import { pino } from 'pino'
import type { Log } from './log-line.ts'

/** Fields that never get into a log, whoever passes them. */
const secrets = [
  'authorization',
  'cookie',
  'secret',
  'token',
  'password',
  '*.authorization',
  '*.cookie',
  '*.secret',
  '*.token',
  '*.password',
]

/** A log of JSON lines with times as text. What may hold a secret is left out. */
export function jsonLog(destination: { write(line: string): void }, level: 'info' | 'warn' | 'error' | 'silent' = 'info'): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secrets, remove: true },
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  )
  return (at, message, fields = {}) => logger[at](fields, message)
}
