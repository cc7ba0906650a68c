import { lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { whyUnwritten } from '../written.ts'

/** Why a folder is not written. */
export interface Refusal {
  readonly message: string
  readonly hint: string
}

/** A folder that a site is written into. */
export interface SiteFolder {
  readonly ok: true
  /** Writes one file, whole or not at all; says why not. */
  write(file: string, text: string): Promise<Refusal | undefined>
  /** Takes away files of the site before that are no longer part of it, and notes which files there are. */
  close(): Promise<{ readonly removed: number }>
}

/** Tells a folder of ours from any other, and which files in it are ours. */
const listName = 'onlyif-site.json'
const listFormat = 'onlyif-site/1'
/** Files that a site has: nothing else is ever overwritten or removed. */
const ownName = /^(?:[a-z0-9_=-]{1,100}\/){0,4}[a-z0-9_=-]{1,100}\.(?:html|csv|md|json|css|svg|js)$/

/**
 * Opens a folder for a site. One that a site was written into before is taken up again; one that holds other files only by
 * `force`, and then those stay. The list is written first, so that a run that was cut off leaves nothing that nobody owns.
 */
export async function openFolder(folder: string, force: boolean): Promise<SiteFolder | (Refusal & { readonly ok: false })> {
  const before = new Set<string>()
  try {
    await mkdir(folder, { recursive: true })
    const present = await readdir(folder)
    const list = present.includes(listName) ? await readList(join(folder, listName)) : undefined
    if (present.length > 0 && !list && !force) {
      const [first = ''] = present
      return {
        ok: false,
        message: `it holds files of others, such as \`${first}\``,
        hint: 'name another folder, or add `--force`: other files stay as they are',
      }
    }
    for (const file of list ?? []) before.add(file)
  } catch (error) {
    return { ok: false, ...unwritable(error) }
  }
  const now = new Set<string>()
  return {
    ok: true,
    async write(file, text) {
      if (!ownName.test(file)) return { message: `\`${file}\` is no name for a page`, hint: 'this is a fault of onlyif: please report it' }
      now.add(file)
      try {
        return await writeWhole(folder, file, text, before.has(file) || force)
      } catch (error) {
        return unwritable(error)
      }
    },
    async close() {
      const old = [...before].filter((file) => !now.has(file))
      for (const file of old) if (await isOwn(folder, file)) await rm(join(folder, file))
      await writeWhole(folder, listName, `${JSON.stringify({ format: listFormat, files: [...now].sort() }, undefined, 1)}\n`, true)
      return { removed: old.length }
    },
  }
}

/** Whether a folder holds a site and nothing else, as far as its topmost names tell. */
export async function isSite(folder: string): Promise<boolean> {
  const present = await readdir(folder).catch((): string[] => [])
  const list = present.includes(listName) ? await readList(join(folder, listName)) : undefined
  const own = new Set([listName, ...(list ?? []).map((file) => file.split('/', 1).join())])
  return list !== undefined && present.every((name) => own.has(name))
}

async function writeWhole(folder: string, file: string, text: string, mayReplace: boolean): Promise<Refusal | undefined> {
  const path = join(folder, file)
  // A link in place of a folder of ours could lead anywhere.
  for (let parent = dirname(file), up = 0; parent !== '.' && up < 5; parent = dirname(parent), up++) {
    await mkdir(join(folder, parent), { recursive: true })
    if (!(await lstat(join(folder, parent))).isDirectory())
      return { message: `\`${parent}\` in it is no folder`, hint: 'remove it, or name another folder' }
  }
  const there = await lstat(path).catch(() => undefined)
  if (there && (!there.isFile() || !mayReplace))
    return { message: `\`${file}\` in it is not ours`, hint: 'remove it, or name another folder' }
  const fresh = `${path}.onlyif-new`
  // What was left by a run that was cut off may be a link by now.
  await rm(fresh, { force: true })
  await writeFile(fresh, text, { flag: 'wx' })
  await rename(fresh, path)
  return undefined
}

async function isOwn(folder: string, file: string): Promise<boolean> {
  for (let parent = dirname(file); parent !== '.'; parent = dirname(parent)) {
    const found = await lstat(join(folder, parent)).catch(() => undefined)
    if (!found?.isDirectory()) return false
  }
  return (await lstat(join(folder, file)).catch(() => undefined))?.isFile() ?? false
}

/** The files of the site before; undefined where the list is none of ours. Names in it are believed only where a site has such names. */
async function readList(path: string): Promise<readonly string[] | undefined> {
  if (!(await lstat(path)).isFile()) return undefined
  try {
    const data: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (typeof data !== 'object' || data === null || !('format' in data) || data.format !== listFormat) return undefined
    const files = 'files' in data && Array.isArray(data.files) ? data.files : []
    return files.filter((file): file is string => typeof file === 'string' && ownName.test(file) && file !== listName)
  } catch {
    return undefined
  }
}

function unwritable(error: unknown): Refusal {
  return { message: whyUnwritten(error), hint: 'name a folder that can be written' }
}
