import { describe, expect, test } from 'vitest'
import { connect, type GitHub } from '../../src/github/client.ts'
import { commitReader } from '../../src/github/contents-source.ts'
import type { FileSource } from '../../src/model/file-source.ts'
import { quickNetwork } from '../action/stage.ts'
import { contract, contractFiles, textOf } from '../world/source-contract.ts'
import { type FakeGitHub, fakeGitHubForEachTest } from './fake/start.ts'

const github = fakeGitHubForEachTest()

function clientOf(fake: FakeGitHub): GitHub {
  return connect({ apiUrl: fake.url, token: '', owner: 'acme', repo: 'shop', userAgent: 'test', network: quickNetwork })
}

async function sourceOf(fake: FakeGitHub, commit: string): Promise<FileSource> {
  const reading = await commitReader(clientOf(fake))(commit)
  if (!reading.ok) throw new Error(reading.message)
  return reading.source
}

describe('the files of a commit on GitHub', () => {
  contract(async () => {
    const fake = github()
    return sourceOf(fake, fake.repository('acme/shop').commit({ files: contractFiles }))
  })

  test('submodules and names that lead elsewhere are no files, and links are not followed', async () => {
    const fake = github()
    const commit = fake.repository('acme/shop').commit({
      files: {
        'real.yaml': 'a: 1\n',
        'run.yaml': { text: 'x\n', executable: true },
        'link.yaml': { symlink: '../../../etc/passwd' },
        'launches/link.yaml': { symlink: '../real.yaml' },
        module: { submodule: 'a'.repeat(40) },
      },
    })
    const source = await sourceOf(fake, commit)
    expect(await source.list('')).toEqual(['launches/link.yaml', 'link.yaml', 'real.yaml', 'run.yaml'])
    for (const path of ['link.yaml', 'launches/link.yaml']) expect(await source.read(path, 100)).toEqual({ ok: false, problem: 'linked' })
    for (const path of ['module', 'module/x']) expect(await source.read(path, 100)).toEqual({ ok: false, problem: 'not-found' })
    expect(await source.read('../real.yaml', 100)).toEqual({ ok: false, problem: 'outside-root' })
  })

  test('submodules, and links to folders, are told to whoever looks for files in them', async () => {
    const fake = github()
    const repository = fake.repository('acme/shop')
    const commit = repository.commit({
      files: {
        'shared/deep/a.yaml': 'a: 1\n',
        'rules/one': { symlink: '../shared/deep' },
        'rules/two': { symlink: '/etc' },
        'rules/file': { symlink: '../shared/deep/a.yaml' },
        'other/three': { symlink: '../shared' },
        'rules/module': { submodule: 'a'.repeat(40) },
      },
    })
    for (const largest of [repository.largestTree, 4]) {
      repository.largestTree = largest
      const source = await sourceOf(fake, commit)
      expect(await source.unfollowed?.((path) => path.startsWith('rules/'))).toEqual([
        { path: 'rules/module', kind: 'submodule' },
        { path: 'rules/one', kind: 'link', to: 'shared/deep' },
        { path: 'rules/two', kind: 'link' },
      ])
    }
  })

  test('a list that GitHub cuts is walked folder by folder', async () => {
    const fake = github()
    const repository = fake.repository('acme/shop')
    const names = ['a/1.yaml', 'a/2.yaml', 'b/c/3.yaml', 'b/c/4.yaml', 'b/5.yaml', 'z.yaml']
    const commit = repository.commit({ files: Object.fromEntries(names.map((name) => [name, name])) })
    repository.largestTree = 3
    const source = await sourceOf(fake, commit)
    expect(await source.list('')).toEqual([...names].sort())
    expect(textOf(await source.read('b/c/4.yaml', 100))).toBe('b/c/4.yaml')
    expect(source.unlisted?.()).toEqual([])
  })

  test('a folder that cannot be listed is told', async () => {
    const fake = github()
    const repository = fake.repository('acme/shop')
    const commit = repository.commit({ files: { 'a/1.yaml': '1', 'a/2.yaml': '2', 'b.yaml': 'b', 'c.yaml': 'c' } })
    repository.largestTree = 3
    fake.fault({ kind: 'forbidden', on: 'git/get-tree', after: 2 })
    const source = await sourceOf(fake, commit)
    expect(source.unlisted?.()).toEqual(['a'])
  })

  test('a file beyond the limit is not asked for, and each blob only once', async () => {
    const fake = github()
    const commit = fake.repository('acme/shop').commit({ files: { 'a.yaml': 'same', 'b.yaml': 'same', 'big.yaml': 'x'.repeat(2000) } })
    const source = await sourceOf(fake, commit)
    expect(await source.read('big.yaml', 1999)).toMatchObject({ ok: false, problem: 'too-large' })
    await Promise.all([source.read('a.yaml', 10), source.read('b.yaml', 10), source.read('a.yaml', 10)])
    expect(fake.calls('git/get-blob')).toHaveLength(1)
  })

  test('a file that claims to be small is refused all the same', async () => {
    const fake = github()
    const commit = fake.repository('acme/shop').commit({ files: { 'a.yaml': { text: 'x'.repeat(100), size: 3 } } })
    expect(await (await sourceOf(fake, commit)).read('a.yaml', 50)).toMatchObject({ ok: false })
  })

  test.each(['not-json', 'half-body', 'redirect', 'not-found', 'forbidden'] as const)('an answer that is %s is no file', async (kind) => {
    const fake = github()
    const commit = fake.repository('acme/shop').commit({ files: { 'a.yaml': 'a' } })
    const source = await sourceOf(fake, commit)
    fake.fault({ kind, on: 'git/get-blob' })
    expect(await source.read('a.yaml', 100)).toMatchObject({ ok: false, problem: 'unreadable' })
    expect(fake.otherHost.requests).toEqual([])
  })

  test('other bytes than the commit holds are refused', async () => {
    const fake = github()
    const commit = fake.repository('acme/shop').commit({ files: { 'a.yaml': 'a' } })
    const lying = { ...quickNetwork, fetch: async (...args: Parameters<typeof fetch>) => swapped(await quickNetwork.fetch(...args)) }
    const client = connect({ apiUrl: fake.url, token: '', owner: 'acme', repo: 'shop', userAgent: 'test', network: lying })
    const reading = await commitReader(client)(commit)
    expect(reading.ok && (await reading.source.read('a.yaml', 100))).toMatchObject({
      ok: false,
      problem: 'unreadable',
      detail: 'GitHub gave other bytes than the commit holds',
    })
  })
})

async function swapped(response: Response): Promise<Response> {
  const text = (await response.text()).replace(/"content":"[^"]*"/, `"content":"${Buffer.from('b').toString('base64')}"`)
  return new Response(text, { status: response.status, headers: response.headers })
}
