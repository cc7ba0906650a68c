import { describe, expect, test } from 'vitest'
import { decisionsIn, errorsIn, onlyif } from '../traps/command.ts'
import { folderOf } from '../world/temporary-folder.ts'
import { fileOf, type Role, roles, worldWith } from './sound.ts'

const kinds = roles.filter((role) => role !== 'mapped')
const pairs = kinds.flatMap((role) => kinds.filter((other) => other !== role).map((other) => [other, role] as const))

/** What judges or is judged is told wherever it is passed over. */
const sought: readonly Role[] = ['commitment', 'catalog', 'launch']

/** What is due where a file holds a document of another kind. */
function dueFor(role: Role, other: Role): string | undefined {
  if (role === 'commitment') return 'world/no-commitment'
  if (role !== 'facts') return 'world/wrong-kind'
  // A folder of facts may hold other things besides; then the fact is missing, which holds the launch.
  return sought.includes(other) ? 'world/misnamed' : undefined
}

describe('a document of another kind is never taken for the one that is due', () => {
  test.each(pairs)('a %s where a %s is due', async (other, role) => {
    const ran = await onlyif(await folderOf(worldWith(role, fileOf(other).text)), ['check', '--format', 'json'])
    const due = dueFor(role, other)
    const codes = new Set(errorsIn(ran).map((item) => item.code))
    expect([...codes]).toEqual(due === undefined ? [] : [due])
    expect(ran.code).toBe(due === undefined ? 1 : 2)
  })

  test.each(kinds)('a %s named as a launch', async (role) => {
    const ran = await onlyif(await folderOf(worldWith()), ['check', fileOf(role).file, '--format', 'json'])
    expect(errorsIn(ran).map((item) => item.code)).toEqual(role === 'launch' ? [] : ['world/wrong-kind'])
    expect(ran.code).toBe(role === 'launch' ? 0 : 2)
  })

  test.each([
    ['--commitments', 'commitment'],
    ['--catalog', 'catalog'],
    ['--waivers', 'waivers'],
    ['--mapping', 'mapping'],
    ['--facts', 'facts'],
  ] as const)('only its own kind may be named by %s', async (option, own) => {
    for (const role of kinds) {
      const ran = await onlyif(await folderOf(worldWith()), ['check', 'launch.yaml', option, fileOf(role).file, '--format', 'json'])
      const codes = new Set(errorsIn(ran).map((item) => item.code))
      expect([...codes], role).toEqual(role === own ? [] : ['world/wrong-kind'])
      expect(ran.code === 2, role).toBe(role !== own)
    }
  })

  test('several documents of one file are read each as its kind', async () => {
    const files = worldWith('launch', `${fileOf('launch').text}---\n${fileOf('facts').text}`)
    delete files['facts/support.yaml']
    const ran = await onlyif(await folderOf(files), ['check', '--format', 'json'])
    expect([ran.code, decisionsIn(ran).map((item) => item.verdict)]).toEqual([0, ['go', 'go']])
  })

  test('two launches of one file are two decisions', async () => {
    const { text } = fileOf('launch')
    const second = `${text.replace('checkout-2', 'checkout-3')}  support.trained: 95%\n`
    const ran = await onlyif(await folderOf(worldWith('launch', `${text}---\n${second}`)), ['check', '--format', 'json'])
    expect([
      ran.code,
      decisionsIn(ran)
        .map((item) => item.launch.id)
        .sort(),
    ]).toEqual([0, ['checkout-2', 'checkout-3', 'demo']])
  })

  test('two launches of one id are one diagnostic, and neither is judged', async () => {
    const { text } = fileOf('launch')
    const ran = await onlyif(await folderOf(worldWith('launch', `${text}---\n${text}`)), ['check', '--format', 'json'])
    expect(new Set(errorsIn(ran).map((item) => item.code))).toEqual(new Set(['document/duplicate-id']))
    expect([ran.code, decisionsIn(ran).map((item) => item.launch.id)]).toEqual([2, ['demo']])
  })
})
