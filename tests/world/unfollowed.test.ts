import { execFileSync } from 'node:child_process'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { FileSource } from '../../src/model/file-source.ts'
import { diskSource } from '../../src/world/disk.ts'
import { gitSource } from '../../src/world/git.ts'
import { judgeWorld } from '../../src/world/judged-world.ts'
import { memorySource } from '../../src/world/memory.ts'
import { mergedSource } from '../../src/world/merged.ts'
import { loadWorld, type WorldArgs } from '../../src/world/world.ts'
import { folderOf } from './temporary-folder.ts'

const commitment = (id: string, fact: string): string =>
  `apiVersion: onlyif/v1\nkind: Commitment\nid: ${id}\ntitle: t\nowner: o\ngoToMarketOnlyIf:\n  - { id: r, title: t, owner: o, require: { ${fact}: 1 } }\n`
const launch = 'apiVersion: onlyif/v1\nkind: Launch\nid: l\ntitle: L\nowner: o\nfacts: { a: 1 }\n'
const base = { 'rules/own.yaml': commitment('own', 'a'), 'launch.yaml': launch }
const hidden = { 'shared/company.yaml': commitment('company', 'b') }

function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@example.test', ...args], { encoding: 'utf8' }).trim()
}

async function committed(folder: string): Promise<FileSource> {
  git(folder, 'init', '-q')
  git(folder, 'add', '.')
  git(folder, 'commit', '-qm', 'first')
  return commit(folder)
}

async function commit(folder: string): Promise<FileSource> {
  const reading = await gitSource(folder, 'HEAD')
  if (!reading.ok) throw new Error(reading.message)
  return reading.source
}

/** The verdicts, or what was wrong. */
async function said(source: FileSource, args: WorldArgs = {}): Promise<readonly string[]> {
  const world = await loadWorld({ trusted: source, head: source, args })
  const { decisions, diagnostics } = await judgeWorld(world, { now: '2026-10-07', noExceptions: false, isPartial: false })
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  return errors.length > 0 ? errors.map(({ code, message }) => `${code}: ${message}`) : decisions.map(({ verdict }) => verdict)
}

const linked = (path: string): string => `file/linked: \`${path}\` is a symbolic link to a folder, and nothing behind it is read`

