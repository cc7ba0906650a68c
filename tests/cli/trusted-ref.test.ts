import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Workplace } from './harness.ts'

let place = new Workplace({})
beforeEach(() => {
  place = new Workplace({})
})
afterEach(() => place.remove())

const git = (...args: string[]): void => {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.test', ...args], { cwd: place.folder, stdio: 'ignore' })
}

const write = (files: Record<string, object>): void => {
  for (const [file, data] of Object.entries(files)) place.write(file, JSON.stringify({ apiVersion: 'onlyif/v1', ...data }))
}

const promise = (bound: number): object => ({
  kind: 'Commitment',
  id: 'promise',
  title: 'We go only if',
  owner: 'cco',
  goToMarketOnlyIf: [{ id: 'good', title: 'it is good', owner: 'product', require: { score: { atLeast: bound } } }],
})
const launch = { kind: 'Launch', id: 'l', title: 'L', owner: 'team', facts: { score: 3 } }

test('commitments that a change brings do not judge it', async () => {
  write({ 'rules/promise.yaml': promise(4), 'launch.yaml': launch })
  git('init', '-q')
  git('add', '-A')
  git('commit', '-qm', 'first')
  write({ 'rules/promise.yaml': promise(1) })
  expect((await place.run(['check'])).code).toBe(0)
  expect((await place.run(['check', '--trusted-ref', 'HEAD'])).code).toBe(1)
})

test('a config that a change brings does not move the root', async () => {
  write({ 'rules/promise.yaml': promise(4), 'launch.yaml': launch, 'sub/rules/lax.yaml': promise(1) })
  git('init', '-q')
  git('add', '-A')
  git('commit', '-qm', 'first')
  write({ 'sub/onlyif.yaml': { kind: 'Config' }, 'sub/launch.yaml': launch })
  const { code, out } = await place.run(['check', '--trusted-ref', 'HEAD', 'launch.yaml'], { cwd: join(place.folder, 'sub') })
  expect(out).toContain('sub/launch.yaml')
  expect(code).toBe(1)
})

test('a commitment that is a symbolic link judges on a disk, and in a commit it is not passed over', async () => {
  write({ 'rules/promise.yaml': promise(1), 'shared/strict.yaml': { ...promise(4), id: 'strict' }, 'launch.yaml': launch })
  symlinkSync('../shared/strict.yaml', join(place.folder, 'rules/strict.yaml'))
  git('init', '-q')
  git('add', '-A')
  git('commit', '-qm', 'first')
  expect((await place.run(['check'])).code).toBe(1)
  const { code, err } = await place.run(['check', '--trusted-ref', 'HEAD'])
  expect(err).toContain('file/linked')
  expect(err).toContain('rules/strict.yaml')
  expect(code).toBe(2)
})

test('a ref that does not exist decides nothing', async () => {
  write({ 'rules/promise.yaml': promise(1), 'launch.yaml': launch })
  git('init', '-q')
  const { code, err } = await place.run(['check', '--trusted-ref', 'nowhere'])
  expect(code).toBe(2)
  expect(err).toContain('world/unreadable-ref')
})

test('a tag that a change brings does not take the name of the branch that judges', async () => {
  write({ 'rules/promise.yaml': promise(4), 'launch.yaml': launch })
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-qm', 'first')
  git('update-ref', 'refs/remotes/origin/main', 'main')
  write({ 'rules/promise.yaml': promise(1) })
  git('commit', '-qam', 'second')
  expect((await place.run(['check', '--trusted-ref', 'origin/main'])).code).toBe(1)
  git('tag', 'origin/main')
  const { code, err } = await place.run(['check', '--trusted-ref', 'origin/main'])
  expect(code).toBe(2)
  expect(err.replaceAll('\n', ' ')).toContain(
    'could mean `refs/tags/origin/main` or `refs/remotes/origin/main`, which are not the same commit',
  )
  expect(err).toContain('name the one that is meant in full')
  expect((await place.run(['check', '--trusted-ref', 'refs/remotes/origin/main'])).code).toBe(1)
})
