import { describe, expect, test } from 'vitest'
import type { FileReading, FileSource } from '../../src/model/file-source.ts'
import { memorySource } from '../../src/world/memory.ts'
import { loadWorld, type WorldArgs } from '../../src/world/world.ts'
import { commitment, launch } from './documents.ts'
import { codesOf } from './small-world.ts'

type Refusal = Extract<FileReading, { ok: false }>

const files = { 'rules/a.yaml': commitment(), 'launch.yaml': launch('l') }

function sourceOf(more: Readonly<Record<string, string>> = {}): FileSource {
  return memorySource(new Map(Object.entries({ ...files, ...more })))
}

describe('a config', () => {
  const refusals: readonly Refusal[] = [
    { ok: false, problem: 'linked' },
    { ok: false, problem: 'too-large' },
    { ok: false, problem: 'unreadable' },
    { ok: false, problem: 'link-loop' },
    { ok: false, problem: 'outside-root' },
    { ok: false, problem: 'not-found', detail: 'it is a folder' },
  ]

  test.each(refusals)('that is there and cannot be read is not taken for none: $problem $detail', async (refusal) => {
    const plain = sourceOf()
    const trusted: FileSource = {
      ...plain,
      read: async (path, maxBytes) => (path === 'onlyif.yaml' ? refusal : plain.read(path, maxBytes)),
    }
    const world = await loadWorld({ trusted, head: plain })
    expect(codesOf(world.diagnostics)).toEqual([`file/${refusal.problem}`])
    expect(world.diagnostics[0]).toMatchObject({ file: 'onlyif.yaml', severity: 'error' })
  })

  test('that is not there is none', async () => {
    expect((await loadWorld({ trusted: sourceOf(), head: sourceOf() })).diagnostics).toEqual([])
  })
})

describe('a folder that cannot be listed', () => {
  test.each([
    ['', '.'],
    ['rules/deep', 'rules/deep'],
  ])('is told on either side: %j', async (folder, shown) => {
    const blind = { ...sourceOf(), unlisted: () => [folder] }
    for (const [trusted, head] of [
      [blind, sourceOf()],
      [sourceOf(), blind],
    ] as const)
      expect((await loadWorld({ trusted, head })).diagnostics).toMatchObject([
        { code: 'file/unreadable', file: shown, message: `the folder \`${shown}\` cannot be listed` },
      ])
  })
})

describe('without a working place a name is a path from the root', () => {
  const world = (args: WorldArgs) => loadWorld({ trusted: sourceOf(), head: sourceOf({ 'etc/launch.yaml': launch('other') }), args })

  test.each(['launch.yaml', './launch.yaml', 'etc/../launch.yaml'])('%s', async (name) => {
    const { launches, diagnostics } = await world({ launches: [name] })
    expect([launches.map((item) => item.name), diagnostics]).toEqual([['l'], []])
  })

  test.each(['/etc/launch.yaml', '/launch.yaml', '../launch.yaml', 'etc/../../launch.yaml'])('%s is none within it', async (name) => {
    const { launches, diagnostics } = await world({ launches: [name] })
    expect(launches).toEqual([])
    expect(diagnostics).toMatchObject([{ code: 'world/nothing-matched', message: `\`${name}\` leads outside the root` }])
  })
})
