import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { errorsIn } from '../traps/command.ts'
import { folderOf } from '../world/temporary-folder.ts'
import { type ChildRun, inChild, program } from './child.ts'
import { contents } from './contents.ts'
import { places, replaceBy } from './places.ts'
import { fileOf, worldWith } from './sound.ts'

const measured: [name: string, work: number, megabytes: number][] = []

afterAll(() => {
  const most = (by: 1 | 2): string =>
    [...measured]
      .sort((a, b) => b[by] - a[by])
      .slice(0, 3)
      .map(([name, work, megabytes]) => `${name} (${Math.round(work)} ms, ${Math.round(megabytes)} MB)`)
      .join(', ')
  console.log(`${measured.length} runs of node ${program.at(-1)}\nmost work: ${most(1)}\nmost memory: ${most(2)}`)
})

/** Two seconds and 300 MB are due; the bounds leave room for a busy machine. */
function note(name: string, ran: ChildRun): void {
  measured.push([name, ran.work, ran.megabytes])
  expect(ran.signal, 'it ends by itself').toBeNull()
  expect(`${ran.stdout}${ran.stderr}`).not.toMatch(/^ {4}at |internal error|TypeError|RangeError|heap out of memory/m)
  expect(ran.ms).toBeLessThan(10_000)
  expect(ran.megabytes).toBeLessThan(400)
}

const check = ['check', '--now', '2026-10-07', '--format', 'json']

describe('as a process of its own, nothing in a file makes it crash, hang or grow', () => {
  test('the sound world goes', async () => {
    const ran = await inChild(check, { cwd: await folderOf(worldWith()) })
    note('the sound world', ran)
    expect(ran).toMatchObject({ code: 0, stderr: '' })
  })

  test.each(contents.map((content) => [content.name, content] as const))('%s as launch', async (name, content) => {
    const ran = await inChild(check, { cwd: await folderOf(worldWith('launch', content.spoil(fileOf('launch').text))) })
    note(name, ran)
    const due = content.in?.launch ?? content.code
    expect(errorsIn(ran).map((item) => item.code)).toEqual(due === undefined ? [] : [due])
    expect(ran.code).toBe(due === undefined ? 0 : 2)
  })

  test.each(places.map((place) => [place.name, place] as const))('%s as launch, named', async (name, place) => {
    const cwd = await folderOf(worldWith())
    await replaceBy(place, join(cwd, 'launch.yaml'))
    const ran = await inChild([...check, 'launch.yaml'], { cwd })
    note(name, ran)
    expect([ran.code, errorsIn(ran).length]).toEqual([2, 1])
  })

  test.each(['launch.yaml', 'rules/promise.yaml', 'onlyif.yaml', 'catalog.yaml', 'facts/support.yaml'])(
    '%s that may not be read is one diagnostic',
    async (file) => {
      const cwd = await folderOf(worldWith())
      await chmod(cwd, 0o777)
      await chmod(join(cwd, file), 0o000)
      const ran = await inChild(check, { cwd, asNobody: true })
      note(`${file} unreadable`, ran)
      expect(errorsIn(ran).map((item) => `${item.file} ${item.code}`)).toEqual([`${file} file/unreadable`])
      expect(ran.code).toBe(2)
    },
  )

  test.each([
    ['rules/strict', fileOf('commitment').text.replace('id: promise', 'id: strict')],
    ['launches', fileOf('launch').text.replace('checkout-2', 'checkout-3')],
    ['facts', fileOf('facts').text],
    ['keps', fileOf('mapped').text],
  ])('the folder %s that may not be read is told, not taken for empty', async (folder, text) => {
    const cwd = await folderOf({ ...worldWith(), [`${folder}/more.yaml`]: text })
    await chmod(cwd, 0o777)
    await chmod(join(cwd, folder), 0o000)
    const ran = await inChild(check, { cwd, asNobody: true })
    note(`folder ${folder} unreadable`, ran)
    expect(ran.code).toBe(2)
    expect(errorsIn(ran).length).toBe(1)
  })

  test.each(['0001-01-01', '9999-12-31T23:59:59Z'])('at %s', async (now) => {
    const ran = await inChild(['check', '--format', 'json', '--now', now], { cwd: await folderOf(worldWith()) })
    note(`now ${now}`, ran)
    expect([0, 1]).toContain(ran.code)
  })

  test('at a malformed moment', async () => {
    const ran = await inChild(['check', '--now', '2025-30-01'], { cwd: await folderOf(worldWith()) })
    note('malformed now', ran)
    expect([ran.code, ran.stderr]).toEqual([
      2,
      'onlyif: --now: `2025-30-01` is not a date: 30 is not a month\n  did you mean `2025-01-30`?\n',
    ])
  })

  test('a launch from standard input', async () => {
    const ran = await inChild([...check, '-'], { cwd: await folderOf(worldWith()), stdin: fileOf('launch').text })
    note('standard input', ran)
    expect(ran.code).toBe(0)
  })

  test('standard input that goes on and on is refused, not kept', async () => {
    const chunk = new Uint8Array(1_048_576).fill(120)
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (let sent = 0; sent < 500; sent++) yield chunk
    }
    const ran = await inChild([...check, '-'], { cwd: await folderOf(worldWith()), stdin: endless() })
    note('endless standard input', ran)
    expect([ran.code, errorsIn(ran).map((item) => item.code)]).toEqual([2, ['file/too-large']])
  })

  test.each([
    ['a go', 0, '4.5'],
    ['a no-go', 1, '2'],
  ])('the exit code of %s is told, though nobody reads the report', async (name, code, value) => {
    const ran = await inChild(['check', '--now', '2026-10-07'], {
      cwd: await folderOf(worldWith('launch', fileOf('launch').text.replace('4.5', value))),
      deaf: true,
    })
    note(`${name}, unread`, ran)
    expect(ran.code).toBe(code)
  })
})
