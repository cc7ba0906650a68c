import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { StoreFailure } from './failure.ts'

/** Where a store is. `shown` has no password in it. */
export type Address =
  | { readonly kind: 'sqlite'; readonly file: string; readonly shown: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly schema: string; readonly shown: string }

/** The name of the database in a folder of data. */
export const fileName = 'onlyif.db'

/**
 * Reads `postgres://…` (with `?schema=name`, by default `onlyif`), `sqlite:FILE`, or a path: a file that is there or ends in
 * `.db`, else a folder. Throws a `StoreFailure` on anything else.
 */
export function readAddress(text: string, cwd: string): Address {
  if (/^postgres(?:ql)?:\/\//.test(text)) return postgresAt(text)
  if (text.startsWith('sqlite:')) return fileAt(resolve(cwd, text.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '')))
  if (text.trim() === '') throw new StoreFailure('unknown-store', 'the store is named by an empty text: is a variable not set?')
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(text)?.[1]
  if (scheme !== undefined)
    throw new StoreFailure('unknown-store', `a store is a folder, \`sqlite:FILE\` or \`postgres://…\`, not \`${scheme}://…\``)
  const path = resolve(cwd, text)
  return fileAt(/\.(?:db|sqlite3?)$/.test(path) || isFile(path) ? path : join(path, fileName))
}

/** Whether a file is there at all, empty or not. */
export function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function fileAt(file: string): Address {
  return { kind: 'sqlite', file, shown: file }
}

function postgresAt(text: string): Address {
  let url: URL
  try {
    // With a socket as `?host=/folder` the place of the host is often left empty.
    url = new URL(text.replace(/^(postgres(?:ql)?:\/\/[^/@]*@)\//, '$1localhost/'))
  } catch {
    throw new StoreFailure('unknown-store', 'the address of the database is not a URL; write a `%` in a password as `%25`, a `#` as `%23`')
  }
  const schema = url.searchParams.get('schema') ?? 'onlyif'
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema))
    throw new StoreFailure('unknown-store', 'the name of a schema has lower-case letters, digits and `_`')
  url.searchParams.delete('schema')
  return { kind: 'postgres', url: url.href, schema, shown: `postgres://${url.host}${url.pathname}` }
}
