import { resolve } from 'node:path'
import { forTerminal } from '../../report/escape.ts'
import { counted } from '../../report/value-words.ts'
import { siteFiles } from '../../web/site/site-files.ts'
import { isAnyEmpty } from '../../world/argument.ts'
import { type ExitCode, type Io, UsageError } from '../io.ts'
import { momentOf } from '../moment.ts'
import { fromFiles, fromHere } from './decisions.ts'
import { openFolder } from './folder.ts'
import type { Judged, Shown } from './shown.ts'
import { fromStore } from './store.ts'

/** What `onlyif site` is asked to do. */
export interface SiteOptions extends Judged {
  readonly folder: string
  readonly store?: string
  readonly decisions?: readonly string[]
  readonly now?: string
  readonly force?: boolean
}

/** Writes the customer room as static pages. Nothing is written where there is nothing to show. */
export async function site(options: SiteOptions, io: Io): Promise<ExitCode> {
  const { folder, store, decisions, launches, facts } = options
  if (isAnyEmpty([[folder], store === undefined ? undefined : [store], decisions, launches, facts]))
    throw new UsageError('an empty name was given', 'is a variable not set?')
  if (store !== undefined && decisions !== undefined)
    throw new UsageError('`--store` and `--decisions` exclude each other', 'name one of them')
  const now = momentOf(options.now, io)
  const write = (shown: Shown): Promise<ExitCode> => written(shown, options, io)
  if (store !== undefined) return fromStore(store, now, io, write)
  const shown = decisions === undefined ? await fromHere(options, now, io) : await fromFiles(decisions, now, io)
  return shown ? write(shown) : 2
}

async function written(shown: Shown, { folder, force = false }: SiteOptions, io: Io): Promise<ExitCode> {
  const { room } = shown
  const opened = await openFolder(resolve(io.cwd, folder), force)
  if (!opened.ok) return refused(folder, opened, io)
  let count = 0
  for await (const { file, text } of siteFiles(shown)) {
    const problem = await opened.write(file, text)
    if (problem) return refused(folder, problem, io)
    count++
    if (io.stderrIsTerminal && count % 50 === 0) io.stderr(`\r\u001b[K${counted(count, 'file')} written`)
  }
  if (io.stderrIsTerminal) io.stderr('\r\u001b[K')
  const { removed } = await opened.close()
  const gone = removed > 0 ? `; ${counted(removed, 'old file')} removed` : ''
  const launches = counted(room.launches.size, 'launch', 'launches')
  const place = forTerminal(folder)
  io.stdout(
    `● ${counted(count, 'file')} about ${launches} in ${place}${gone}: open ${forTerminal(`${folder.replace(/\/+$/, '')}/index.html`)}\n`,
  )
  return 0
}

function refused(folder: string, { message, hint }: { readonly message: string; readonly hint: string }, io: Io): ExitCode {
  io.stderr(`onlyif: the site could not be written to ${forTerminal(folder)}: ${forTerminal(message)}\n  ${hint}\n`)
  return 2
}
