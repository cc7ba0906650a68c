import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Editor } from './editor.ts'
import { completedFrom, marketSchema, read, root } from './known.ts'

const folders = readdirSync(join(root, 'rules')).filter((folder) => existsSync(join(root, 'rules', folder, 'catalog.yaml')))

describe.each(folders)('what is right is never marked: rules/%s', (folder) => {
  const editor = new Editor(completedFrom(read(`rules/${folder}/catalog.yaml`)))
  const files = readdirSync(join(root, 'rules', folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'))

  test.each(files)('%s', async (file) => {
    expect(await editor.marks(read(`rules/${folder}/${file}`))).toEqual([])
  })
})

test.each(['rules/five-conditions/commitment.yaml', 'rules/five-conditions/tests.yaml', 'onlyif.yaml'])(
  'what is right is never marked: %s',
  async (file) => {
    expect(await new Editor(marketSchema()).marks(read(file))).toEqual([])
  },
)
