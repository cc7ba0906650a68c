import { expect, test } from 'vitest'
import type { FileSource } from '../../src/model/file-source.ts'
import { memorySource } from '../../src/world/memory.ts'
import { notingSource, saidSource } from '../../src/world/said-source.ts'
import { loadWorld } from '../../src/world/world.ts'
import { bad, config, good, launch, promise, waivers } from '../action/documents.ts'

const texts = new Map([
  ['onlyif.yaml', config('facts: [facts/**]')],
  ['rules/promise.yaml', promise(4.2)],
  ['waivers.yaml', waivers('a')],
  ['launches/a.yaml', launch('a', bad)],
  ['launches/b.yaml', launch('b', good)],
  ['facts/more.yaml', 'apiVersion: onlyif/v1\nkind: Facts\nlaunch: b\nfacts: { docs.languages: [de] }\n'],
  ['src/index.ts', 'nothing of interest'],
])

const unfollowed = [
  { path: 'facts/other', kind: 'link', to: 'src' },
  { path: 'vendor', kind: 'submodule' },
] as const

/** A source that says everything that one can. */
function full(): FileSource & { readonly read: FileSource['read'] } {
  const plain = memorySource(texts)
  return {
    ...plain,
    top: async () => [...texts.keys()].filter((name) => !name.includes('/')),
    folders: async () => ['facts', 'launches', 'rules', 'src'],
    unlisted: () => ['rules/closed'],
    unfollowed: async (isWanted) => unfollowed.filter(({ path }) => isWanted(path)),
  }
}

test.each([
  ['that says everything', full],
  ['that only lists and reads', () => memorySource(texts)],
])('a world of what a source said is that of the source: one %s', async (_, make) => {
  const [trusted, head] = [notingSource(make()), notingSource(make())]
  const first = await loadWorld({ trusted: trusted.source, head: head.source })
  const said = structuredClone({ trusted: trusted.said(), head: head.said() })
  const again = await loadWorld({ trusted: saidSource(said.trusted), head: saidSource(said.head) })
  expect(again).toEqual(first)
  expect(again.launches.map(({ name }) => name)).toEqual(['a', 'b'])
  expect([...said.trusted.reads.keys(), ...said.head.reads.keys()].join()).not.toContain('src/index.ts')
})

test('what nobody asked for is not told as missing', async () => {
  const { source, said } = notingSource(full())
  expect(await source.read('launches/a.yaml', 1000)).toMatchObject({ ok: true })
  expect(await source.read('gone.yaml', 1000)).toEqual({ ok: false, problem: 'not-found' })
  const again = saidSource(said())
  expect(await again.read('gone.yaml', 1000)).toEqual({ ok: false, problem: 'not-found' })
  await expect(again.read('launches/a.yaml', 2000)).rejects.toThrow('nobody asked before for `launches/a.yaml`')
  await expect(again.read('launches/b.yaml', 1000)).rejects.toThrow('nobody asked before')
  await expect(again.list('rules')).rejects.toThrow('nobody asked before what is in `rules`')
})
