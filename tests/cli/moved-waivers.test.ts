import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore } from '../../src/store/index.ts'
import { forged, type Story, story } from '../store/moved-waivers.ts'
import { Workplace } from './harness.ts'

const work = new Workplace({})
let waivers: Story['waivers']
let lines = ''

beforeAll(async () => {
  const open: typeof openStore = (address, options) => openStore(address, options)
  const made = await story({ address: () => join(work.folder, 'data'), open: (address = '', options) => open(address, options) })
  waivers = made.waivers
  await made.store.close()
})
afterAll(() => work.remove())

test('waivers that were asked for are exported, imported once, and the same again', async () => {
  const exported = await work.run(['export', '--data', 'data'])
  expect(exported).toMatchObject({ code: 0, err: '3 entries and 6 waivers written\n' })
  lines = exported.out
  const copied = await work.run(['import', '-', '--data', 'copy'], { input: lines })
  expect(copied).toMatchObject({ code: 0, err: expect.stringMatching(/^3 entries imported; [^\n]*\n6 waivers imported\n$/) })
  expect(await work.run(['import', '-', '--data', 'copy'], { input: lines })).toMatchObject({
    code: 0,
    err: expect.stringMatching(/3 entries were there already[^\n]*\n0 waivers imported, 6 waivers were there already\n$/),
  })
  expect((await work.run(['export', '--data', 'copy'])).out).toBe(lines)
  for (const option of [[], ['--from', '3']]) {
    const { out } = await work.run(['export', '--data', 'data', ...option])
    expect(out.match(/^\{"line":"waiver"/gm)).toHaveLength(6)
  }
})

test('an export is verified with them', async () => {
  work.write('whole.ndjson', lines)
  const ran = await work.run(['verify', 'whole.ndjson'])
  expect(ran).toMatchObject({ code: 0, err: '' })
  expect(ran.out).toMatch(/\n {2}waivers {3}6 asked for in the service\n\nvalid\n/)
  expect(JSON.parse((await work.run(['verify', 'whole.ndjson', '--format', 'json'])).out)).toMatchObject({ isValid: true, waivers: 6 })
})

test.each([
  ['altered', () => lines.replace('"state":"withdrawn"', '"state":"in-force"'), /line \d+: the waiver does not fit its digest/],
  [
    'one that nobody approved',
    () => made(waivers.refused.id, (line) => ({ ...line, state: 'in-force' })),
    /line \d+: the waiver `S-2026-[0-9a-f]{8}`: its answers make it refused, and it says that it is in-force/,
  ],
  [
    'not what decisions were judged by',
    () => made(waivers['in-force'].id, (line) => ({ ...line, document: String(line['document']).replace('3.8', '1.8') })),
    /the waiver `S-2026-[0-9a-f]{8}`: decisions were judged by it, and it said something else then/,
  ],
])('%s: it is not valid, and not imported', async (name, edited, says) => {
  work.write('spoilt.ndjson', edited())
  const found = await work.run(['verify', 'spoilt.ndjson'])
  expect([found.code, found.err]).toEqual([1, ''])
  expect(found.out).toMatch(says)
  const store = name.replaceAll(' ', '-')
  const ran = await work.run(['import', 'spoilt.ndjson', '--data', store])
  expect([ran.code, ran.out]).toEqual([2, ''])
  expect(ran.err).toMatch(says)
  expect((await work.run(['verify', store])).out).not.toContain('waivers')
})

test('one in force that no decision was judged by is told', async () => {
  const edited = made(waivers.requested.id, (line) => ({ ...line, state: 'in-force' }))
  work.write('early.ndjson', edited)
  const says = `the waiver \`${waivers.requested.id}\` is in force, and no decision was judged by it`
  expect((await work.run(['verify', 'early.ndjson'])).out).toContain(`  note      ${says}`)
  expect((await work.run(['import', 'early.ndjson', '--data', 'early'])).err).toContain(`\nnote: ${says}`)
})

test.each(['export', 'import', 'verify'])('%s --help tells of them', async (command) => {
  expect((await work.run([command, '--help'])).out).toMatch(/[Ww]aivers\s+that\s+were\s+asked\s+for/)
})

function made(id: string, edit: Parameters<typeof forged>[2]): string {
  return forged(
    lines.split('\n').filter((line) => line !== ''),
    id,
    edit,
  ).join('\n')
}
