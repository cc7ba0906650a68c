import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, open, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { diskSource } from '../../src/world/disk.ts'
import { outsideSource } from '../../src/world/outside.ts'
import { contract, contractFiles, textOf } from './source-contract.ts'
import { folderOf } from './temporary-folder.ts'

describe('a folder on disk', () => {
  contract(async () => diskSource(await folderOf(contractFiles)))
})

describe('symbolic links', () => {
  test('one that leads outside the root is not read, and listed so that it says so', async () => {
    const elsewhere = await folderOf({ 'secret.yaml': 'secret' })
    const root = await folderOf({ 'a.yaml': 'a' })
    await symlink(join(elsewhere, 'secret.yaml'), join(root, 'file.yaml'))
    await symlink(elsewhere, join(root, 'folder'))
    await symlink('../', join(root, 'up'))
    const source = diskSource(root)
    expect(await source.list('')).toEqual(['a.yaml', 'file.yaml'])
    expect(await source.list('folder')).toEqual([])
    expect(await source.read('file.yaml', 100)).toMatchObject({ problem: 'outside-root' })
    expect(await source.read('folder/secret.yaml', 100)).toMatchObject({ problem: 'outside-root' })
  })

  test('one that leads to a hidden file of the root is refused', async () => {
    const root = await folderOf({ '.git/config': 'token' })
    await symlink('.git/config', join(root, 'launch.yaml'))
    expect(await diskSource(root).list('')).toEqual(['launch.yaml'])
    expect(await diskSource(root).read('launch.yaml', 100)).toMatchObject({ problem: 'outside-root' })
  })

  test('one that stays inside is read under its own name', async () => {
    const root = await folderOf({ 'products/x/launch.yaml': 'x' })
    await symlink('products/x/launch.yaml', join(root, 'now.yaml'))
    await symlink('products', join(root, 'rules'))
    const source = diskSource(root)
    expect(await source.list('')).toEqual(['now.yaml', 'products/x/launch.yaml'])
    expect(await source.list('rules')).toEqual(['rules/x/launch.yaml'])
    expect(textOf(await source.read('now.yaml', 100))).toBe('x')
    expect(textOf(await source.read('rules/x/launch.yaml', 100))).toBe('x')
  })

  test('a root that is itself a link is followed', async () => {
    const root = await folderOf({ 'a.yaml': 'a' })
    const other = await folderOf()
    await symlink(root, join(other, 'alias'))
    const source = diskSource(join(other, 'alias'))
    expect(await source.list('')).toEqual(['a.yaml'])
    expect(textOf(await source.read('a.yaml', 100))).toBe('a')
  })

  test('a loop ends a reading with a problem, and a listing without one', async () => {
    const root = await folderOf({ 'a/b.yaml': 'b' })
    await symlink('loop.yaml', join(root, 'loop.yaml'))
    await symlink('../a', join(root, 'a/again'))
    await symlink('.', join(root, 'self'))
    const source = diskSource(root)
    expect(await source.list('')).toEqual(['a/b.yaml', 'loop.yaml'])
    expect(await source.read('loop.yaml', 100)).toMatchObject({ problem: 'link-loop' })
    expect(await source.read('loop.yaml/x', 100)).toMatchObject({ problem: 'link-loop' })
  })

  test('folders that link to one another by the hundred cost nothing', async () => {
    const root = await folderOf({ 'a.yaml': 'a' })
    const names = Array.from({ length: 20 }, (_, index) => `d${index}`)
    for (const name of names) await mkdir(join(root, name))
    for (const from of names) for (const to of names) await symlink(`../${to}`, join(root, from, to))
    expect(await diskSource(root).list('')).toEqual(['a.yaml'])
  })

  test('one that leads nowhere is not passed over', async () => {
    const root = await folderOf()
    await symlink('gone.yaml', join(root, 'a.yaml'))
    expect(await diskSource(root).list('')).toEqual(['a.yaml'])
    expect(await diskSource(root).read('a.yaml', 100)).toMatchObject({ problem: 'not-found' })
  })
})

describe('what is not a regular file of a decent size', () => {
  test('a hundred megabytes are refused without being read', async () => {
    const root = await folderOf()
    const file = await open(join(root, 'big.yaml'), 'w')
    await file.truncate(100 * 1024 * 1024)
    await file.close()
    const before = process.memoryUsage().arrayBuffers
    expect(await diskSource(root).read('big.yaml', 1024)).toEqual({ ok: false, problem: 'too-large', detail: `${100 * 1024 * 1024} bytes` })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1024 * 1024)
  })

  test.skipIf(!hasMkfifo())('a pipe is listed, as nobody knows what it would hold, and refused without waiting for a writer', async () => {
    const root = await folderOf()
    execFileSync('mkfifo', [join(root, 'pipe.yaml')])
    expect(await diskSource(root).list('')).toEqual(['pipe.yaml'])
    expect(await diskSource(root).read('pipe.yaml', 100)).toMatchObject({ problem: 'unreadable' })
    expect(await outsideSource(root).read('pipe.yaml', 100)).toMatchObject({ problem: 'unreadable' })
  })

  test.skipIf(!existsSync('/dev/zero'))('a device is refused', async () => {
    expect(await diskSource('/dev').read('zero', 100)).toMatchObject({ problem: 'unreadable' })
  })

  test.skipIf(!existsSync('/proc/self/mem'))('a file that breaks while it is read is unreadable', async () => {
    expect(await diskSource('/proc/self').read('mem', 100)).toMatchObject({ problem: 'unreadable' })
  })

  test.skipIf(!existsSync('/proc/self/status'))('a file that states no size is read, and never beyond the limit', async () => {
    expect(textOf(await diskSource('/proc/self').read('status', 100_000))).toMatch(/^Name:/)
    expect(await diskSource('/proc/self').read('status', 10)).toMatchObject({ problem: 'too-large' })
  })

  test('a name that is too long is no file', async () => {
    expect(await diskSource(await folderOf()).read('x'.repeat(5000), 100)).toMatchObject({ problem: 'not-found' })
  })

  test('a root that does not exist holds nothing', async () => {
    const source = diskSource(join(await folderOf(), 'gone'))
    expect(await source.list('')).toEqual([])
    expect(await source.read('a.yaml', 100)).toMatchObject({ problem: 'not-found' })
  })
})

describe('files outside the root that somebody names', () => {
  test('are read, and folders of them listed under their own rules', async () => {
    const parent = await folderOf({ 'here/a.yaml': 'a', 'there/b.yaml': 'b', 'there/.c.yaml': 'c' })
    await symlink('/etc', join(parent, 'there/etc'))
    const source = outsideSource(join(parent, 'here'))
    expect(textOf(await source.read('../there/b.yaml', 100))).toBe('b')
    expect(await source.list('../there')).toEqual(['../there/b.yaml'])
    expect(await source.list('../there/b.yaml')).toEqual(['../there/b.yaml'])
    expect(await source.list('../gone')).toEqual([])
    expect(await source.read('../gone', 100)).toMatchObject({ problem: 'not-found' })
    expect(await source.read('../a\0b', 100)).toMatchObject({ problem: 'outside-root' })
  })
})

function hasMkfifo(): boolean {
  try {
    execFileSync('mkfifo', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
