import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Metafile } from 'esbuild'

/** Writes the licence texts of every package of which a bundle holds a part. Throws where a package brings none. */
export function writeLicences(file: string, bundles: readonly Metafile[]): void {
  writeFileSync(file, licencesOf(bundles))
}

/** The licence texts of every package of which a bundle holds a part; paths start at `root`. Throws where a package brings none. */
export function licencesOf(bundles: readonly Metafile[], root = '.'): string {
  const folders = new Set(bundles.flatMap(({ outputs }) => Object.values(outputs).flatMap(({ inputs }) => packagesIn(inputs))))
  const texts = [...folders].sort().map((path) => {
    const folder = join(root, path)
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>
    return `${name} ${version} (${license})\n\n${licenceOf(folder)}`
  })
  return `Parts of these packages are bundled here.\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`
}

function packagesIn(inputs: Metafile['outputs'][string]['inputs']): string[] {
  return Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => {
    const found = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)
    return found && bytesInOutput > 0 ? [found[0]] : []
  })
}

function licenceOf(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name))
  if (file === undefined) throw new Error(`${folder} brings no licence text`)
  return `${readFileSync(join(folder, file), 'utf8').trim()}\n`
}
