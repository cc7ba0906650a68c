import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore } from '../../src/store/index.ts'
import { circumstances, commitment, manifest, recording } from '../store/recordings.ts'
import { Workplace } from './harness.ts'

const place = new Workplace({ 'rules/promise.yaml': commitment })
afterAll(() => place.remove())

const git = (...args: string[]): void => {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.test', ...args], { cwd: place.folder, stdio: 'ignore' })
}

beforeAll(async () => {
  git('init', '-q')
  git('add', '-A')
  git('commit', '-qm', 'first')
  const store = await openStore(join(place.folder, 'data'))
  await store.append(await recording('a', 4.9, 'checkout', '2025-01-01T00:00:00Z'))
  await store.append(await recording('a', 4.4, 'checkout', '2026-01-01T00:00:00Z'))
  await store.append(await recording('b', 4.9))
  await store.append(await recording('c', 4.3))
  const gone = await recording('d', 4.3)
  await store.append(gone)
  await store.append({ ...(await recording('e', 4.7)), circumstances })
  const [input] = gone.inputs.filter((item) => item.as === 'launch')
  await store.inputs.erase(input?.digest ?? '', { by: 'maria', why: 'asked for' })
  await store.close()
  await place.run(['export', '--data', 'data', '--output', 'log.ndjson'])
  await place.run(['export', '--data', 'data', '--from', '4', '--output', 'later.ndjson'])
  place.write('rules/promise.yaml', commitment.replace('atLeast: 4.2', 'atLeast: 4.5'))
})

test('the last decision about each launch is judged anew, as of when it was made; what was erased is listed', async () => {
  const ran = await place.run(['impact', '--store', 'data'])
  expect([ran.code, ran.err]).toEqual([0, ''])
  expect(ran.out).toMatch(/over the last decisions in\s+\S*data\/onlyif\.db/)
  expect(ran.out).toContain('each as of its last decision')
  expect(ran.out).toContain('5 launches: 2 newly blocked, 1 cannot be judged again, 2 unchanged')
  expect(ran.out).toContain('GO → NO-GO  a · The launch a')
  expect(ran.out).toMatch(
    /○ Cannot be judged again \(1\) {2}what was kept does not suffice\n {2}d · The launch d\n {4}the text of `launch.yaml` was erased, as entry 7 of the log says/,
  )
  expect((await place.run(['impact', '--store', 'data', '--fail-on', 'newly-blocked'])).code).toBe(1)
})

test('an exported log says the same, in every format', async () => {
  const data = JSON.parse((await place.run(['impact', '--decisions', 'log.ndjson', '--format', 'json'])).out)
  const stored = JSON.parse((await place.run(['impact', '--store', 'data', '--format', 'json'])).out)
  expect({ ...data, decisions: stored.decisions }).toEqual(stored)
  expect(data).toMatchObject({
    decisions: 'log.ndjson',
    launches: 5,
    changes: [
      { launch: { id: 'a' }, now: '2026-01-01T00:00:00Z', group: 'newly-blocked' },
      { launch: { id: 'c' }, now: '2026-10-07T09:00:00Z' },
    ],
    lost: [{ id: 'd', owner: 'team-checkout' }],
  })
  expect(data).not.toHaveProperty('now')
  for (const format of ['markdown', 'html', 'csv']) {
    const { out } = await place.run(['impact', '--decisions', 'log.ndjson', '--format', format])
    expect(out, format).toMatch(/was erased/)
  }
})

test('all are judged as of a moment that is named', async () => {
  const { out } = await place.run(['impact', '--store', 'data', '--now', '2026-11-01', '--format', 'json'])
  expect(JSON.parse(out)).toMatchObject({ now: '2026-11-01', changes: [{ launch: { id: 'a' } }, {}] })
  expect(JSON.parse(out).changes[0]).not.toHaveProperty('now')
})

test('a part of a log says that it is one', async () => {
  const ran = await place.run(['impact', '--decisions', 'later.ndjson'])
  expect(ran.err).toContain('later.ndjson goes on after entry 3: what was decided up to it is not looked at')
  expect(ran.out).toContain('3 launches: 1 newly blocked, 1 cannot be judged again, 1 unchanged')
})

test('a requirement has its record in a store and in an exported log', async () => {
  const stored = await place.run(['explain', 'delight', '--decisions', 'data'])
  expect(stored.out).toMatch(/ {2}record +in 6 decisions about 5 launches: 6 met\n +last on 2026-10-07, for e: met\n/)
  expect((await place.run(['explain', 'delight', '--decisions', 'log.ndjson'])).out).toBe(stored.out)
  const { out } = await place.run(['check', '--format', 'json', '-', '--now', '2026-12-01'], { input: manifest('z', 3) })
  place.write('one.json', out)
  const both = await place.run(['explain', 'delight', '--decisions', 'later.ndjson', 'one.json', 'data'])
  expect(both.out).toMatch(/in 7 decisions about 6 launches: 6 met and 1 not met\n +last on 2026-12-01, for z: not met\n/)
  expect(both.err).toContain('later.ndjson goes on after entry 3')
  expect(await place.run(['explain', '--decisions', 'nowhere/'])).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('there is no store'),
  })
})

test('where nothing can be judged again, nothing was compared', async () => {
  const store = await openStore(join(place.folder, 'bare'))
  await store.close()
  const none = await place.run(['impact', '--store', 'bare'])
  expect([none.code, none.out]).toEqual([2, ''])
  expect(none.err).toMatch(/there is no decision in .*bare.*, so nothing was compared/)
  const other = await openStore(join(place.folder, 'gone'))
  const request = await recording('a')
  await other.append(request)
  for (const { digest } of request.inputs.filter((item) => item.side === 'head'))
    await other.inputs.erase(digest, { by: 'maria', why: 'asked for' })
  await other.close()
  const gone = await place.run(['impact', '--store', 'gone'])
  expect(gone.code).toBe(2)
  expect(gone.out).toContain('1 launch: 1 cannot be judged again, 0 unchanged')
  expect(gone.err).toContain('no launch can be judged again, so nothing was compared')
})

test.each([
  [['--store', 'data', '--decisions', 'log.ndjson'], 'leave one of them out'],
  [['--store', 'data', '--launch', 'launches/**'], '--launch and --facts are for launches in files'],
  [['--store', 'nowhere'], 'there is no store at'],
  [['--decisions', 'nowhere.ndjson'], 'nowhere.ndjson: there is no such file'],
  [['--decisions', 'rules/promise.yaml'], 'rules/promise.yaml: line 1: it is not JSON'],
])('%j is refused', async (argv, words) => {
  const ran = await place.run(['impact', ...argv])
  expect(ran.err).toContain(words)
  expect(ran.code).toBe(2)
})