describe('a commitment behind a link to a folder never goes unjudged without a word', () => {
  const kinds: readonly [source: string, (folder: string) => Promise<FileSource>][] = [
    ['on disk', async (folder) => diskSource(folder)],
    ['in a commit', committed],
  ]

  test.each(kinds)('%s', async (_, open) => {
    const folder = await folderOf({ ...base, ...hidden })
    await symlink('../shared', join(folder, 'rules/company'))
    expect(await said(await open(folder))).toEqual([linked('rules/company')])
  })

  test.each(kinds)('%s, where the link leads out of the root', async (_, open) => {
    const folder = await folderOf(base)
    await symlink(await folderOf(hidden), join(folder, 'rules/company'))
    expect(await said(await open(folder))).toEqual([linked('rules/company')])
  })

  test.each(kinds)('%s, where the link leads nowhere', async (_, open) => {
    const folder = await folderOf({ ...base, 'facts/README.md': 'facts' })
    await symlink('../../company/rules', join(folder, 'rules/company'))
    await symlink('../gone', join(folder, 'facts/v1.2'))
    const nowhere = (path: string): string => `file/linked: \`${path}\` is a symbolic link that leads nowhere`
    const outside = `file/linked: \`rules/company\` is a symbolic link to a folder, and nothing behind it is read`
    const told = await said(await open(folder))
    expect(told.slice(0, 1)).toEqual([nowhere('facts/v1.2')])
    // A commit does not tell what is outside it.
    expect([nowhere('rules/company'), outside]).toContain(told[1])
    expect(told).toHaveLength(2)
  })

  test.each(kinds)('%s, where a link to a file leads nowhere: it is told once', async (_, open) => {
    const folder = await folderOf(base)
    await symlink('gone.yaml', join(folder, 'rules/company.yaml'))
    const told = await said(await open(folder))
    expect(told).toHaveLength(1)
    expect(told[0]).toMatch(/^file\/(?:not-found|linked): the file /)
  })

  test.each(kinds)('%s, and neither does one under a name that no source keeps', async (_, open) => {
    for (const name of ['rules/b\\d.yaml', 'rules\\company.yaml', 'rules/b\\d/company.yaml']) {
      const folder = await folderOf({ ...base, 'README.md': 'r', 'rules/notes\\a.md': 'n', 'docs\\a.yaml': 'n' })
      await mkdir(join(folder, name, '..'), { recursive: true })
      await writeFile(join(folder, name), commitment('company', 'b'))
      const told = await said(await open(folder))
      expect(told, name).toHaveLength(1)
      expect(told[0], name).toMatch(/^file\/unnameable: `rules.*` is a file or folder whose name holds a backslash or is no text/)
    }
  })

  test.each(kinds)('%s, and neither do facts or launches under such a name', async (_, open) => {
    for (const name of ['facts/b\\d.yaml', 'launches/b\\d.yaml', 'launches\\bad.yaml']) {
      const folder = await folderOf({ ...base, 'facts/README.md': 'f', 'launches/README.md': 'l', [name]: launch })
      expect(await said(await open(folder)), name).toEqual([expect.stringMatching(/^file\/unnameable/)])
    }
  })

  test.each(kinds)('%s, and neither do facts that speak against a launch', async (_, open) => {
    const facts = 'apiVersion: onlyif/v1\nkind: Facts\nlaunch: l\nfacts: { a: 2 }\n'
    const folder = await folderOf({ ...base, 'facts/README.md': 'facts', 'evidence/f.yaml': facts })
    await symlink('../evidence', join(folder, 'facts/more'))
    expect(await said(await open(folder))).toEqual([linked('facts/more')])
  })

  test.each(kinds)(
    '%s; but a link hides nothing to what is read in its own place, has nothing to read, or lies elsewhere',
    async (_, open) => {
      const folder = await folderOf({ ...base, 'rules/v2/more.yaml': commitment('more', 'a'), 'pictures/a.png': '', 'docs/b.yaml': 'b: 1' })
      await symlink('v2', join(folder, 'rules/latest'))
      await symlink('../pictures', join(folder, 'rules/images'))
      await symlink('../pictures/a.png', join(folder, 'rules/logo'))
      await symlink('gone.md', join(folder, 'rules/README.md'))
      await symlink('gone', join(folder, 'pictures/nowhere'))
      await symlink('../docs', join(folder, 'pictures/docs'))
      expect(await said(await open(folder))).toEqual(['go'])
    },
  )

  test.each(kinds)('%s, where patterns say how deep to look', async (_, open) => {
    const product = { 'products/one/launch.yaml': launch, 'products/README.md': 'p', 'apart/launch.yaml': launch.replace('id: l', 'id: m') }
    const config = (launches: string): string => `apiVersion: onlyif/v1\nkind: Config\nlaunches: ${launches}\n`
    for (const [launches, expected] of [
      ['"products/*/launch.yaml"', [linked('products/two')]],
      ['"products/{one,t*}/launch.yaml"', [linked('products/two')]],
      ['"{products/one,products/two}/launch.yaml"', [linked('products/two')]],
      ['products', [linked('products/two')]],
      ['"products/o*/launch.yaml"', ['go']],
      ['"products/one/*"', ['go']],
    ] as const) {
      const folder = await folderOf({ 'rules/own.yaml': commitment('own', 'a'), ...product, 'onlyif.yaml': config(launches) })
      await symlink('../apart', join(folder, 'products/two'))
      expect(await said(await open(folder)), launches).toEqual(expected)
    }
  })
})

