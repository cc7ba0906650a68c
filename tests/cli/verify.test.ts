import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore } from '../../src/store/index.ts'
import { recording } from '../store/recordings.ts'
import { good, launch, promise, Workplace } from './harness.ts'

const work = new Workplace({ 'rules/promise.yaml': promise, 'launches/a.yaml': launch('a', good) })
const stores = new Workplace({})
afterAll(() => {
  work.remove()
  stores.remove()
})

beforeAll(async () => {
  await work.run(['check', '--format', 'json', '--output', 'decision.json'])
  work.write('altered.json', readFileSync(join(work.folder, 'decision.json'), 'utf8').replace('"verdict":"go"', '"verdict":"hold"'))
  const store = await openStore(join(stores.folder, 'data'))
  for (const [id, csat] of [
    ['a', 4.4],
    ['b', 3.9],
    ['a', 4.1],
  ] as const)
    await store.append(await recording(id, csat))
  await store.close()
})

describe('a saved decision', () => {
  test('is valid when its digest fits and the same comes out of its files', async () => {
    const ran = await work.run(['verify', 'decision.json'])
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.out).toMatch(
      /^valid: a, go, as of 2026-10-07T09:00:00Z\n {2}digest {4}sha256:[0-9a-f]{64}\n {2}replay {4}judged again, the same bytes\n$/,
    )
  })

  test('is not valid when it was altered', async () => {
    const ran = await work.run(['verify', 'altered.json'])
    expect(ran.code).toBe(1)
    expect(ran.out).toMatch(/^not valid: a, hold[\s\S]*does not fit it: it was altered after it was made/)
  })

  test('could not be verified when its files changed since, and is replayed from the commit that has them', async () => {
    const place = new Workplace({ 'rules/promise.yaml': promise, 'launches/a.yaml': launch('a', good) })
    const git = (...args: string[]): unknown =>
      execFileSync('git', ['-C', place.folder, '-c', 'user.name=ola', '-c', 'user.email=ola@example.test', ...args], { stdio: 'pipe' })
    git('init', '-q')
    git('add', '.')
    git('commit', '-qm', 'first')
    await place.run(['check', '--format', 'json', '--output', 'decision.json'])
    place.write('launches/a.yaml', launch('a', '{ csat: 3.0, blockersOpen: 0 }'))
    const changed = await place.run(['verify', 'decision.json'])
    expect(changed.code).toBe(2)
    expect(changed.out).toMatch(
      /^could not be verified: a, go[\s\S]*not judged again: the text that was judged is not at hand, of `launches\/a.yaml`/,
    )
    expect(await place.run(['verify', 'decision.json', '--no-replay'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^digest fits: a, go/),
    })
    const ran = await place.run(['verify', 'decision.json', '--commit', 'HEAD'])
    expect(ran.out).toMatch(/^valid: [\s\S]*the same bytes/)
    expect(await place.run(['verify', 'decision.json', '--commit', 'gone'])).toMatchObject({ code: 2 })
    place.remove()
  })

  test('is looked up in a store', async () => {
    const { decision } = await recording('b', 3.9)
    stores.write('b.json', JSON.stringify(decision))
    const ran = await stores.run(['verify', 'b.json', '--store', 'data', '--format', 'json'])
    expect(ran.code).toBe(0)
    expect(JSON.parse(ran.out)).toMatchObject({ isValid: true, decisions: [{ launch: 'b', entry: 2, replay: { result: 'same-bytes' } }] })
    stores.write('c.json', JSON.stringify((await recording('c')).decision))
    const missing = await stores.run(['verify', 'c.json', '--store', 'data'])
    expect(missing.code).toBe(1)
    expect(missing.out).toMatch(/not valid: c[\s\S]*it is not recorded there/)
  })

  test.each([
    ['a file that is not there', ['none.json'], /does not exist/],
    ['a file that is no decision', ['rules/promise.yaml'], /this is not a saved decision/],
    ['options of a store', ['decision.json', '--from', '2'], /decision\.json is no store/],
    ['nothing', [], /no store is named/],
    ['an anchor that is none', ['data', '--anchor', '3'], /it is a number and a hash/],
    ['a number that is none', ['data', '--from', '0'], /it is a number from 1 up/],
  ])('%s is exit 2', async (_, argv, err) => {
    const ran = await work.run(['verify', ...argv])
    expect([ran.code, ran.out]).toEqual([2, ''])
    expect(ran.err).toMatch(err)
  })
})

