import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commitOf } from './fake/git-objects.ts'
import { fakeGitHubForEachTest } from './fake/start.ts'
import { at, client, refusal, shop } from './shop.ts'

const github = fakeGitHubForEachTest()
const megabyte = 1024 * 1024

test('commits are named as git names them', () => {
  const repository = github().repository('acme/shop')
  const files = {
    'a.txt': 'a\n',
    'a/b.txt': 'b\n',
    'a-c/d': '',
    run: { text: '#!/bin/sh\n', executable: true },
    link: { symlink: 'a.txt' },
  }
  const sha = repository.commit({ files, message: 'First\n' })
  const date = commitOf(repository.objects, sha)?.date ?? ''
  const folder = mkdtempSync(join(tmpdir(), 'onlyif-git-'))
  try {
    for (const below of ['a', 'a-c']) mkdirSync(join(folder, below))
    rmSync(join(folder, 'a'), { recursive: true })
    const git = (...args: readonly string[]) =>
      execFileSync('git', args, { cwd: folder, encoding: 'utf8', env: { ...process.env, ...identity } }).trim()
    const who = { NAME: 'acme', EMAIL: 'acme@users.noreply.github.com', DATE: date }
    const identity = Object.fromEntries(
      ['AUTHOR', 'COMMITTER'].flatMap((role) => Object.entries(who).map(([key, value]) => [`GIT_${role}_${key}`, value])),
    )
    git('init', '-q')
    mkdirSync(join(folder, 'a'))
    for (const [name, text] of [
      ['a.txt', 'a\n'],
      ['a/b.txt', 'b\n'],
      ['a-c/d', ''],
      ['run', '#!/bin/sh\n'],
    ] as const)
      writeFileSync(join(folder, name), text)
    chmodSync(join(folder, 'run'), 0o755)
    symlinkSync('a.txt', join(folder, 'link'))
    git('add', '-A')
    git('-c', 'commit.gpgsign=false', 'commit', '-q', '--cleanup=verbatim', '-m', 'First\n')
    expect(git('rev-parse', 'HEAD')).toBe(sha)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

describe('the contents API', () => {
  test('tells files over 1 MB without their content, and those over 100 MB not at all', async () => {
    const { octokit, repository } = shop(github())
    const [large, huge] = [
      { text: 'large', size: 2 * megabyte },
      { text: 'huge', size: 101 * megabyte },
    ]
    repository.commit({ files: { 'large.yaml': large, 'huge.yaml': huge, 'just.yaml': { text: 'x', size: megabyte } } })
    const read = async (path: string) => {
      const { data } = await octokit.rest.repos.getContent({ ...at, path })
      return 'content' in data ? [data.encoding, data.content] : []
    }
    expect(await read('just.yaml')).toEqual(['base64', 'eA==\n'])
    expect(await read('large.yaml')).toEqual(['none', ''])
    expect((await refusal(octokit.rest.repos.getContent({ ...at, path: 'huge.yaml' })))[0]).toBe(403)
    const raw = await octokit.rest.repos.getContent({ ...at, path: 'large.yaml', mediaType: { format: 'raw' } })
    expect(raw.data).toBe('large')
  })

  test('ends folders at 1,000 entries, where trees go on', async () => {
    const { octokit, repository } = shop(github())
    repository.commit({ files: Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`many/${at}.yaml`, ''])) })
    const { data } = await octokit.rest.repos.getContent({ ...at, path: 'many' })
    expect(Array.isArray(data) && data.length).toBe(1000)
    const tree = async () => (await octokit.rest.git.getTree({ ...at, tree_sha: 'main', recursive: '1' })).data
    expect((await tree()).tree.length).toBe(1005)
    repository.largestTree = 10
    expect([(await tree()).truncated, (await tree()).tree.length]).toEqual([true, 10])
  })

  test('knows symbolic links, submodules and refs of all kinds', async () => {
    const { octokit, repository, fork, head } = shop(github())
    const sub = 'a'.repeat(40)
    repository.commit({ files: { 'in.yaml': { symlink: 'launch.yaml' }, 'out.yaml': { symlink: '../x' }, sub: { submodule: sub } } })
    repository.tag('v1')
    const read = async (path: string, ref?: string) => {
      const { data } = await octokit.rest.repos.getContent({ ...at, path, ...(ref === undefined ? {} : { ref }) })
      return Array.isArray(data)
        ? 'folder'
        : 'content' in data && data.type === 'file'
          ? Buffer.from(data.content, 'base64').toString()
          : data.type
    }
    expect([await read('in.yaml'), await read('out.yaml'), await read('sub'), await read('')]).toEqual([
      'kind: Launch\n',
      'symlink',
      'submodule',
      'folder',
    ])
    for (const ref of ['main', 'v1', 'refs/heads/main', repository.resolve('main')])
      expect(await read('launch.yaml', ref)).toBe('kind: Launch\n')
    for (const ref of ['pull/1/head', 'refs/pull/1/merge', head]) expect(await read('new.txt', ref)).toBe('new\n')
    expect((await refusal(octokit.rest.repos.getContent({ ...at, path: 'launch.yaml', ref: 'gone' })))[1]).toBe(
      'No commit found for the ref gone',
    )
    expect((await refusal(octokit.rest.repos.getContent({ ...at, path: 'gone.yaml' })))[1]).toBe('Not Found')
    expect(fork.resolve('change')).toBe(head)
  })

  test('gives names back that need escapes', async () => {
    const { octokit, repository } = shop(github())
    const path = 'a b/ü#?&%41.yaml'
    repository.commit({ branch: 'feature/x', files: { [path]: 'x' } })
    const { data } = await octokit.rest.repos.getContent({ ...at, path, ref: 'feature/x' })
    expect('path' in data && data.path).toBe(path)
    expect((await octokit.rest.repos.getBranch({ ...at, branch: 'feature/x' })).data.name).toBe('feature/x')
    expect((await octokit.rest.git.getRef({ ...at, ref: 'heads/feature/x' })).data.ref).toBe('refs/heads/feature/x')
    expect((await client(github()).rest.repos.compareCommitsWithBasehead({ ...at, basehead: 'main...feature/x' })).data.ahead_by).toBe(1)
  })
})

test('a pull request may outlive its fork', async () => {
  const { octokit, pull } = shop(github())
  pull.forkGone = true
  expect((await octokit.rest.pulls.get({ ...at, pull_number: 1 })).data.head.repo).toBeNull()
})
