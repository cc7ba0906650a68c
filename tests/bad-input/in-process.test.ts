import { describe, expect, test } from 'vitest'
import { errorsIn, onlyif } from '../traps/command.ts'
import { folderOf } from '../world/temporary-folder.ts'
import { contents } from './contents.ts'
import { fileOf, roles, sound, worldWith } from './sound.ts'

const table = contents.flatMap((content) => roles.map((role) => [content.name, role, content] as const))

describe('a file with bad content is one clear diagnostic, or read right', () => {
  test('the sound world goes, without a word', async () => {
    const ran = await onlyif(await folderOf(worldWith()), ['check'])
    expect(ran).toMatchObject({ code: 0, stderr: '' })
  })

  test.each(table)('%s as %s', async (_, role, content) => {
    const { file, text } = fileOf(role)
    const due = content.in?.[role] ?? content.code ?? 'read'
    const started = performance.now()
    const ran = await onlyif(await folderOf(worldWith(role, content.spoil(text))), ['check', '--format', 'json'])
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(`${ran.stdout}${ran.stderr}`).not.toMatch(/^ {4}at |internal error|TypeError|RangeError/m)
    const errors = errorsIn(ran)
    if (due === 'read') {
      expect([errors, ran.code]).toEqual([[], 0])
      return
    }
    expect(errors.map((item) => `${item.file} ${item.code}`)).toEqual([`${file} ${due}`])
    expect(ran.code).toBe(2)
    if (!content.whole) expect(errors[0]?.range, 'it points at a place').toBeDefined()
    if (!content.noHint) expect(errors[0]?.hint, 'it says how to mend it').toBeDefined()
  })

  test('every role of a file is spoiled', () => {
    expect(new Set(roles).size).toBe(sound.length)
  })
})
