import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { FileSource } from '../../src/model/file-source.ts'
import { gitSource } from '../../src/world/git.ts'
import { findRoot, gitRootOf } from '../../src/world/root.ts'
import { contract, contractFiles, textOf } from './source-contract.ts'
import { folderOf } from './temporary-folder.ts'

function git(folder: string, ...args: string[]): string {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.test', '-c', 'init.defaultBranch=main', '-c', 'commit.gpgsign=false']
  return execFileSync('git', ['-C', folder, ...who, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
}

async function repositoryOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await folderOf(files)
  git(folder, 'init')
  git(folder, 'add', '--force', '.')
  git(folder, 'commit', '-m', 'first')
  return folder
}

async function sourceOf(folder: string, ref: string): Promise<FileSource> {
  const reading = await gitSource(folder, ref)
  if (!reading.ok) throw new Error(reading.message)
  return reading.source
}

describe('the files of a commit', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await repositoryOf(contractFiles)
  })

  contract(() => sourceOf(folder, 'HEAD'))

  test('are those of the commit, whatever the working tree says', async () => {
    const repository = await repositoryOf({ 'a.yaml': 'committed' })
    await writeFile(join(repository, 'a.yaml'), 'edited')
    await writeFile(join(repository, 'b.yaml'), 'new')
    const source = await sourceOf(repository, 'main')
    expect(await source.list('')).toEqual(['a.yaml'])
    expect(textOf(await source.read('a.yaml', 100))).toBe('committed')
  })

  test('are read many at once and one after another', async () => {
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`f${index}.yaml`, `${index}\n`.repeat(index * 7)]))
    const source = await sourceOf(await repositoryOf(files), 'HEAD')
    const texts = await Promise.all(Object.keys(files).map(async (path) => textOf(await source.read(path, 100_000))))
    expect(texts).toEqual(Object.values(files))
    await new Promise((resolve) => setTimeout(resolve, 120))
    expect(textOf(await source.read('f5.yaml', 100_000))).toBe(files['f5.yaml'])
  })

  test('are named from the folder that is asked about, and end there', async () => {
    const repository = await repositoryOf({ 'a.yaml': 'a', 'service/b.yaml': 'b', 'service/deep/c.yaml': 'c' })
    const source = await sourceOf(join(repository, 'service'), 'HEAD')
    expect(await source.list('')).toEqual(['b.yaml', 'deep/c.yaml'])
    expect(textOf(await source.read('deep/c.yaml', 9))).toBe('c')
    expect(await source.read('a.yaml', 9)).toMatchObject({ problem: 'not-found' })
  })

  test('are none below a folder that the commit does not have', async () => {
    const repository = await repositoryOf({ 'a.yaml': 'a' })
    await mkdir(join(repository, 'new'))
    expect(await (await sourceOf(join(repository, 'new'), 'HEAD')).list('')).toEqual([])
  })

  test('are those of the folder that is asked about, whatever the environment of git says', async () => {
    const [here, there] = [await repositoryOf({ 'a.yaml': 'here' }), await repositoryOf({ 'a.yaml': 'there' })]
    vi.stubEnv('GIT_DIR', join(there, '.git'))
    vi.stubEnv('GIT_WORK_TREE', there)
    const source = await sourceOf(here, 'HEAD')
    expect(textOf(await source.read('a.yaml', 9))).toBe('here')
    vi.unstubAllEnvs()
  })

  test('leave out submodules, and show links without following them', async () => {
    const repository = await folderOf({ 'a.yaml': 'a' })
    git(repository, 'init')
    await symlink('a.yaml', join(repository, 'link.yaml'))
    git(repository, 'add', '.')
    git(repository, 'commit', '-m', 'first')
    const id = git(repository, 'rev-parse', 'HEAD')
    git(repository, 'update-index', '--add', '--cacheinfo', `160000,${id},module`)
    git(repository, 'commit', '-m', 'second')
    const source = await sourceOf(repository, 'HEAD')
    expect(await source.list('')).toEqual(['a.yaml', 'link.yaml'])
    expect(await source.read('link.yaml', 100)).toEqual({ ok: false, problem: 'linked' })
  })

  test('are bytes as committed, without filters or line endings of this machine', async () => {
    const repository = await repositoryOf({ '.gitattributes': '*.yaml text eol=crlf filter=evil diff=evil\n', 'a.yaml': 'a\nb\n' })
    git(repository, 'config', 'filter.evil.smudge', 'touch run')
    git(repository, 'config', 'diff.evil.textconv', 'touch run')
    git(repository, 'config', 'core.fsmonitor', 'touch run')
    const source = await sourceOf(repository, 'HEAD')
    expect(textOf(await source.read('a.yaml', 100))).toBe('a\nb\n')
    expect(existsSync(join(repository, 'run'))).toBe(false)
  })

  test('can have names that a shell or a list would misread', async () => {
    const names = ['a b.yaml', "it's.yaml", '$(touch x).yaml', 'new\nline.yaml', '-n.yaml', ':(top)x.yaml', 'tab\t.yaml']
    const source = await sourceOf(await repositoryOf(Object.fromEntries(names.map((name) => [name, name]))), 'HEAD')
    expect(await source.list('')).toEqual([...names].sort())
    for (const name of names) expect(textOf(await source.read(name, 100))).toBe(name)
  })

  test('are not replaced by others', async () => {
    const repository = await repositoryOf({ 'a.yaml': 'true one' })
    await writeFile(join(repository, 'b'), 'false one')
    const [from = '', to = ''] = [git(repository, 'rev-parse', 'HEAD:a.yaml'), git(repository, 'hash-object', '-w', 'b')]
    git(repository, 'replace', from, to)
    expect(textOf(await (await sourceOf(repository, 'HEAD')).read('a.yaml', 100))).toBe('true one')
  })
})

