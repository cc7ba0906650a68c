import { describe, expect, test } from 'vitest'
import type { FileSource } from '../../src/model/file-source.ts'
import { memorySource } from '../../src/world/memory.ts'
import { loadWorld, type WorldArgs } from '../../src/world/world.ts'
import { catalog, commitment, facts, launch } from './documents.ts'

type Files = Readonly<Record<string, string>>

const base: Files = { 'rules/a.yaml': commitment(), 'launch.yaml': launch('one') }

/** What is told of names by which nobody looks: the file, its kind, and how to mend it. */
async function toldBy(source: FileSource, args: WorldArgs = {}): Promise<readonly (readonly string[])[]> {
  const { diagnostics } = await loadWorld({ trusted: source, head: source, args })
  return diagnostics.flatMap(({ code, file, message, hint = '' }) =>
    code === 'world/misnamed'
      ? [[file, /`kind: (\w+)`/.exec(message)?.[1] ?? '', hint.replace(/, or list it (?:beside .*)?under .*/, '')]]
      : [],
  )
}

function told(files: Files, args?: WorldArgs): Promise<readonly (readonly string[])[]> {
  return toldBy(memorySource(new Map(Object.entries({ ...base, ...files }))), args)
}

const another = commitment('another')
const config = (lines: string): string => `apiVersion: onlyif/v1\nkind: Config\n${lines}\n`

describe('what judges, or is judged, and lies where nobody looks for it is told', () => {
  const rows: readonly [file: string, text: string, kind: string, hint: string][] = [
    ...['rule', 'commitments', 'commitment', 'promises', 'policies', 'policy', 'Rules', 'rulez'].map(
      (folder) => [`${folder}/b.yml`, another, 'Commitment', 'put it there: `rules/b.yaml`'] as [string, string, string, string],
    ),
    ['launches/b.yaml', another, 'Commitment', 'put it there: `rules/b.yaml`'],
    ['facts/b.yaml', another, 'Commitment', 'put it there: `rules/b.yaml`'],
    ['rules/b.yaml.txt', another, 'Commitment', 'name it `rules/b.yaml`'],
    ['rules/b.YAML', another, 'Commitment', 'name it `rules/b.yaml`'],
    ['b.yaml.txt', another, 'Commitment', 'put it there: `rules/b.yaml`'],
    ['launch.yaml', `${launch('one')}---\n${another}`, 'Commitment', 'move it to a file of its own in `rules/`'],
    ['catalog.yml', catalog, 'FactCatalog', 'name it `catalog.yaml`'],
    ['rules/catalog.yml', catalog, 'FactCatalog', 'name it `rules/catalog.yaml`'],
    ['catalogs/c.yaml', catalog, 'FactCatalog', 'put it into `catalog.yaml`'],
    ['launches/c.yaml', catalog, 'FactCatalog', 'put it into `catalog.yaml`'],
    ['onlyif.yaml.txt', config('requireProof: true'), 'Config', 'name it `onlyif.yaml`'],
    ['onlyif.yml', config('requireProof: true'), 'Config', 'name it `onlyif.yaml`'],
    ['launch.yaml.txt', launch('two'), 'Launch', 'put it there: `launches/launch.yaml`'],
    ['launches/two.yml', launch('two'), 'Launch', 'name it `launches/two.yaml`'],
    ['launches/two.yaml.txt', launch('two'), 'Launch', 'name it `launches/two.yaml`'],
    ['launch/two.yaml', launch('two'), 'Launch', 'put it there: `launches/two.yaml`'],
    ['facts/two.yaml', launch('two'), 'Launch', 'put it there: `launches/two.yaml`'],
    ['two.yaml', launch('two'), 'Launch', 'put it there: `launches/two.yaml`'],
    ['facts.json', facts('one'), 'Facts', 'put it there: `facts/facts.yaml`'],
    ['fact/f.yaml', facts('one'), 'Facts', 'put it there: `facts/f.yaml`'],
    ['facts/f.yaml.txt', facts('one'), 'Facts', 'name it `facts/f.yaml`'],
  ]

  test('also where a pattern of the config matches nothing, as it is spelled', async () => {
    const files = { 'launches/b.yaml': launch('two'), 'facts/f.yaml': facts('one') }
    expect(await told({ ...files, 'onlyif.yaml': config('facts: fact/**\nlaunches: [launch.yaml, launchs/*.yaml]') })).toEqual([
      ['facts/f.yaml', 'Facts', 'correct `facts` in `onlyif.yaml`: what it says matches nothing'],
    ])
    expect(await told({ ...files, 'onlyif.yaml': config('launches: launchs/*.yaml') })).toEqual(
      [
        ['launches/b.yaml', 'Launch', 'correct `launches` in `onlyif.yaml`: what it says matches nothing'],
        ['launch.yaml', 'Launch', 'correct `launches` in `onlyif.yaml`: what it says matches nothing'],
      ].sort(),
    )
    expect(await told({ ...files, 'onlyif.yaml': config('facts: evidence/**'), 'evidence/e.yaml': facts('one') })).toEqual([])
  })

  test.each(rows)('%s', async (file, text, kind, hint) => {
    const all = await told({ [file]: text })
    expect(all.filter((item) => item[0] === file)).toEqual([[file, kind, hint]])
    expect(all.filter((item) => item[0] !== file)).toEqual([])
  })
})

