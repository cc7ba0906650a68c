import { resolve } from 'node:path'
import { forTerminal } from '../../report/escape.ts'
import { sitePages } from '../../report/explain/site.ts'
import { counted } from '../../report/value-words.ts'
import { isAnyEmpty } from '../../world/argument.ts'
import { explained } from '../explain/explain.ts'
import { loadExplainable } from '../explain/explainable.ts'
import { type ExitCode, type Io, UsageError } from '../io.ts'
import { tellRoot } from '../root-line.ts'
import { writeSite } from './folder.ts'

/** What `onlyif docs` is asked to do. */
export interface DocsOptions {
  readonly folder: string
  readonly commitments?: readonly string[]
  readonly catalog?: readonly string[]
  readonly decisions?: readonly string[]
  readonly force?: boolean
}

/** Writes the commitments in plain language as static pages. Nothing is written where files are wrong. */
export async function docs(options: DocsOptions, io: Io): Promise<ExitCode> {
  const { folder, commitments, catalog, decisions } = options
  if (isAnyEmpty([[folder], commitments, catalog, decisions])) throw new UsageError('an empty name was given', 'is a variable not set?')
  const loaded = await loadExplainable({ ...options, cwd: io.cwd })
  tellRoot(loaded.root, {}, io)
  const explanation = await explained(loaded, options, io)
  if (!explanation) return 2
  const pages = sitePages(explanation)
  const written = await writeSite(resolve(io.cwd, folder), pages, options.force ?? false)
  if (!written.ok) {
    io.stderr(`onlyif: nothing was written to ${forTerminal(folder)}: ${forTerminal(written.message)}\n  ${written.hint}\n`)
    return 2
  }
  const gone = written.removed > 0 ? `; ${counted(written.removed, 'old page')} removed` : ''
  io.stdout(
    `● ${counted(pages.length, 'page')} in ${forTerminal(folder)}${gone}: open ${forTerminal(`${folder.replace(/\/+$/, '')}/index.html`)}\n`,
  )
  return 0
}