describe('a store', () => {
  test('is verified with every decision judged again', async () => {
    const ran = await stores.run(['verify', 'data'])
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.out).toMatch(
      /entries {3}1 to 3, 3 decisions\n {2}replayed {2}3 to the same bytes\n\nvalid\nNote this elsewhere[^\n]*: 3:sha256:[0-9a-f]{64}\n$/,
    )
    const anchor = /(3:sha256:[0-9a-f]{64})/.exec(ran.out)?.[1] ?? ''
    expect((await stores.run(['verify', 'data', '--anchor', anchor])).code).toBe(0)
    expect((await stores.run(['verify', 'data/onlyif.db', '--anchor', anchor.replace('3:', '2:')])).code).toBe(1)
    expect((await stores.run(['verify'], { env: { DATABASE_URL: 'data' } })).code).toBe(0)
    const part = await stores.run(['verify', '--store', 'data', '--from', '2', '--to', '2', '--no-replay', '--format', 'json'])
    expect(JSON.parse(part.out)).toMatchObject({ kind: 'Verification', isValid: true, from: 2, to: 2, decisions: 1 })
  })

  test('is exported, imported, and the same again', async () => {
    const exported = await stores.run(['export', '--data', 'data'])
    expect(exported).toMatchObject({ code: 0, err: '3 entries written\n' })
    const toFile = await stores.run(['export', '--data', 'data', '--output', 'log.ndjson'])
    expect(toFile).toMatchObject({ code: 0, out: '', err: '3 entries written to log.ndjson\n' })
    expect(readFileSync(join(stores.folder, 'log.ndjson'), 'utf8')).toBe(exported.out)
    const imported = await stores.run(['import', 'log.ndjson', '--data', 'copy'])
    expect(imported).toMatchObject({ code: 0, out: '', err: expect.stringMatching(/^3 entries imported; the last one is 3:sha256:/) })
    expect(await stores.run(['import', '-', '--data', 'copy'], { input: exported.out })).toMatchObject({
      code: 0,
      err: expect.stringMatching(/^0 entries imported, 3 entries were there already/),
    })
    expect((await stores.run(['export', '--data', 'copy'])).out).toBe(exported.out)
    const [, , ...rest] = exported.out.split('\n')
    stores.write('spoilt.ndjson', rest.join('\n'))
    expect(await stores.run(['import', 'spoilt.ndjson', '--data', 'third'])).toMatchObject({
      code: 2,
      err: 'onlyif: line 1: an export begins with one line `start`\n',
    })
  })

  test('is verified as well from what it was exported to, and what was altered there is not valid', async () => {
    const { out: lines } = await stores.run(['export', '--data', 'data'])
    stores.write('whole.ndjson', lines)
    const ran = await stores.run(['verify', 'whole.ndjson'])
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.out).toMatch(/^whole\.ndjson\n {2}entries {3}1 to 3, 3 decisions\n {2}replayed {2}3 to the same bytes\n\nvalid\nNote this/)
    const anchor = /(3:sha256:[0-9a-f]{64})/.exec(ran.out)?.[1] ?? ''
    expect(await stores.run(['verify', '-', '--anchor', anchor, '--no-replay'], { input: lines })).toMatchObject({ code: 0 })
    expect(
      (await stores.run(['verify', 'whole.ndjson', '--anchor', anchor.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))])).code,
    ).toBe(1)
    const spoilt: Readonly<Record<string, readonly [lines: string, says: RegExp]>> = {
      altered: [lines.replace('no-go', 'go'), /line \d+: entry 2: the text of the entry does not fit its digest/],
      cut: [lines.split('\n').slice(0, -2).join('\n'), /the lines end before their end: the file was cut/],
      beheaded: [lines.split('\n').slice(1).join('\n'), /line 1: an export begins with one line `start`/],
    }
    for (const [name, [text, says]] of Object.entries(spoilt)) {
      stores.write(`${name}.ndjson`, text)
      const wrong = await stores.run(['verify', `${name}.ndjson`])
      expect([name, wrong.code, wrong.err]).toEqual([name, 1, ''])
      expect(wrong.out).toMatch(says)
      expect(wrong.out).toMatch(/\nnot valid\n$/)
      const { isValid, faults } = JSON.parse((await stores.run(['verify', `${name}.ndjson`, '--format', 'json'])).out)
      expect([isValid, faults]).toEqual([false, [expect.stringMatching(says)]])
    }
    stores.write('later.ndjson', (await stores.run(['export', '--data', 'data', '--from', '3'])).out)
    expect(await stores.run(['verify', 'later.ndjson'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/later\.ndjson goes on after entry 2, so its chain has no beginning/),
    })
    expect(await stores.run(['verify', 'whole.ndjson', '--commit', 'HEAD'])).toMatchObject({ code: 2, out: '' })
  })

  test.each([
    ['an export of nothing there', ['export', '--data', 'none'], /there is no store at/],
    ['an export to a folder that is not there', ['export', '--data', 'data', '--output', 'none/x.ndjson'], /none\/x\.ndjson/],
    ['an export of no store', ['export'], /no store is named/],
    ['an import of no file', ['import', 'none.ndjson', '--data', 'copy'], /there is no file none\.ndjson/],
    [
      'a database that does not answer',
      ['verify', 'postgres://ola:hunter2@127.0.0.1:1/x'],
      /cannot be reached: nobody listens at its address/,
    ],
  ])('%s is exit 2 and says why', async (_, argv, err) => {
    const ran = await stores.run(argv)
    expect([ran.code, ran.out]).toEqual([2, ''])
    expect(ran.err).toMatch(err)
    expect(ran.err).not.toMatch(/internal error|hunter2/)
  })

  test('that was altered is not valid, and the entry is named', async () => {
    await stores.run(['import', 'log.ndjson', '--data', 'altered'])
    const { DatabaseSync } = await import('@photostructure/sqlite')
    const database = new DatabaseSync(join(stores.folder, 'altered/onlyif.db'))
    database.exec(`update entries set body = replace(body, '"verdict":"no-go"', '"verdict":"go"') where sequence = 2`)
    database.close()
    const ran = await stores.run(['verify', 'altered'])
    expect(ran.code).toBe(1)
    expect(ran.err).toBe('entry 2: the text of the decision does not fit its digest\n')
    expect(ran.out).toMatch(/wrong {5}1 entry\n\nnot valid\n$/)
  })
})