test('a commit whose whole folder of facts is a link says so', async () => {
  const folder = await folderOf({ ...base, 'evidence/f.yaml': 'a: 1' })
  await symlink('evidence', join(folder, 'facts'))
  expect(await said(await committed(folder))).toEqual([linked('facts')])
})

test('a link through another link, or into a submodule, is not followed to see where it ends', async () => {
  const folder = await folderOf({ ...base, ...hidden })
  await symlink('shared', join(folder, 'alias'))
  await symlink('../alias', join(folder, 'rules/one'))
  await symlink('../vendor/company', join(folder, 'rules/two'))
  await committed(folder)
  git(folder, 'update-index', '--add', '--cacheinfo', `160000,${git(folder, 'rev-parse', 'HEAD')},vendor/company`)
  git(folder, 'commit', '-qm', 'second')
  expect(await said(await commit(folder))).toEqual([linked('rules/one'), linked('rules/two')])
})

test('a link that is longer than any is not read, and told', async () => {
  const folder = await folderOf({ ...base, 'long.txt': 'x/'.repeat(3000) })
  await committed(folder)
  git(folder, 'update-index', '--add', '--cacheinfo', `120000,${git(folder, 'hash-object', 'long.txt')},rules/company`)
  git(folder, 'commit', '-qm', 'second')
  expect(await said(await commit(folder))).toEqual([linked('rules/company')])
})

describe('a submodule among what judges', () => {
  test('is told of a commit, which has nothing of it', async () => {
    const folder = await folderOf(base)
    await committed(folder)
    const id = git(folder, 'rev-parse', 'HEAD')
    git(folder, 'update-index', '--add', '--cacheinfo', `160000,${id},rules/company`)
    git(folder, 'update-index', '--add', '--cacheinfo', `160000,${id},vendor/other`)
    git(folder, 'commit', '-qm', 'second')
    expect(await said(await commit(folder))).toEqual([
      'file/linked: `rules/company` is a submodule, and nothing in it is read: it is of another repository',
    ])
  })

  test.each([
    ['the root', ''],
    ['a folder below it', 'service/'],
  ])('is told on disk where nobody checked it out, as seen from %s', async (_, below) => {
    const modules = `[submodule "company"]\n\tpath = ${below}rules/company\n\turl = https://example.test/company.git\n`
    const files = Object.fromEntries(Object.entries(base).map(([name, text]) => [`${below}${name}`, text]))
    const folder = await folderOf({ '.gitmodules': modules, ...files })
    await mkdir(join(folder, `${below}rules/company`))
    await mkdir(join(folder, `${below}rules/empty`))
    await mkdir(join(folder, '.git'))
    expect(await said(diskSource(join(folder, below)))).toEqual(['file/linked: `rules/company` is a submodule that is not checked out'])
  })

  test('is read on disk like any folder where it is there', async () => {
    const modules = '[submodule "company"]\n\tpath = rules/company\n'
    const folder = await folderOf({ '.gitmodules': modules, ...base, 'rules/company/c.yaml': commitment('company', 'b') })
    expect(await said(diskSource(folder))).toEqual(['hold'])
  })
})

test('a change that links what judges from elsewhere is told before it is merged', async () => {
  const [main, head] = [await folderOf({ ...base, ...hidden }), await folderOf({ ...base, ...hidden })]
  await symlink('../shared', join(head, 'rules/company'))
  const [from, to] = [await committed(main), await committed(head)]
  const isAny = (): boolean => true
  expect(await mergedSource(from, { from, to }).unfollowed?.(isAny)).toEqual([{ path: 'rules/company', kind: 'link', to: 'shared' }])
  expect(await mergedSource(to, { from: to, to: from }).unfollowed?.(isAny)).toEqual([])
  expect(await mergedSource(to, { from, to: from }).unfollowed?.(isAny)).toHaveLength(1)
  expect(await mergedSource(memorySource(new Map()), { from, to: from }).unfollowed?.(isAny)).toEqual([])
})
