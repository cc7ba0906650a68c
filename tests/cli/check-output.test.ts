import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/engine/decide.ts'
import { parseDocuments } from '../../src/model/documents.ts'
import { canonicalJson } from '../../src/source/digest.ts'
import { bad, broken, good, launch, promise } from './harness.ts'
import { workplace } from './workplace.ts'

const rules = { 'rules/promise.yaml': promise }

describe('json', () => {
  test('is byte for byte what the library decides', async () => {
    const files = { 'rules/promise.yaml': promise, 'launch.yaml': launch('b', bad) }
    const { out, code } = await workplace(files).run(['check', '--format', 'json', '--only', 'delight', '--quiet'])
    const documents = parseDocuments(Object.entries(files).map(([file, text]) => ({ file, text })))
    const [first] = documents.launches
    if (!first) throw new Error('there is no launch')
    const { decision } = await decide({ ...documents, catalog: documents.catalogs, launch: first, now: '2026-10-07T09:00:00Z' })
    expect(code).toBe(1)
    expect(out).toBe(`${canonicalJson(decision)}\n`)
  })

  test('of several launches, and of none', async () => {
    const several = await workplace({ ...rules, 'launches/a.yaml': launch('a', good), 'launches/x.yaml': broken }).run([
      'check',
      '--format',
      'json',
    ])
    expect(several.code).toBe(2)
    expect(JSON.parse(several.out)).toMatchObject({
      kind: 'Decisions',
      decisions: [{ verdict: 'go' }],
      diagnostics: [{ code: 'document/unknown-key' }],
    })
    const none = await workplace({}).run(['check', '--format', 'json'])
    expect(JSON.parse(none.out)).toMatchObject({ kind: 'Decisions', decisions: [] })
  })
})

describe('output', () => {
  test('goes to a file, and the verdict is told on the side', async () => {
    const work = workplace({ ...rules, 'launch.yaml': launch('b', bad) })
    const { code, out, err } = await work.run(['check', '--format', 'json', '--output', 'decision.json'])
    expect({ code, out, err }).toEqual({ code: 1, out: '', err: '✖ NO-GO  b: 1 to fix\nThe report is in decision.json\n' })
    expect(JSON.parse(readFileSync(join(work.folder, 'decision.json'), 'utf8'))).toMatchObject({ kind: 'Decision', verdict: 'no-go' })
  })

  test('that cannot be written is no success', async () => {
    const { code, err } = await workplace({ ...rules, 'launch.yaml': launch('a', good) }).run(['check', '--output', 'no/such/folder.txt'])
    expect(code).toBe(2)
    expect(err).toContain('could not be written')
  })
})

describe('colour', () => {
  const work = workplace({ ...rules, 'launch.yaml': launch('b', bad) })

  test.each([
    ['on a terminal', [], { stdoutIsTerminal: true }, true],
    ['in a pipe', [], {}, false],
    ['NO_COLOR', [], { stdoutIsTerminal: true, env: { NO_COLOR: '1' } }, false],
    ['FORCE_COLOR', [], { env: { FORCE_COLOR: '1' } }, true],
    ['FORCE_COLOR=0', [], { stdoutIsTerminal: true, env: { FORCE_COLOR: '0' } }, false],
    ['a dumb terminal', [], { stdoutIsTerminal: true, env: { TERM: 'dumb' } }, false],
    ['--color', ['--color'], { env: { NO_COLOR: '1' } }, true],
    ['--no-color', ['--no-color'], { stdoutIsTerminal: true, env: { FORCE_COLOR: '1' } }, false],
  ] as const)('%s', async (_, argv, io, coloured) => {
    expect((await work.run(['check', ...argv], io)).out.includes('\u001b[')).toBe(coloured)
  })
})

test('progress is told on a terminal only, when there is much to judge', async () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`launches/l${i}.yaml`, launch(`l${i}`, good)]))
  const work = workplace({ ...rules, ...many })
  expect((await work.run(['check'])).err).toBe('')
  expect((await work.run(['check'], { stderrIsTerminal: true })).err).toContain('judging 21 of 30 launches')
})
