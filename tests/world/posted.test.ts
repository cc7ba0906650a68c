import { describe, expect, test } from 'vitest'
import { loadTrustedSide } from '../../src/world/begin.ts'
import { memorySource } from '../../src/world/memory.ts'
import { type PostedText, worldOfTexts } from '../../src/world/posted.ts'
import type { World } from '../../src/world/world.ts'

const head = (kind: string): string => `apiVersion: onlyif/v1\nkind: ${kind}\n`
const commitment = `${head('Commitment')}id: p\ntitle: t\nowner: o\ngoToMarketOnlyIf:\n  - { id: r, title: t, owner: o, require: { score: 5 } }\n`
const launch = (score: number): string => `${head('Launch')}id: l\ntitle: L\nowner: team\nfacts: { score: ${score} }\n`

async function worldOf(
  posted: readonly PostedText[],
  files: Readonly<Record<string, string>> = { 'rules/p.yaml': commitment },
): Promise<World> {
  return worldOfTexts(await loadTrustedSide({ trusted: memorySource(new Map(Object.entries(files))) }), posted)
}

const told = ({ diagnostics }: World): string[] => diagnostics.map(({ file, code, message }) => `${file} ${code} ${message}`)

describe('texts that were sent', () => {
  test('are launches and their facts', async () => {
    const world = await worldOf([
      { file: 'launch.yaml', text: launch(5) },
      { file: 'facts.json', text: '{ "a": 1 }', under: 'ci' },
    ])
    expect(told(world)).toEqual([])
    expect(world.launches.map(({ name, facts }) => [name, facts.length])).toEqual([['l', 1]])
  })

  test('have one text for each name: a decision must not vouch for another one than was judged', async () => {
    for (const under of [undefined, 'ci']) {
      const other: PostedText = { file: 'launch.yaml', text: launch(1), ...(under !== undefined && { under }) }
      for (const posted of [
        [{ file: 'launch.yaml', text: launch(5) }, other],
        [other, { file: 'launch.yaml', text: launch(5) }],
      ])
        expect(told(await worldOf(posted))).toEqual(['launch.yaml document/duplicate-id two texts are named `launch.yaml`'])
    }
  })

  test('may be put under several names', async () => {
    const text = '{ "a": 1 }'
    const world = await worldOf([
      { file: 'launch.yaml', text: launch(5) },
      { file: 'ci.json', text, under: 'ci' },
      { file: 'ci.json', text, under: 'build' },
    ])
    expect(told(world)).toEqual([])
    expect(
      told(await worldOf([...['ci', 'ci'].map((under) => ({ file: 'ci.json', text, under })), { file: 'l.yaml', text: launch(5) }])),
    ).toEqual(['ci.json document/duplicate-id two texts are named `ci.json`'])
  })

  test('without a commitment to judge by, or without a launch, are told, and each only where it is so', async () => {
    const posted = [{ file: 'launch.yaml', text: launch(5) }]
    expect(told(await worldOf(posted, {}))).toEqual(['. world/no-commitment there is no commitment to judge by'])
    expect(told(await worldOf([]))).toEqual(['. world/no-launch no launch was sent'])
    expect(told(await worldOf([], {}))).toHaveLength(2)
  })
})
