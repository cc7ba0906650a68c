/**
 * Why the store could not do something.
 * `unavailable`: the database is not there, full, or gave no answer; nothing that was not acknowledged may be relied on, and a retry may help.
 * `unknown-store`: there is no store at the address, or something else is there. `schema`: it is of a newer or of another version.
 * `refused`: what was asked for cannot be done; a retry will not help. `key-reused`: the request key came with another request.
 */
export type StoreProblem = 'unavailable' | 'unknown-store' | 'schema' | 'refused' | 'key-reused'

/** Known to every copy of this file. */
const mark = Symbol.for('onlyif StoreFailure')

/**
 * What the store throws for everything but bugs. The message is in plain words, lower case. `instanceof` knows it whichever door of the
 * package it came through: each door that is bundled has a class of its own.
 */
export class StoreFailure extends Error {
  readonly problem: StoreProblem

  static override [Symbol.hasInstance](thrown: unknown): boolean {
    return thrown instanceof Error && mark in thrown
  }

  constructor(problem: StoreProblem, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'StoreFailure'
    this.problem = problem
    Object.defineProperty(this, mark, { value: true })
  }
}

/** What a driver threw as a failure of the store, unless it is one already or a bug of ours. */
export function asFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreFailure) return error
  const code = 'code' in error ? String(error.code) : ''
  const words = wordsOf(code, error)
  return words === undefined ? error : new StoreFailure('unavailable', words, error)
}

const systemWords: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'its disk is read-only',
  ENOTDIR: 'a file stands where a folder is due',
  EEXIST: 'a file stands where a folder is due',
  ENOENT: 'no folder can be made there',
  ENOSPC: 'the disk is full',
  ECONNREFUSED: 'nobody listens at its address',
  ENOTFOUND: 'its host is not known',
}

function wordsOf(code: string, error: Error): string | undefined {
  const sqlite = 'errcode' in error ? Number(error.errcode) & 0xff : 0
  if (sqlite === 5 || sqlite === 6) return 'the database is locked by another process'
  if (sqlite === 13) return 'the disk is full'
  if (sqlite === 10) return `the database cannot be read or written: ${error.message}`
  if (sqlite === 8) return 'the database may not be written to'
  if (sqlite === 14) return 'the database cannot be opened'
  if (sqlite === 11 || sqlite === 26) return `the file is damaged, or no database: ${error.message}`
  // Classes of SQLSTATE: connection, resources, intervention, system; then what the operating system says.
  if (/^(?:08|53|57|58)...$/.test(code) || code === '55P03' || code === '25P02' || code === '25006')
    return `the database does not answer: ${error.message}`
  if (/^28...$|^3D000$/.test(code)) return `the database refuses the connection: ${error.message}`
  if (/^E[A-Z]+$/.test(code)) return `the database cannot be reached: ${systemWords[code] ?? code}`
  return /timeout|terminated|Connection|not queryable/i.test(error.message) && code === ''
    ? `the database does not answer: ${error.message}`
    : undefined
}