describe('what people put there on purpose is not told', () => {
  const rows: readonly [why: string, files: Files, args?: WorldArgs][] = [
    ['an example of a launch beside the rules', { 'rules/example/launch.yaml': launch('two') }],
    ['a folder with a config of its own', { 'policies/onlyif.yaml': config('requireProof: true'), 'policies/b.yaml': another }],
    ['a name that only speaks of a commitment', { 'launches/b.yaml': launch('two').replace('title:', 'title: Commitment,') }],
    ['a text that is no document of ours', { 'promises/b.yaml': 'kind: Commitment\n' }],
    ['launches that are over', { 'launched/two.yaml': launch('two') }],
    ['commitments that the command line names', { 'promises/b.yaml': another }, { commitments: ['rules', 'promises'] }],
    ['commitments where the config names others', { 'promises/b.yaml': another, 'onlyif.yaml': config('commitments: rules/a.yaml') }],
    [
      'a file of facts with a launch that the command line names',
      { 'facts/two.yaml': `${launch('two')}---\n${facts('one')}` },
      { facts: ['facts/two.yaml'] },
    ],
  ]

  test.each(rows)('%s', async (_, files, args) => {
    expect(await told(files, args)).toEqual([])
  })

  test('a folder that a disk which does not tell case apart shows under two names', async () => {
    const files = memorySource(new Map(Object.entries({ ...base, 'rules/deep/c.yaml': another })))
    const under = (name: string): string => name.replace(/^Rules(?=\/|$)/, 'rules')
    const blind = (other: readonly string[]): FileSource => ({
      ...files,
      folders: async () => ['Rules', 'rules'],
      list: async (folder) => {
        const found = await files.list(under(folder))
        return folder.startsWith('Rules') ? [...found.map((file) => file.replace(/^rules/, 'Rules')), ...other] : found
      },
      read: (path, most) => files.read(under(path), most),
    })
    expect(await toldBy(blind([]))).toEqual([])
    expect((await toldBy(blind(['Rules/more.yaml']))).map(([file]) => file)).toEqual(['Rules/a.yaml', 'Rules/deep/c.yaml'])
  })
})

test.each<[what: string, file: string, args: WorldArgs, config?: string]>([
  ['the config names for commitments', 'promises.yaml', {}, 'commitments: [promises.yaml, rules]'],
  ['the config names under another ending', 'rules/b.yml', {}, 'commitments: [rules/b.yml, rules/a.yaml]'],
  ['a command line names for commitments', 'promises.yaml', { commitments: ['promises.yaml'] }],
  ['a command line names among facts', 'facts/promises.yaml', { commitments: ['facts/promises.yaml'] }],
])('a catalog is read, and so not told, beside a commitment in a file that %s', async (_, file, args, lines) => {
  const files = { [file]: `${another}---\n${catalog}`, ...(lines !== undefined && { 'onlyif.yaml': config(lines) }) }
  expect(await told(files, args)).toEqual([])
})
