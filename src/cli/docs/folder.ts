import { lstat, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sequence } from '../../model/wording.ts'
import type { SitePage } from '../../report/explain/site.ts'
import { whyUnwritten } from '../written.ts'

/** Whether a site was written, and how many pages of one before were taken away. */
export type SiteWriting =
  | { readonly ok: true; readonly removed: number }
  | { readonly ok: false; readonly message: string; readonly hint: string }

/** Names that a site has given its pages; only these are ever overwritten or removed. */
const pageName = /^(?:index|facts|commitment-[a-z0-9][a-z0-9-]*)\.html$/
const fresh = '.onlyif-new'

/**
 * Writes pages into a folder. All of them are first laid beside their places and then moved, so that a reader never sees half a
 * page, and a full disk leaves the old ones. Pages of a site before that are no longer part of it go. Other files are never touched.
 */
export async function writeSite(folder: string, pages: readonly SitePage[], force: boolean): Promise<SiteWriting> {
  const laid: string[] = []
  try {
    await mkdir(folder, { recursive: true })
    const present = await readdir(folder, { withFileTypes: true })
    const foreign = present
      .filter((item) => !item.isFile() || !(pageName.test(item.name) || item.name.endsWith(fresh)))
      .map((item) => item.name)
    const inTheWay = foreign.filter((name) => pages.some((page) => page.file === name))
    if (inTheWay.length > 0) return refusal(`${named(inTheWay)} is no file`, 'remove it, or name another folder')
    if (foreign.length > 0 && !force)
      return refusal(`it holds ${named(foreign)}`, 'name another folder, or add `--force`: other files stay as they are')
    for (const page of pages) {
      const path = join(folder, `${page.file}${fresh}`)
      // What was left by a run that was cut off may be a link by now.
      await rm(path, { force: true })
      laid.push(path)
      await writeFile(path, page.text, { flag: 'wx' })
    }
    for (const page of pages) await rename(join(folder, `${page.file}${fresh}`), join(folder, page.file))
    const old = present.filter(({ name }) => pageName.test(name) && !pages.some((page) => page.file === name))
    const own = await Promise.all(old.map(async ({ name }) => ((await lstat(join(folder, name))).isFile() ? [name] : [])))
    for (const name of own.flat()) await rm(join(folder, name))
    return { ok: true, removed: own.flat().length }
  } catch (error) {
    await Promise.all(laid.map((path) => rm(path, { force: true }).catch(() => undefined)))
    return refusal(whyUnwritten(error), 'name a folder that can be written')
  }
}

/** Whether a folder holds pages of `onlyif docs` and nothing else. */
export async function isDocs(folder: string): Promise<boolean> {
  const present = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return present.length > 0 && present.every((item) => item.isFile() && pageName.test(item.name))
}

function refusal(message: string, hint: string): SiteWriting {
  return { ok: false, message, hint }
}

/** The first few of some names. */
function named(names: readonly string[]): string {
  const shown = names.slice(0, 3)
  const rest = names.length - shown.length
  return sequence([...shown, ...(rest > 0 ? [`${rest} more`] : [])], 'and')
}
