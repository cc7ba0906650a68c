import { constants, mkdirSync, mkdtempSync } from 'node:fs'
import { type FileHandle, mkdir, open, realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { isInside } from '../src/model/file-path.ts'
import type { Format } from '../src/report/reporters.ts'

const extensions: Readonly<Record<Format, string>> = {
  text: 'txt',
  json: 'json',
  markdown: 'md',
  html: 'html',
  junit: 'xml',
  sarif: 'sarif',
  github: 'log',
  csv: 'csv',
}

/** A folder of this run's own, that nothing else writes to. */
export function ownFolder(temp: string): string {
  const parent = temp === '' ? tmpdir() : temp
  mkdirSync(parent, { recursive: true })
  return mkdtempSync(join(parent, 'onlyif-'))
}

/** The file of a report that no path is given for. */
export function reportName(format: Format): string {
  return `report.${extensions[format]}`
}

/** Writes into the folder of the run, and gives the path. */
export async function writeOwn(folder: string, name: string, text: string): Promise<string> {
  const file = join(folder, name)
  await write(file, text)
  return file
}

/**
 * Writes a file that a workflow names from its workspace, and gives the path. What is checked out there may be the change under
 * judgement: a path that leads outside, be it by a link, is refused.
 */
export async function writeInWorkspace(workspace: string, path: string, text: string): Promise<string> {
  const name = path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '')
  if (workspace === '' || name === '' || !isInside(name)) throw new Error(`\`${path}\` is not a path within the workspace`)
  const root = await realpath(workspace)
  const target = resolve(root, name)
  let real = dirname(target)
  const missing: string[] = []
  for (;;) {
    const found = await realpath(real).catch(() => undefined)
    if (found !== undefined) {
      real = found
      break
    }
    missing.unshift(basename(real))
    real = dirname(real)
  }
  const from = relative(root, real)
  if (from !== '' && (from.startsWith('..') || !isInside(from.split(sep).join('/'))))
    throw new Error(`\`${path}\` leads outside the workspace`)
  const folder = join(real, ...missing)
  await mkdir(folder, { recursive: true })
  const file = join(folder, basename(target))
  await write(file, text)
  return file
}

/** Never through a link that stands where the file should be. */
async function write(file: string, text: string): Promise<void> {
  let handle: FileHandle | undefined
  try {
    handle = await open(file, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | (constants.O_NOFOLLOW ?? 0), 0o644)
    await handle.writeFile(text)
  } finally {
    await handle?.close()
  }
}
