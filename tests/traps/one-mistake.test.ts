import { readdirSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Diagnostic, judge, parseDocuments, type SourceFile } from '../../src/index.ts'
import { folderOf } from '../world/temporary-folder.ts'
import { errorsIn, onlyif } from './command.ts'
import { now } from './gate.ts'

type Mistake = readonly [mistake: string, from: string, to: string, code: string]

const fixtures = new URL('fixtures/', import.meta.url)
const root = new URL('world/', fixtures)
const sound: readonly SourceFile[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => statSync(new URL(file, root)).isFile() && !file.startsWith('keps'))
  .map((file) => ({ file, text: readFileSync(new URL(file, root), 'utf8') }))
const mistakes = parse(readFileSync(new URL('mistakes.yaml', fixtures), 'utf8')) as Readonly<Record<string, readonly Mistake[]>>
const rows = Object.entries(mistakes).flatMap(([file, list]) => list.map(([mistake, ...rest]) => [mistake, file, ...rest] as const))

/** The world with one text replaced in one of its files. */
function spoiled(name: string, from: string, to: string): SourceFile[] {
  return sound.map(({ file, text }) => {
    if (file !== name) return { file, text }
    if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`)
    return { file, text: text.replace(from, () => to) }
  })
}

/** Every error that a reader of these files is told: of the files by themselves, else of what they come to together. */
function errorsOf(files: readonly SourceFile[]): Diagnostic[] {
  const { commitments, launches, facts, catalogs, waivers, mappings, configs, diagnostics } = parseDocuments(files)
  const own = diagnostics.filter((item) => item.severity === 'error')
  const [launch] = launches
  const [config] = configs
  if (own.length > 0 || !launch) return own
  const result = judge({ commitments, catalog: catalogs, launch, facts, waivers, mappings, ...(config && { config }), now })
  return result.diagnostics.filter((item) => item.severity === 'error')
}

describe('§3 one mistake is one diagnostic', () => {
  test('the world without a mistake has no diagnostic, and a decision', () => {
    expect(parseDocuments(sound).diagnostics).toEqual([])
    expect(errorsOf(sound)).toEqual([])
  })

  test.each(rows)('%s in %s is told once, in the right words', (_, file, from, to, code) => {
    const errors = errorsOf(spoiled(file, from, to))
    expect(errors.map((item) => `${item.file} ${item.code}`)).toEqual([`${file} ${code}`])
    expect(errors[0]?.range, 'it points at a place').toBeDefined()
  })

  test('every kind of document is among them', () => {
    expect(Object.keys(mistakes).sort()).toEqual(
      sound
        .map((item) => item.file)
        .filter((file) => file !== 'rules/basics.yaml')
        .sort(),
    )
  })

  test('a file that is there twice is one id that stands twice', () => {
    const copies = sound.filter(({ file }) => file.startsWith('rules/')).map(({ text }) => ({ file: 'rules/z-copy.yaml', text }))
    for (const copy of copies) expect(errorsOf([...sound, copy]).map((item) => item.code)).toEqual(['document/duplicate-id'])
  })

  test.each(['atLeast', 'moreThan', 'oneOf', 'includesAll', 'onOrBefore'])(
    'a wrong `%s` nested as deep as a condition goes is told once',
    (operator) => {
      const [deep] = [10].map(
        (levels) => `${'{ all: [{ any: ['.repeat(levels)}{ not: { defects.open: { ${operator}x: 1 } } }${'] }] }'.repeat(levels)}`,
      )
      const errors = errorsOf(
        spoiled('rules/promise.yaml', 'require:\n      beta.csat: { atLeast: 4.2, minSample: 30 }', `require: ${deep}`),
      )
      expect(errors.map((item) => item.code)).toEqual(['commitment/unknown-operator'])
    },
  )

  test('a requirement that demands nothing is told beside another mistake in it, and not where the demand is only misspelt', () => {
    const codesFor = (lines: string): string[] =>
      errorsOf([
        ...sound,
        {
          file: 'rules/other.yaml',
          text: `apiVersion: onlyif/v1\nkind: Commitment\nid: other\ntitle: t\nowner: o\ngoToMarketOnlyIf:\n  - { id: r, owner: o, ${lines} }\n`,
        },
      ]).map((item) => item.code)
    expect(codesFor('title: t')).toEqual(['commitment/nothing-demanded'])
    expect(codesFor('title: [t]').sort()).toEqual(['commitment/nothing-demanded', 'document/wrong-type'])
    expect(codesFor('title: t, competency: 9').sort()).toEqual(['commitment/nothing-demanded', 'document/wrong-value'])
    expect(codesFor('title: t, requir: { beta.csat: 1 }')).toEqual(['document/unknown-key'])
  })

  test('two mistakes in two requirements are two diagnostics', () => {
    const [first] = spoiled('rules/promise.yaml', 'owner: head-of-product', 'ownr: head-of-product').filter(
      (item) => item.file === 'rules/promise.yaml',
    )
    const text = first?.text.replace('moreThan: 0', 'moreThen: 0') ?? ''
    expect(errorsOf(sound.map((item) => (item.file === 'rules/promise.yaml' ? { ...item, text } : item))).map((item) => item.code)).toEqual(
      ['document/unknown-key', 'commitment/unknown-operator'],
    )
  })
})

describe('§3 one mistake is one diagnostic on the command line, too', () => {
  const kep = readFileSync(new URL('keps/demo/kep.yaml', root), 'utf8')

  async function folderWith(file: string, from: string, to: string): Promise<string> {
    const files = spoiled(file, from, to).map((item) => [item.file, item.text] as const)
    return folderOf(Object.fromEntries([...files, ['keps/demo/kep.yaml', kep]]))
  }

  test.each(rows.filter(([, file]) => !file.startsWith('tests/')))(
    '`check` tells of %s in %s once, and exits with 2',
    async (_, file, from, to, code) => {
      const ran = await onlyif(await folderWith(file, from, to), ['check', '--format', 'json'])
      expect(errorsIn(ran).map((item) => `${item.file} ${item.code}`)).toEqual([`${file} ${code}`])
      expect([ran.code, ran.stderr.match(/^error\[/gm)?.length]).toEqual([2, 1])
    },
  )

  test.each(rows)('`lint` tells of %s in %s once, and exits with 2', async (_, file, from, to, code) => {
    const ran = await onlyif(await folderWith(file, from, to), ['lint'])
    expect(ran.stderr.match(/^error\[[^\]]+\]/gm)).toEqual([`error[${code}]`])
    expect(ran.code).toBe(2)
  })
})
