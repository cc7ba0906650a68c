import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Decision } from '../../src/model/generated/types.ts'
import { gateComment } from '../../src/report/gate-comment.ts'
import { diagnostic } from '../../src/source/diagnostic.ts'
import { judgeWorld } from '../../src/world/judged-world.ts'
import { memorySource } from '../../src/world/memory.ts'
import { loadWorld } from '../../src/world/world.ts'
import { bad, config, good, launch, open, promise, waivers } from '../action/documents.ts'
import { hostile } from './infected.ts'
import { liveIn } from './safe-markdown.ts'

const linkOf = (digest: string): string => `https://onlyif.example.test/decisions/${encodeURIComponent(digest)}`
const bytes = (text: string): number => Buffer.byteLength(text)

async function decided(launches: Readonly<Record<string, string>>): Promise<readonly Decision[]> {
  const files = new Map(
    Object.entries({
      'rules/promise.yaml': promise(4.2),
      'onlyif.yaml': config('roles: { cco: [maria] }'),
      'waivers.yaml': waivers('waived'),
      ...Object.fromEntries(Object.entries(launches).map(([id, facts]) => [`launches/${id}.yaml`, launch(id, facts)])),
    }),
  )
  const source = memorySource(files)
  const world = await loadWorld({ trusted: source, head: source })
  return (await judgeWorld(world, { now: '2026-10-07', noExceptions: false, isPartial: false })).decisions
}

test('says each launch, the worst first, with its decision and the waivers in force', async () => {
  const decisions = await decided({ fine: good, waived: bad, lacking: open, failing: bad })
  const text = gateComment({ lead: 'NO-GO: 2 of 4 launches may not go to `production`.', decisions, diagnostics: [], linkOf, limit: 1000 })
  const short = text.replaceAll(/\(\[decision `[0-9a-f]{12}`\]\(https:[^)]+\)\)/g, '(link)')
  expect(short).toBe(
    [
      '**NO-GO: 2 of 4 launches may not go to `production`.**',
      '',
      '- ✖ `failing`: NO-GO, 1 to fix (link)',
      '- ✖ `lacking`: HOLD, 1 to find out (link)',
      '- ▲ `waived`: CONDITIONAL GO, 1 waived (link)',
      '  - waiver `W-1` for `promise/delight` until 2026-10-20',
      '- ● `fine`: GO, 2 met (link)',
    ].join('\n'),
  )
})

test('ends where it is full, and says how much more there is', async () => {
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`launch-${i}`, bad]))
  const text = gateComment({ lead: 'NO-GO', decisions: await decided(many), diagnostics: [], linkOf, limit: 1000, size: bytes })
  expect(bytes(text)).toBeLessThanOrEqual(1000)
  expect(text).toMatch(/\n- and 3[0-9] more$/)
})

test('holds its limit and does nothing, whatever files say', () => {
  const long = fc.oneof(
    hostile,
    fc.string({ unit: 'binary', maxLength: 700 }),
    fc.constantFrom('@acme/all '.repeat(60), '😀'.repeat(300), '`'.repeat(500)),
  )
  fc.assert(
    fc.property(long, long, (lead, name) => {
      const diagnostics = Array.from({ length: 4 }, () => diagnostic('file/unreadable', { file: name, message: lead }))
      const text = gateComment({ lead, decisions: [], diagnostics, linkOf, limit: 1000, size: bytes })
      expect(bytes(text)).toBeLessThanOrEqual(1000)
      expect(liveIn(text)).toEqual([])
    }),
  )
})
