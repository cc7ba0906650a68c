import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import type { Launch } from '../../src/model/launch.ts'
import type { WorldLaunch } from '../../src/world/assembly.ts'
import { type LaunchStream, streamWorld } from '../../src/world/launch-stream.ts'
import { loadWorld, type WorldArgs } from '../../src/world/world.ts'
import { config, type Files, source, stdin } from './small-world.ts'

const head = 'apiVersion: onlyif/v1\n'
const rules = `${head}kind: Commitment\nid: promise\ntitle: We go only if\nowner: cco\ngoToMarketOnlyIf:\n  - { id: sound, title: sound, owner: product, require: { sound: true } }\n`
const launch = (id: string, facts = 'sound: true'): string =>
  `${head}kind: Launch\nid: ${id}\ntitle: The launch ${id}\nowner: team\nfacts: { ${facts} }\n`
const facts = (id: string, given: string): string => `${head}kind: Facts\nlaunch: ${id}\nfacts: { ${given} }\n`
const many = (count: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`launches/l-${String(index).padStart(4, '0')}.yaml`, launch(`l-${index}`)]),
  )
const mapping = `${head}kind: Mapping\nid: plain\neach: plain/*.yaml\nlaunch: { id: "{file}", title: /name, owner: /owner }\nfacts: { sound: /sound }\n`

async function allOf(stream: LaunchStream): Promise<WorldLaunch[]> {
  const launches: WorldLaunch[] = []
  for await (const item of stream.read()) launches.push(item)
  return launches
}

/** What a launch comes to, without what only two parses of one text differ in. */
const said = ({ name, file, launch: found, facts: parts, diagnostics, files }: WorldLaunch): unknown => ({
  name,
  file,
  isJudged: found !== undefined,
  given: found?.facts.facts.map(({ path }) => path),
  parts: parts.map((part) => [part.document.file, part.launch, part.facts.facts.map(({ path }) => path)]),
  diagnostics,
  files: files.map((item) => [item.file, item.digest]),
})

const worlds: Readonly<Record<string, readonly [files: Files, isStale: boolean, args?: () => WorldArgs]>> = {
  'one launch': [{ 'rules/a.yaml': rules, 'launch.yaml': launch('a') }, false],
  'many launches': [{ 'rules/a.yaml': rules, ...many(100) }, false],
  'facts of many, each in its own file': [
    {
      'rules/a.yaml': rules,
      ...many(300),
      ...Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`facts/f-${index}.yaml`, facts(`l-${index}`, `more: ${index}`)])),
      'facts/shared.yaml': `${facts('l-1', 'third: 3')}---\n${facts('l-299', 'third: 3')}`,
      'facts/wrong.yaml': `${head}kind: Facts\nlaunch: l-7\nfacts: { sound.: 1 }\n`,
    },
    false,
  ],
  'an id that stands twice, far apart': [{ 'rules/a.yaml': rules, ...many(100), 'launches/z.yaml': launch('l-3') }, true],
  'facts in the manifest of a launch further back': [
    { 'rules/a.yaml': rules, ...many(100), 'launches/z.yaml': `${launch('z')}---\n${facts('l-3', 'more: 1')}` },
    true,
  ],
  'facts in a manifest that name nobody': [
    { 'rules/a.yaml': rules, ...many(40), 'launches/z.yaml': `${launch('z')}---\n${head}kind: Facts\nfacts: { more: 1 }\n` },
    true,
  ],
  'facts in a manifest for a launch that is not here': [
    { 'rules/a.yaml': rules, ...many(40), 'launches/z.yaml': `${launch('z')}---\n${facts('nobody', 'more: 1')}` },
    false,
  ],
  'a mapping, and wrong files': [
    {
      'onlyif.yaml': config('mappings: mapping.yaml'),
      'mapping.yaml': mapping,
      'rules/a.yaml': rules,
      ...many(40),
      'launches/0.yaml': 'apiVersion: onlyif/v1\nkind: Launch\nid: wrong\n',
      'launches/1.yaml': 'a: [',
      ...Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`plain/p-${index}.yaml`, 'name: P\nowner: o\nsound: true\n'])),
    },
    false,
  ],
  'standard input': [
    { 'rules/a.yaml': rules, ...many(3) },
    false,
    () => ({ launches: ['launches/**', '-'], stdin: stdin(launch('typed')), facts: ['more={}'] }),
  ],
}

describe('a world read launch by launch comes to what it comes to as a whole', () => {
  test.each(Object.entries(worlds))('%s', async (_, [files, isStale, args = () => ({})]) => {
    const input = { trusted: source(files), head: source(files) }
    const world = await loadWorld({ ...input, args: args() })
    const stream = await streamWorld({ ...input, args: args() })
    const first = await allOf(stream)
    expect(stream.isStale()).toBe(isStale)
    const launches = isStale ? await allOf(stream) : first
    expect(stream.isStale()).toBe(false)
    const sorted = (list: readonly WorldLaunch[]): unknown[] =>
      list.map(said).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    expect(sorted(launches)).toEqual(sorted(world.launches))
    expect(stream.judges.commitments.map(({ id }) => id)).toEqual(world.commitments.map(({ id }) => id))
    expect(stream.judges.diagnostics.filter(({ severity }) => severity === 'error')).toEqual(
      world.diagnostics.filter(({ severity }) => severity === 'error'),
    )
  })
})

test('launches that were read are let go', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const files = { 'rules/a.yaml': rules, ...many(400) }
  const stream = await streamWorld({ trusted: source(files), head: source(files) })
  const held: WeakRef<Launch>[] = []
  for await (const { launch: found } of stream.read()) if (found) held.push(new WeakRef(found))
  // What a promise gave is held until the next turn.
  await new Promise((resolve) => setTimeout(resolve, 10))
  collect()
  expect(held).toHaveLength(400)
  expect(held.filter((item) => item.deref()).length).toBeLessThan(70)
})
