import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
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

test('two versions of everything: the cause is proved and placed', async () => {
  place.write('rules/promise.yaml', promise.replace('4.2', '4.5'))
  place.write('launches/a.yaml', launch('a', '{ csat: 4.45, blockersOpen: 0 }'))
  const ran = await place.run(['diff', '--base', 'HEAD'])
  expect(ran.out).toContain('GO → NO-GO  The launch a')
  expect(ran.out).toContain('the smallest cause, proved by judging with it undone')
  expect(ran.out).toMatch(/1 {2}requirement: promise\/delight.*\n? +rules\/promise.yaml:8:5/)
  expect(ran.out).toContain('1 launch is judged alike.')
  expect([ran.code, ran.err]).toEqual([0, ''])
  git('commit', '-qam', 'second')
  const refs = await place.run(['diff', '--base', 'HEAD~1', '--head', 'HEAD', 'a', '--format', 'json'])
  expect(JSON.parse(refs.out)).toMatchObject({
    kind: 'LaunchDiffs',
    diffs: [{ launch: { id: 'a' }, because: { causes: [0], proved: true, minimal: true } }],
  })
})

test('launches that only one side has are named', async () => {
  rmSync(join(place.folder, 'launches/b.yaml'))
  place.write('launches/c.yaml', launch('c', good))
  place.write('launches/d.yaml', launch('d', good))
  const ran = await place.run(['diff', '--base', 'HEAD'])
  expect(ran.out).toContain('Only in HEAD: b.\nOnly in the working tree: c and d.\n')
  expect(ran.code).toBe(0)
  expect((await place.run(['diff', '--base', 'HEAD', '--format', 'markdown'])).out).toContain(
    'Only in `HEAD`: `b`. Only in `the working tree`',
  )
  expect(JSON.parse((await place.run(['diff', '--base', 'HEAD', 'a', '--format', 'json'])).out)).toMatchObject({
    alone: { before: [], after: [] },
  })
  const json = await place.run(['diff', '--base', 'HEAD', '--format', 'json'])
  expect(JSON.parse(json.out)).toMatchObject({ alone: { before: ['b'], after: ['c', 'd'] } })
  expect((await place.run(['diff', '--base', 'HEAD', 'c'])).err).toContain('`c` is only in the working tree')
  for (const id of ['much-longer-than-a-line', 'and-so-is-this-one']) place.write(`launches/${id}.yaml`, launch(id, good))
  const narrow = await place.run(['diff', '--base', 'HEAD'], { columns: 40 })
  expect(narrow.out).toContain('Only in the working tree:\nand-so-is-this-one, c, d and\nmuch-longer-than-a-line.\n')
})

test('the clock alone is a cause', async () => {
  place.write('rules/promise.yaml', promise.replace('{ atLeast: 4.2 }', '{ atLeast: 4.2, maxAge: 5d }'))
  place.write('launches/a.yaml', launch('a', '{ csat: { value: 4.4, asOf: 2026-10-06 }, blockersOpen: 0 }'))
  const ran = await place.run(['diff', '--base', '.', '--now', '2026-10-20', 'launches/a.yaml', '--base-now', '2026-10-07'])
  expect(ran.out).toContain('GO → HOLD')
  expect(ran.out).toContain('clock: judged as of 2026-10-20 instead of 2026-10-07')
})

test('two manifests, judged by what is here', async () => {
  const ran = await place.run(['diff', 'launches/a.yaml', 'launches/b.yaml'])
  expect(ran.out).toContain('fact: `beta.csat`: 4.4 → 3.9')
  expect(ran.code).toBe(0)
})

test('a saved decision that was altered is not compared', async () => {
  const { out } = await place.run(['check', 'launches/a.yaml', '--format', 'json'])
  place.write('before.json', out)
  place.write('after.json', out.replace('The launch a', 'Another launch'))
  const ran = await place.run(['diff', 'before.json', 'after.json'])
  expect(ran).toMatchObject({ code: 2, out: '', err: expect.stringContaining('a was altered after it was made') })
  expect((await place.run(['diff', 'before.json', 'before.json'])).err).toBe('')
})

test('two saved decisions are compared by what they show', async () => {
  await place.run(['check', 'launches/a.yaml', '--format', 'json', '--output', 'old.json'])
  place.write('launches/a.yaml', launch('a', bad))
  await place.run(['check', 'launches/a.yaml', '--format', 'json', '--output', 'new.json'])
  const ran = await place.run(['diff', 'old.json', 'new.json'])
  expect(ran.out).toContain('fact: `beta.csat`: 4.4 → 3.9')
  expect(ran.out).toContain('not proved')
  expect(ran.code).toBe(0)
})

test('two versions of a commitment, by ref or as files', async () => {
  place.write('new.yaml', promise.replace('4.2', '4.5'))
  const files = await place.run(['diff', 'rules/promise.yaml', 'new.yaml'])
  expect(files.out).toContain('stricter: it lets nothing through that was stopped before')
  expect(files.out).toContain('`beta.csat` must be at least 4.5; before: `beta.csat` must be at least 4.2')
  place.write('rules/promise.yaml', promise.replace('4.2', '4'))
  for (const named of ['rules/promise.yaml', 'promise']) {
    const ran = await place.run(['diff', '--base', 'HEAD', named])
    expect(ran.out).toContain('promise/delight: looser')
    expect([ran.code, ran.err]).toEqual([0, ''])
  }
  place.write('rules/promise.yaml', promise.replace('atLeast', 'atLeats'))
  const broken = await place.run(['diff', '--base', 'HEAD', 'rules/promise.yaml'])
  expect(broken.err).toContain('did you mean')
  expect(broken.code).toBe(2)
})

test('a side that decides nothing is told, and which it is', async () => {
  place.write('rules/promise.yaml', promise.replace('atLeast', 'atLeats'))
  const ran = await place.run(['diff', '--base', 'HEAD'])
  expect(ran.err).toContain('rules/promise.yaml:12:')
  expect(ran.err).toContain('onlyif: the working tree decides nothing')
  expect([ran.code, ran.out]).toEqual([2, ''])
})

test.each([
  [['diff'], 'two files are compared'],
  [['diff', 'launches/a.yaml'], 'two files are compared'],
  [['diff', '--head', 'HEAD'], '--head needs --base'],
  [['diff', '--base', 'HEAD', 'launches/none.yaml'], 'there is no such launch'],
  [['diff', 'rules/promise.yaml', 'launches/a.yaml'], 'cannot be compared'],
  [['diff', 'launches/a.yaml', 'nowhere.yaml'], 'does not exist'],
])('%j is refused', async (argv, words) => {
  const ran = await place.run(argv)
  expect(ran.err).toContain(words)
  expect(ran.code).toBe(2)
})