describe('a ref', () => {
  test.each([
    'nope',
    '-h',
    '--help',
    '--all',
    '--exec=touch x',
    '',
    'HEAD:a.yaml',
    'HEAD^{tree}',
    'a\0b',
    'HEAD --',
    '$(touch x)',
    '@{upstream}',
  ])('%j is no commit', async (ref) => {
    const repository = await repositoryOf({ 'a.yaml': 'a' })
    expect(await gitSource(repository, ref)).toMatchObject({ ok: false, message: expect.stringMatching(/./) })
  })

  test('is a branch, a tag or an id, and is settled once', async () => {
    const repository = await repositoryOf({ 'a.yaml': 'one' })
    git(repository, 'tag', '-a', 'v1', '-m', 'v1')
    const id = git(repository, 'rev-parse', 'HEAD')
    const source = await sourceOf(repository, 'main')
    await writeFile(join(repository, 'a.yaml'), 'two')
    git(repository, 'commit', '-am', 'second')
    expect(textOf(await source.read('a.yaml', 9))).toBe('one')
    expect(textOf(await (await sourceOf(repository, 'v1')).read('a.yaml', 9))).toBe('one')
    expect(await gitSource(repository, id)).toMatchObject({ ok: true, commit: id })
  })

  describe('that could mean two commits', () => {
    const made: Readonly<Record<string, (repository: string) => void>> = {
      'a tag named as a branch': (repository) => git(repository, 'tag', 'main'),
      'a tag named as a branch of a remote': (repository) => git(repository, 'tag', 'origin/main'),
      'a branch named as a branch of a remote': (repository) => git(repository, 'branch', 'origin/main'),
      'a tag named as a remote': (repository) => git(repository, 'tag', 'origin'),
      'a ref beside tags and branches': (repository) => git(repository, 'update-ref', 'refs/main', 'HEAD'),
    }

    test.each([
      ['a tag named as a branch', 'main', 'refs/tags/main', 'refs/heads/main'],
      ['a tag named as a branch', 'main~0', 'refs/tags/main', 'refs/heads/main'],
      ['a tag named as a branch', 'main^{/first}', 'refs/tags/main', 'refs/heads/main'],
      ['a tag named as a branch of a remote', 'origin/main', 'refs/tags/origin/main', 'refs/remotes/origin/main'],
      ['a branch named as a branch of a remote', 'origin/main', 'refs/heads/origin/main', 'refs/remotes/origin/main'],
      ['a tag named as a remote', 'origin', 'refs/tags/origin', 'refs/remotes/origin/HEAD'],
      ['a ref beside tags and branches', 'main', 'refs/main', 'refs/heads/main'],
    ])('because there is %s is none: %s', async (what, ref, ...refs) => {
      const repository = await branchedRepository()
      expect(await gitSource(repository, ref)).toMatchObject({ ok: true })
      made[what]?.(repository)
      const reading = await gitSource(repository, ref)
      expect(reading).toMatchObject({ ok: false, hint: 'name the one that is meant in full' })
      for (const name of refs) {
        expect(reading).toMatchObject({ message: expect.stringContaining(`\`${name}\``) })
        expect(await gitSource(repository, name), name).toMatchObject({ ok: true })
      }
    })

    test('because a branch is named as the beginning of an id is none, and an id in full is that commit', async () => {
      const repository = await branchedRepository()
      const id = git(repository, 'rev-parse', 'main')
      expect(await gitSource(repository, id.slice(0, 9))).toMatchObject({ ok: true, commit: id })
      git(repository, 'branch', id.slice(0, 9))
      git(repository, 'tag', id.slice(0, 20))
      expect(await gitSource(repository, id.slice(0, 9))).toMatchObject({ ok: false, message: expect.stringContaining(id) })
      expect(await gitSource(repository, id.slice(0, 20))).toMatchObject({ ok: false })
      git(repository, 'tag', id)
      expect(await gitSource(repository, id)).toMatchObject({ ok: true, commit: id })
    })

    test('is one where both are the same commit', async () => {
      const repository = await branchedRepository()
      git(repository, 'tag', '-a', 'main', '-m', 'main', 'refs/heads/main')
      expect(await gitSource(repository, 'main')).toMatchObject({ ok: true, commit: git(repository, 'rev-parse', 'refs/heads/main') })
    })

    /** Its branch `main` is also that of `origin`; a later commit is checked out on another branch. */
    async function branchedRepository(): Promise<string> {
      const repository = await repositoryOf({ 'a.yaml': 'one' })
      git(repository, 'update-ref', 'refs/remotes/origin/main', 'main')
      git(repository, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main')
      git(repository, 'checkout', '-b', 'feature')
      await writeFile(join(repository, 'a.yaml'), 'two')
      git(repository, 'commit', '-am', 'second')
      return repository
    }
  })

  test('of a folder that is no repository, or does not exist, says so', async () => {
    const folder = await folderOf()
    expect(await gitSource(folder, 'HEAD')).toMatchObject({ ok: false, message: expect.stringContaining('in no Git repository') })
    expect(await gitSource(join(folder, 'gone'), 'HEAD')).toMatchObject({ ok: false })
  })
})

test('a blob that is gone makes its file unreadable, not the others', async () => {
  const repository = await repositoryOf({ 'a.yaml': 'a', 'b.yaml': 'b' })
  const id = git(repository, 'rev-parse', 'HEAD:a.yaml')
  const source = await sourceOf(repository, 'HEAD')
  await rm(join(repository, '.git/objects', id.slice(0, 2), id.slice(2)), { force: true })
  expect(await source.read('a.yaml', 9)).toMatchObject({ problem: 'unreadable' })
  expect(textOf(await source.read('b.yaml', 9))).toBe('b')
})

describe('the root', () => {
  test('is the folder of the nearest config, but not above the repository', async () => {
    const parent = await folderOf({
      'onlyif.yaml': '',
      'repo/service/onlyif.yaml': '',
      'repo/service/deep/x': '',
      'repo/other/x': '',
      'plain/x': '',
    })
    git(join(parent, 'repo'), 'init')
    expect(findRoot(join(parent, 'repo/service/deep'))).toBe(join(parent, 'repo/service'))
    expect(findRoot(join(parent, 'repo/other'))).toBe(join(parent, 'repo'))
    expect(findRoot(join(parent, 'plain'))).toBe(parent)
  })

  test('is the repository, else the working folder', async () => {
    const parent = await folderOf({ 'repo/deep/x': '', 'plain/x': '' })
    git(join(parent, 'repo'), 'init')
    await mkdir(join(parent, 'plain/onlyif.yaml'))
    expect(gitRootOf(join(parent, 'repo/deep'))).toBe(join(parent, 'repo'))
    expect(findRoot(join(parent, 'repo/deep'))).toBe(join(parent, 'repo'))
    expect(gitRootOf(join(parent, 'plain'))).toBeUndefined()
    expect(findRoot(join(parent, 'plain'))).toBe(join(parent, 'plain'))
  })
})
