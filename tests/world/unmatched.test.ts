import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { diskSource } from '../../src/world/disk.ts'
import { loadWorld, type World } from '../../src/world/world.ts'
import { commitment, launch } from './documents.ts'
import { worldOf } from './small-world.ts'
import { folderOf } from './temporary-folder.ts'

const files = { 'rules/promise.yaml': commitment(), 'launches/a.yaml': launch('a') }

const said = ({ diagnostics }: World): string[] => diagnostics.map(({ file, message }) => `${file}: ${message}`)

test.each(['launch.yaml', 'catalog.yaml', 'waivers.yaml'])('a folder where %s is looked for is not taken for nothing', async (name) => {
  const told = [`${name}: \`${name}\` is a folder, where a file is looked for`]
  expect(said(await worldOf({ ...files, [`${name}/notes.txt`]: 'see elsewhere' }))).toEqual(told)
  const folder = await folderOf(files)
  await mkdir(join(folder, name))
  const disk = diskSource(folder)
  expect(said(await loadWorld({ trusted: disk, head: disk }))).toEqual(told)
})
