import { afterAll, describe, expect, test } from 'vitest'
import { errorsIn, onlyif } from '../traps/command.ts'
import { folderOf } from '../world/temporary-folder.ts'
import { fileOf, type Role, worldWith } from './sound.ts'

/** Contents within the size limit that would cost a careless reader minutes. They may have many mistakes, or none. */
const costly: readonly [name: string, spoil: (text: string) => string][] = [
  ['sixty thousand unknown keys', (text) => text + Array.from({ length: 60_000 }, (_, index) => `key${index}: 1\n`).join('')],
  ['the same key sixty thousand times', (text) => `${text}${'more: 1\n'.repeat(60_000)}`],
  ['twenty thousand documents', (text) => `${text}${'---\na: 1\n'.repeat(20_000)}`],
  ['a hundred thousand empty documents', (text) => `${text}${'---\n'.repeat(100_000)}`],
  ['a hundred thousand broken documents', (text) => `${text}${'---\n]\n'.repeat(100_000)}`],
  ['a million commas', (text) => `${text}more: [${','.repeat(900_000)}]\n`],
  ['a million commas between values', (text) => `${text}more: [${'1,'.repeat(400_000)}1]\n`],
  ['a line of a million characters', (text) => `${text}more: ${'x'.repeat(1_000_000)}\n`],
  ['a line of a million spaces', (text) => `${text}more: ${' '.repeat(1_000_000)}x\n`],
  ['a million line breaks', (text) => text + '\n'.repeat(1_000_000)],
  ['a quoted text of a million escapes', (text) => `${text}more: "${'\\t'.repeat(450_000)}"\n`],
  ['a block text of two hundred thousand lines', (text) => `${text}more: |\n${'  x\n'.repeat(200_000)}`],
  ['a folded text of two hundred thousand lines', (text) => `${text}more: >\n${'  x\n'.repeat(200_000)}`],
  ['a plain text over two hundred thousand lines', (text) => `${text}more: x\n${'  x\n'.repeat(200_000)}`],
  ['two hundred thousand comments', (text) => text + '# x\n'.repeat(200_000)],
  ['sixty thousand anchors', (text) => `${text}more: [${Array.from({ length: 60_000 }, (_, index) => `&a${index} 1`).join(', ')}]\n`],
  ['a hundred thousand tags', (text) => `${text}more: [${'!t 1, '.repeat(100_000)}1]\n`],
  ['a number of a million digits', (text) => `${text}more: ${'9'.repeat(1_000_000)}\n`],
  ['an exponent of a million digits', (text) => `${text}more: 1e${'9'.repeat(1_000_000)}\n`],
  ['a hundred thousand numbers that other tools misread', (text) => `${text}more: [${'012, '.repeat(100_000)}1]\n`],
  ['a hundred thousand words that other tools misread', (text) => `${text}more: [${'no, '.repeat(100_000)}1]\n`],
  ['a key of a million characters', (text) => `${text}${'k'.repeat(1_000_000)}: 1\n`],
  ['a quoted key of a million characters', (text) => `${text}"${'k'.repeat(1_000_000)}": 1\n`],
  ['question marks without end', (text) => `${text}${'? '.repeat(300_000)}\n`],
  ['quotes without end', (text) => `${text}more: ${'"\' '.repeat(300_000)}\n`],
  ['silencing comments without end', (text) => text + '# onlyif-disable-next-line commitment/soft-words -- why\n'.repeat(15_000)],
]

/** A file that a change brings along, and one that was not written for us: others are read by the same readers. */
const roles: readonly Role[] = ['launch', 'mapped']

/** Values of a fact that would cost a careless pattern minutes. */
const values: readonly [name: string, value: string][] = [
  ['digits', '1'.repeat(900_000)],
  ['digits in quotes', `"${'1'.repeat(900_000)}"`],
  ['zeros and a letter', `"${'0'.repeat(900_000)}x"`],
  ['version parts', `"${'1.'.repeat(400_000)}x"`],
  ['pre-release parts', `"1.0.0-${'a.'.repeat(400_000)}!"`],
  ['spaces in quotes', `"${' '.repeat(900_000)}x"`],
  ['fillers of a placeholder', `"${'?'.repeat(900_000)}x"`],
  ['angle brackets', `"${'<'.repeat(900_000)}"`],
  ['parentheses', `"TBD ${'('.repeat(900_000)}"`],
  ['minus signs', `"${'-'.repeat(900_000)}1"`],
  ['a date and more', `"2026-10-15T00:00:00.${'0'.repeat(900_000)}Z"`],
]

const measured: [name: string, ms: number][] = []

afterAll(() => {
  const slowest = measured.sort((a, b) => b[1] - a[1]).slice(0, 5)
  console.log(`slowest of ${measured.length}: ${slowest.map(([name, ms]) => `${name} ${Math.round(ms)} ms`).join('; ')}`)
})

async function run(name: string, files: Record<string, string | Uint8Array>): Promise<Awaited<ReturnType<typeof onlyif>>> {
  const folder = await folderOf(files)
  const before = process.cpuUsage()
  const ran = await onlyif(folder, ['check', '--format', 'json'])
  const { user, system } = process.cpuUsage(before)
  const spent = (user + system) / 1000
  measured.push([name, spent])
  expect(spent, 'milliseconds of work').toBeLessThan(10_000)
  expect(`${ran.stdout}${ran.stderr}`).not.toMatch(/^ {4}at |internal error|TypeError|RangeError/m)
  expect(ran.stderr.length, 'nobody reads more than that').toBeLessThan(200_000)
  return ran
}

describe('what is costly to read is read, or refused, in time', () => {
  test.each(costly.flatMap(([name, spoil]) => roles.map((role) => [name, role, spoil] as const)))('%s as %s', async (name, role, spoil) => {
    const { file, text } = fileOf(role)
    const ran = await run(`${name} as ${role}`, worldWith(role, spoil(text)))
    const errors = errorsIn(ran)
    expect(errors.length).toBeLessThanOrEqual(100)
    expect(errors.every((item) => item.file === file)).toBe(true)
    expect(ran.code).toBe(errors.length > 0 ? 2 : 0)
  })

  test.each(values)('a fact of %s without end', async (name, value) => {
    const ran = await run(`a fact of ${name}`, worldWith('launch', fileOf('launch').text.replace('4.5', value)))
    expect(ran.code).toBeGreaterThan(0)
  })

  test('forty thousand facts that a manifest may well have', async () => {
    const { text } = fileOf('launch')
    const files = worldWith('launch', text + Array.from({ length: 40_000 }, (_, index) => `  more.fact${index}: ${index}\n`).join(''))
    delete files['catalog.yaml']
    expect((await run('forty thousand facts', files)).code).toBe(0)
  })
})
