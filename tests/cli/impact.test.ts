import { execFileSync } from 'node:child_process'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bad, good, launch, promise, Workplace } from './harness.ts'

let place = new Workplace({})
beforeEach(() => {
  place = new Workplace({ 'rules/promise.yaml': promise, 'launches/a.yaml': launch('a', good), 'launches/b.yaml': launch('b', bad) })
  git('init', '-q')
  git('add', '-A')
  git('commit', '-qm', 'first')
})
afterEach(() => place.remove())

const git = (...args: string[]): void => {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.test', ...args], { cwd: place.folder, stdio: 'ignore' })
}

const stricter = promise.replace('atLeast: 4.2', 'atLeast: 4.5')

test('an edit that blocks a launch is told, and fails only where that is asked', async () => {
  place.write('rules/promise.yaml', stricter)
  const ran = await place.run(['impact'])
  expect(ran.out).toContain('GO → NO-GO  a · The launch a')
  expect(ran.out).toContain('2 launches: 1 newly blocked, 1 unchanged')
  expect([ran.code, ran.err]).toEqual([0, ''])
  expect((await place.run(['impact', '--fail-on', 'newly-blocked'])).code).toBe(1)
  expect((await place.run(['impact', '--base', 'HEAD', '--fail-on', 'newly-blocked', '--launch', 'launches/b.yaml'])).code).toBe(0)
})

test('the launches are those of the working tree on both sides', async () => {
  place.write('launches/a.yaml', launch('a', bad))
  const ran = await place.run(['impact', '--fail-on', 'any-change'])
  expect(ran.out).toContain('Nothing changes for any launch.')
  expect(ran.code).toBe(0)
})

test('a launch that cannot be judged is not one that stays as it is', async () => {
  place.write('rules/promise.yaml', stricter)
  place.write('launches/a.yaml', `${launch('a', good)}x: [`)
  const some = await place.run(['impact'])
  expect(some.out).toContain('Nothing changes for any launch that can be judged.')
  expect(some.out).toContain('2 launches: 1 not decided by either, 1 unchanged')
  expect([some.code, (await place.run(['impact', '--format', 'markdown'])).code]).toEqual([0, 0])
  for (const condition of ['newly-blocked', 'any-change']) expect((await place.run(['impact', '--fail-on', condition])).code).toBe(2)
  place.write('launches/b.yaml', `${launch('b', bad)}x: [`)
  const none = await place.run(['impact'])
  expect(none.out).toContain('No launch can be judged, so nothing was compared.')
  expect(none.err).toContain('onlyif: no launch can be judged, so nothing was compared')
  expect(none.code).toBe(2)
})

test('an edit that blocks one launch fails with 1, though another cannot be judged', async () => {
  place.write('rules/promise.yaml', stricter)
  place.write('launches/b.yaml', `${launch('b', bad)}x: [`)
  expect((await place.run(['impact', '--fail-on', 'newly-blocked'])).code).toBe(1)
})

test('two folders are compared with the launches of the second', async () => {
  const files = (text: string, folder: string): void => {
    place.write(`${folder}/onlyif.yaml`, 'apiVersion: onlyif/v1\nkind: Config\n')
    place.write(`${folder}/rules/promise.yaml`, text)
    place.write(`${folder}/launch.yaml`, launch('x', good))
  }
  files(stricter, 'old')
  files(promise, 'new')
  const ran = await place.run(['impact', 'old', 'new', '--format', 'json'])
  expect(JSON.parse(ran.out)).toMatchObject({
    kind: 'Impact',
    before: 'old',
    after: 'new',
    launches: 1,
    changes: [{ group: 'newly-allowed' }],
  })
})

test('files that judge nobody are told with their place, and which side they are on', async () => {
  place.write('rules/promise.yaml', promise.replace('atLeast: 4.2', 'atLeats: 4.2'))
  const after = await place.run(['impact'])
  expect(after.err).toContain('rules/promise.yaml:12:')
  expect(after.err).toContain('beta.csat: { atLeats: 4.2 }')
  expect(after.err).not.toContain('no commitment')
  expect(after.err).toContain('onlyif: the working tree decides nothing, so there is nothing to compare')
  expect([after.code, after.out]).toEqual([2, ''])
  git('commit', '-qam', 'second')
  place.write('rules/promise.yaml', promise)
  const before = await place.run(['impact'])
  expect(before.err).toContain('onlyif: HEAD decides nothing')
  expect(before.err).toContain('atLeats')
  expect(before.code).toBe(2)
})

test('a manifest with an error is told and is no part of the comparison', async () => {
  place.write('launches/b.yaml', 'apiVersion: onlyif/v1\nkind: Launch\nid: b\n')
  const ran = await place.run(['impact'])
  expect(ran.err).toContain('launches/b.yaml:1:1')
  expect(ran.out).toContain('2 launches: 1 not decided by either, 1 unchanged')
})

test('a launch that only one version of the mappings reads is compared, too', async () => {
  const mapping = (glob: string): string =>
    `apiVersion: onlyif/v1\nkind: Mapping\nid: plain\neach: ${glob}\nlaunch: { id: "{file}", title: /name, owner: /owner }\nfacts: { beta.csat: /csat, beta.blockersOpen: /open }\n`
  const config = 'apiVersion: onlyif/v1\nkind: Config\nmappings: mapping.yaml\n'
  place.write('onlyif.yaml', config)
  place.write('mapping.yaml', mapping('"plain/*.yaml"'))
  place.write('plain/x.yaml', 'name: X\nowner: team\ncsat: 4.4\nopen: 0\n')
  git('add', '-A')
  git('commit', '-qm', 'second')
  place.write('mapping.yaml', mapping('"plain/*.yaml"').replace('/csat', '/rating'))
  const ran = await place.run(['impact'])
  expect(ran.out).toContain('GO → HOLD  x · X')
  expect(ran.out).toContain('`beta.csat`: nobody supplied it')
})

test.each([
  [['impact', 'only-one'], 'is named'],
  [['impact', 'a', 'b', '--base', 'HEAD'], 'two ways to say the same'],
  [['impact', '--base', 'no-such-ref'], '`no-such-ref` is not a commit'],
  [['impact', '--now', 'soon'], '--now: `soon` is not a date'],
])('%j is refused', async (argv, words) => {
  const ran = await place.run(argv)
  expect(ran.err).toContain(words)
  expect(ran.code).toBe(2)
})
