import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { decisionsIn, errorsIn, onlyif, type Ran } from '../traps/command.ts'
import { folderOf } from '../world/temporary-folder.ts'
import { places, replaceBy } from './places.ts'
import { fileOf, type Role, worldWith } from './sound.ts'

/** The argument that names the file of a role on a command line. */
const options: Readonly<Partial<Record<Role, readonly string[]>>> = {
  commitment: ['--commitments'],
  catalog: ['--catalog'],
  waivers: ['--waivers'],
  mapping: ['--mapping'],
  launch: [],
  facts: ['--facts'],
}

/** Files that a default or the config names one by one, so that what stands there is not merely one file of a folder. */
const byName: readonly Role[] = ['config', 'catalog', 'waivers', 'mapping', 'launch']
const named = Object.keys(options) as Role[]

function expectOne(ran: Ran, codes: readonly string[]): void {
  expect(`${ran.stdout}${ran.stderr}`).not.toMatch(/^ {4}at |internal error|TypeError/m)
  const errors = errorsIn(ran)
  expect(errors.map((item) => item.code)).toHaveLength(1)
  expect(codes).toContain(errors[0]?.code)
  expect(ran.code).toBe(2)
}

describe('what stands where a file is due is one clear diagnostic', () => {
  test.each(places.flatMap((place) => byName.map((role) => [place.name, role, place] as const)))(
    '%s as %s, where it is looked for',
    async (_, role, place) => {
      const folder = await folderOf(worldWith())
      const { file } = fileOf(role)
      await replaceBy(place, join(folder, file))
      const ran = await onlyif(folder, ['check', '--format', 'json'])
      const isFolder = place.name.includes('folder')
      if (place.found !== 'absent') expectOne(ran, [place.found])
      else if (role === 'mapping' || (role === 'launch' && isFolder)) expectOne(ran, ['world/nothing-matched'])
      else if (role === 'launch')
        expect(
          decisionsIn(ran).map((item) => item.launch.id),
          'only the mapped launch is left',
        ).toEqual(['demo'])
      else if (isFolder) expectOne(ran, ['file/not-found', 'file/unreadable', 'world/nothing-matched'])
      else expect([errorsIn(ran), ran.code]).toEqual([[], 0])
    },
  )

  test.each(places.flatMap((place) => named.map((role) => [place.name, role, place] as const)))(
    '%s as %s, named on the command line',
    async (_, role, place) => {
      const folder = await folderOf(worldWith())
      const path = role === 'facts' || role === 'commitment' ? 'named.yaml' : fileOf(role).file
      await replaceBy(place, join(folder, path))
      const ran = await onlyif(folder, ['check', ...(options[role] ?? []), path, '--format', 'json'])
      expectOne(ran, [place.named, ...(place.name === 'a link to nothing' ? ['file/not-found'] : [])])
    },
  )

  test.each([
    '/dev/zero',
    '/dev/stdin',
    '/proc/self/mem',
    '/nowhere/at/all.yaml',
    '../../../../etc/hostname',
    'a\u0000b',
    'x'.repeat(5000),
    '.hidden.yaml',
    '~/launch.yaml',
    '',
  ])('the launch %j outside of the root', async (path) => {
    const ran = await onlyif(await folderOf(worldWith()), ['check', path, '--format', 'json'])
    expect(`${ran.stdout}${ran.stderr}`).not.toMatch(/^ {4}at |internal error|TypeError/m)
    expect(errorsIn(ran).length).toBeLessThanOrEqual(1)
    expect(ran.code).toBe(2)
  })
})

describe('folders that lead back into themselves', () => {
  test.each(['rules/again', 'rules/up', 'facts/deep/deeper/again'])('the link %s is not followed for ever', async (path) => {
    const folder = await folderOf(worldWith())
    await mkdir(join(folder, path, '..'), { recursive: true })
    await symlink(folder, join(folder, path))
    const started = performance.now()
    const ran = await onlyif(folder, ['check', '--format', 'json'])
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(`${ran.stdout}${ran.stderr}`).not.toMatch(/^ {4}at |internal error/m)
    expect([0, 2]).toContain(ran.code)
  })

  test('a file among many of a default folder that is no file is passed over or told, never waited for', async () => {
    for (const place of places) {
      const folder = await folderOf(worldWith())
      await replaceBy(place, join(folder, 'facts/more.yaml'))
      const ran = await onlyif(folder, ['check', '--format', 'json'])
      expect(errorsIn(ran).length, place.name).toBe(ran.code === 0 ? 0 : 1)
    }
  })
})

describe('standard input', () => {
  const launch = fileOf('launch').text

  test.each([
    ['a launch', launch, undefined],
    ['a launch with a byte order mark and CRLF', `\uFEFF${launch.replaceAll('\n', '\r\n')}`, undefined],
    ['nothing', '', 'file/empty'],
    ['a broken text', `${launch}more: [\n`, 'yaml/syntax'],
    ['a commitment', fileOf('commitment').text, 'world/wrong-kind'],
    ['UTF-16', Uint8Array.from([0xff, 0xfe, 0x61, 0]), 'file/not-utf8'],
    ['a hundred megabytes', new Uint8Array(104_857_600).fill(97), 'file/too-large'],
  ])('%s', async (_, content, code) => {
    const folder = await folderOf(worldWith('launch', launch.replace('checkout-2', 'checkout-3')))
    const stdin = async (): Promise<Uint8Array> => (typeof content === 'string' ? new TextEncoder().encode(content) : content)
    const ran = await onlyif(folder, ['check', '-', '--format', 'json'], { stdin })
    if (code === undefined) expect(decisionsIn(ran).map((item) => item.launch.id)).toEqual(['checkout-2'])
    else expectOne(ran, [code])
  })

  test('a pipe that breaks is one diagnostic', async () => {
    const stdin = async (): Promise<Uint8Array> => {
      throw new Error('EAGAIN')
    }
    expectOne(await onlyif(await folderOf(worldWith()), ['check', '-', '--format', 'json'], { stdin }), ['file/unreadable'])
  })

  test('standard input named twice is one diagnostic', async () => {
    const stdin = async (): Promise<Uint8Array> => new TextEncoder().encode(launch)
    expectOne(await onlyif(await folderOf(worldWith()), ['check', '-', '--facts', '-', '--format', 'json'], { stdin }), [
      'world/stdin-twice',
    ])
  })
})
