import { describe, expect, test } from 'vitest'
import { decisionsIn, onlyif } from '../traps/command.ts'
import { folderOf } from '../world/temporary-folder.ts'
import { worldWith } from './sound.ts'

const valid: readonly [now: string, shown: string][] = [
  ['0001-01-01', '0001-01-01T00:00:00Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
  ['0004-02-29', '0004-02-29T00:00:00Z'],
  ['1582-10-10', '1582-10-10T00:00:00Z'],
  ['1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
  ['1970-01-01', '1970-01-01T00:00:00Z'],
  ['2000-02-29', '2000-02-29T00:00:00Z'],
  ['2026-10-07T11:00:00+02:00', '2026-10-07T09:00:00Z'],
  ['2026-10-07t09:00:00z', '2026-10-07T09:00:00Z'],
  ['2026-10-07T09:00:00.123456789Z', '2026-10-07T09:00:00.123Z'],
  ['2038-01-19T03:14:08Z', '2038-01-19T03:14:08Z'],
  ['9999-12-31', '9999-12-31T00:00:00Z'],
  ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59Z'],
]

const malformed: readonly string[] = [
  '',
  ' ',
  'now',
  'today',
  'tomorrow',
  '0000-01-01',
  '0000-00-00',
  '10000-01-01',
  '-0001-01-01',
  '2025-30-01',
  '2025-02-29',
  '2026-10-32',
  '2026-1-1',
  '20261007',
  '07.10.2026',
  '10/07/2026',
  '2026-10-07T09:00:00',
  '2026-10-07 09:00:00Z',
  '2026-10-07T24:00:00Z',
  '2026-10-07T09:60:00Z',
  '2026-10-07T09:00:00+25:00',
  '2026-10-07T09:00Z',
  '1791331200',
  'NaN',
  'Infinity',
  '2026-10-07\n',
  '2026-10-07; rm -rf',
  '２０２６-10-07',
  '9'.repeat(100_000),
  '\u0000',
]

describe('any valid `now` is judged by', () => {
  test.each(valid)('`%s` is the moment %s', async (now, shown) => {
    const ran = await onlyif(await folderOf(worldWith()), ['check', '--now', now, '--format', 'json'])
    expect([0, 1]).toContain(ran.code)
    expect(decisionsIn(ran).map((item) => item.now)).toEqual([shown, shown])
    expect(`${ran.stdout}${ran.stderr}`).not.toMatch(/^ {4}at |NaN|Invalid/m)
  })

  test('before everything, what was approved since does not count yet', async () => {
    const ran = await onlyif(await folderOf(worldWith()), ['check', '--now', '0001-01-01', '--format', 'json'])
    expect(decisionsIn(ran).flatMap((item) => item.waivers.map((waiver) => waiver.state))).toEqual(['refused'])
  })

  test('after everything, nothing that expires still counts', async () => {
    const ran = await onlyif(await folderOf(worldWith()), ['check', '--now', '9999-12-31', '--format', 'json'])
    expect(decisionsIn(ran).flatMap((item) => item.waivers.map((waiver) => waiver.state))).toEqual(['expired'])
  })
})

describe('a malformed `now` is one clear sentence and exit 2', () => {
  test.each(malformed)('%.40j', async (now) => {
    const ran = await onlyif(await folderOf(worldWith()), ['check', '--now', now, '--format', 'json'])
    expect([ran.code, ran.stdout]).toEqual([2, ''])
    expect(ran.stderr).toMatch(/^onlyif: --now: [^\n]+\n {2}[^\n]+\n$/)
    expect(ran.stderr.length).toBeLessThan(1000)
    expect(ran.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
  })
})
