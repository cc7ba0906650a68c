import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { decideWith } from '../../src/engine/decide.ts'
import { prepare } from '../../src/engine/judge.ts'
import type { Decision } from '../../src/model/generated/types.ts'
import { canonicalJson, type Digest, digestOf } from '../../src/source/digest.ts'
import { diskSource } from '../../src/world/disk.ts'
import { inputsSaid, judgeAgain } from '../../src/world/judge-again.ts'
import { judgeWorld } from '../../src/world/judged-world.ts'
import { type Kept, keptOf } from '../../src/world/kept.ts'
import { memorySource } from '../../src/world/memory.ts'
import { rejoin } from '../../src/world/rejoin.ts'
import { replay } from '../../src/world/replay.ts'
import { loadTrustedSide, loadWorld, type TrustedSide, type WorldArgs, type WorldInput } from '../../src/world/world.ts'

interface Made {
  readonly decision: Decision
  readonly kept: Kept
  readonly side: TrustedSide
}

const now = '2026-10-07T09:00:00.250Z'

/** Judges every launch of a world as `check` does, and gives what is kept of each. */
async function judged(input: WorldInput, noExceptions = false): Promise<Made[]> {
  const world = await loadWorld(input)
  const { commitments, catalogs, waivers, mappings, config, digests, launches } = world
  expect(world.diagnostics.filter((item) => item.severity === 'error')).toEqual([])
  const judgedLaunches = new Set(launches.map((launch) => launch.name))
  const prepared = prepare({ commitments, catalog: catalogs, waivers, mappings, config, digests, now, noExceptions, judgedLaunches })
  const side = await loadTrustedSide(input)
  const made: Made[] = []
  for (const launch of launches) {
    if (!launch.launch) throw new Error(JSON.stringify(launch.diagnostics))
    const { decision, diagnostics } = await decideWith(prepared, launch.launch, launch.facts)
    if (!decision) throw new Error(JSON.stringify(diagnostics))
    made.push({ decision, kept: keptOf(world, launch), side })
  }
  return made
}

async function expectReplay({ decision, kept, side }: Made): Promise<void> {
  const again = await replay(decision, kept.inputs, async (digest) => kept.texts.get(digest))
  expect(again.ok && canonicalJson(again.decision)).toBe(canonicalJson(decision))
  expect(await judgeAgain(decision, kept.inputs, async (digest) => kept.texts.get(digest))).toEqual({ result: 'same-bytes' })
  // Judged by what judges now, which is the same here, what was kept of the head comes to the same, too.
  const rejoined = await rejoin(side, decision.launch.id, kept.inputs, async (digest) => kept.texts.get(digest))
  if (!rejoined.ok) throw new Error(rejoined.missing.join())
  const { decisions } = await judgeWorld(rejoined.world, { now, noExceptions: decision.noExceptions, isPartial: true })
  expect(decisions.map(canonicalJson)).toEqual([canonicalJson(decision)])
  const headLess = await rejoin(side, decision.launch.id, kept.inputs, async () => undefined)
  expect(headLess).toMatchObject({ ok: false })
}

const memory = (
  files: Readonly<Record<string, string>>,
  args: WorldArgs = {},
  head: Readonly<Record<string, string>> = files,
): WorldInput => ({
  trusted: memorySource(new Map(Object.entries(files))),
  head: memorySource(new Map(Object.entries(head))),
  args,
})

const commitment = (id: string, require: string): string =>
  `apiVersion: onlyif/v1\nkind: Commitment\nid: ${id}\ntitle: T\nowner: o\ngoToMarketOnlyIf:\n  - { id: r, title: it is so, owner: p, require: ${require} }\n`
const launch = (id: string, facts: string): string =>
  `apiVersion: onlyif/v1\nkind: Launch\nid: ${id}\ntitle: L\nowner: t\nfacts: ${facts}\n`
const facts = (id: string, body: string): string => `apiVersion: onlyif/v1\nkind: Facts\nlaunch: ${id}\nfacts: ${body}\n`

describe('a replay comes to the same bytes', () => {
  const packs = ['market-promise', 'five-conditions', 'ai-feature-launch', 'open-source-release', 'price-change', 'enterprise-tier']
  test.each(packs)('of the launches of %s', async (pack) => {
    const source = diskSource(`rules/${pack}`)
    const own = pack === 'five-conditions' ? diskSource('rules/market-promise') : source
    const args = { commitments: ['commitment.yaml'], catalog: ['catalog.yaml'], waivers: ['waivers.yaml'] }
    const made = await judged({
      trusted: own,
      head: own,
      args: pack === 'five-conditions' ? { ...args, commitments: ['commitment.yaml'] } : args,
    })
    expect(made.length).toBeGreaterThan(0)
    for (const item of made) await expectReplay(item)
  })

  test.each([
    [
      'datadog-integrations',
      'tide/manifest.json',
      '{"tile":{"title":"Tide"},"author":{"name":"web"},"classifier_tags":["Category::Metrics"]}',
    ],
    [
      'otel-components',
      'receiver/tide/metadata.yaml',
      'type: tide\nstatus: { class: receiver, stability: { beta: [metrics] }, codeowners: { active: [ola] } }\n',
    ],
  ])('of a manifest that %s maps', async (pack, file, text) => {
    const names = ['commitment.yaml', 'catalog.yaml', 'mapping.yaml']
    const files = Object.fromEntries(names.map((name) => [name, readFileSync(`rules/${pack}/${name}`, 'utf8')]))
    const args = { commitments: ['commitment.yaml'], catalog: ['catalog.yaml'], mappings: ['mapping.yaml'] }
    const made = await judged(memory({ ...files, [file]: text }, args))
    expect(made.length).toBe(1)
    for (const item of made) await expectReplay(item)
  })

  test('with config, several catalogs, waivers, facts of others, plain facts under a name, and both sides of one name', async () => {
    const trusted = {
      'onlyif.yaml':
        'apiVersion: onlyif/v1\nkind: Config\ncommitments: [rules/**]\nfacts: [facts/a.yaml, facts/b.yaml]\nroles: { cco: [maria] }\nmaxDepth: 40\n'.replace(
          'maxDepth: 40\n',
          '',
        ),
      'rules/one.yaml': `${commitment('one', '{ a.x: 1, ci.coverage.lines: { atLeast: 80 }, b.y: { atMost: 3 } }').replace(
        'goToMarket',
        'waivers: { approvers: [cco], quorum: 1, maxDays: 30 }\ngoToMarket',
      )}---\napiVersion: onlyif/v1\nkind: FactCatalog\nfacts: { a.x: { type: number }, ci.coverage.lines: { type: number } }\n`,
      'rules/two.yaml': commitment('two', '{ c.z: { present: true } }'),
      'catalog.yaml': 'apiVersion: onlyif/v1\nkind: FactCatalog\nfacts: { b.y: { type: number, owner: q }, c.z: { type: text } }\n',
      'waivers.yaml': `apiVersion: onlyif/v1\nkind: Waivers\nwaivers:\n${['l', 'm']
        .map(
          (id) =>
            `  - { id: W-${id}, launch: ${id}, requirement: one/r, covers: { a.x: 2 }, as: accepted, reason: r, requestedBy: ola, approved: [{ by: maria, role: cco, on: 2026-10-06 }], expires: 2026-10-20 }\n`,
        )
        .join('')}`,
      'launches/l.yaml': 'not what is judged\n',
    }
    const head = {
      'launches/l.yaml': `${launch('l', '{ a.x: 2, b.y: 4 }')}---\n${facts('m', '{ a.x: 1 }')}`,
      'launches/m.yaml': launch('m', '{ b: { y: 2 } }'),
      'facts/a.yaml': facts('m', '{ c.z: text }'),
      'facts/b.yaml': `${facts('l', '{ c.z: one, b.y: 5 }')}---\n${facts('other', '{ a.x: 9 }')}`,
      'coverage.json': '{ "coverage": { "lines": 81.5 } }',
      'more.yaml': facts('l', '{ c.z: two }'),
    }
    for (const noExceptions of [false, true]) {
      const made = await judged(memory(trusted, { facts: ['ci=coverage.json', 'more.yaml'] }, head), noExceptions)
      expect(made.map((item) => item.decision.launch.id)).toEqual(['l', 'm'])
      for (const item of made) await expectReplay(item)
      const [l] = made
      expect(l?.kept.inputs.filter((input) => input.as === 'facts')).toMatchObject([
        { file: 'facts/b.yaml' },
        { file: 'more.yaml' },
        { file: 'coverage.json', under: 'ci' },
      ])
      expect(l?.kept.inputs.some((input) => input.file === 'launches/m.yaml')).toBe(false)
    }
  })

  test('of a manifest from standard input, of a file with several launches, and of a mapped list with a file that is not there', async () => {
    const rules = { 'rules/one.yaml': commitment('one', '{ a.x: 1 }') }
    const stdin = async (): Promise<Uint8Array> => new TextEncoder().encode(launch('s', '{ a.x: 1 }'))
    const [fromStdin] = await judged(memory(rules, { launches: ['-'], stdin }))
    if (fromStdin) await expectReplay(fromStdin)
    const several = await judged(memory({ ...rules, 'launch.yaml': `${launch('p', '{ a.x: 1 }')}---\n${launch('q', '{}')}` }))
    expect(several.map((item) => item.decision.verdict)).toEqual(['go', 'hold'])
    for (const item of several) await expectReplay(item)
    const mapping =
      'apiVersion: onlyif/v1\nkind: Mapping\nid: m\neach: { file: all.json, items: /launches }\nlaunch: { id: /id, title: /id, owner: /id }\nfacts:\n  a.x: { file: "parts/{/part}.json", at: /x }\n'
    const files = {
      ...rules,
      'map.yaml': mapping,
      'all.json': '{"launches":[{"id":"u","part":"one"},{"id":"v","part":"gone"},{"id":"w","part":"bad"}]}',
      'parts/one.json': '{"x":1}',
      'parts/bad.json': '{"x":',
    }
    const mapped = await judged(memory(files, { mappings: ['map.yaml'] }))
    expect(mapped.map((item) => item.decision.verdict)).toEqual(['go', 'hold', 'hold'])
    for (const item of mapped) await expectReplay(item)
  })
})

/** A decision as if an older engine had made it, digest included. */
function byOlder(decision: Decision): Decision {
  const { digest: _, ...rest } = { ...decision, engine: 'onlyif@0.0.1' }
  return { ...rest, digest: digestOf(canonicalJson(rest)) }
}

describe('a replay that is not the same', () => {
  const files = { 'rules/one.yaml': commitment('one', '{ a.x: 1 }'), 'launch.yaml': launch('l', '{ a.x: 1 }') }

  test('says what is missing, what differs, and which engine judged', async () => {
    const [made] = await judged(memory(files))
    if (!made) throw new Error('nothing judged')
    const { decision, kept } = made
    const textOf = async (digest: Digest): Promise<string | undefined> => kept.texts.get(digest)
    expect(await judgeAgain(decision, kept.inputs, async () => undefined)).toEqual({
      result: 'not-replayable',
      why: 'the text that was judged is not at hand, of `rules/one.yaml` and `launch.yaml`',
    })
    const other = launch('l', '{ a.x: 2 }')
    const swapped = kept.inputs.map((input) => (input.as === 'launch' ? { ...input, digest: digestOf(other) } : input))
    const swappedText = async (digest: Digest): Promise<string | undefined> => (digest === digestOf(other) ? other : kept.texts.get(digest))
    expect(await judgeAgain(decision, swapped, swappedText)).toEqual({ result: 'differs', why: 'the verdict is no-go, and was go' })
    expect(await judgeAgain(byOlder(decision), kept.inputs, textOf)).toMatchObject({ result: 'same-outcomes' })
    expect(await judgeAgain({ ...decision, launch: { ...decision.launch, id: 'gone' } }, kept.inputs, textOf)).toMatchObject({
      result: 'differs',
    })
  })

  test('of another engine may differ in words, and not in what came out nor in who allowed it', async () => {
    const waiver = {
      ...{ id: 'W-1', launch: 'l', requirement: 'one/r', covers: { 'a.x': { atLeast: 1 } }, as: 'accepted', reason: 'soon' },
      ...{ requestedBy: 'ola', approved: [{ by: 'maria', role: 'cco', on: '2026-10-06' }], expires: '2026-10-20' },
    }
    const waivable = commitment('one', '{ a.x: 1 }').replace('owner:', 'waivers: { approvers: [cco], quorum: 1, maxDays: 60 }\nowner:')
    const [made] = await judged(
      memory({
        'rules/one.yaml': waivable,
        'launch.yaml': launch('l', '{ a.x: 2 }'),
        'waivers.yaml': JSON.stringify({ apiVersion: 'onlyif/v1', kind: 'Waivers', waivers: [waiver] }),
      }),
    )
    if (!made) throw new Error('nothing judged')
    const { decision, kept } = made
    expect(decision.verdict).toBe('conditional-go')
    const again = (forged: Partial<Decision>): ReturnType<typeof judgeAgain> =>
      judgeAgain(byOlder({ ...decision, ...forged }), kept.inputs, async (digest) => kept.texts.get(digest))
    const [first] = decision.requirements
    const [own] = decision.waivers
    if (!first || !own) throw new Error('nothing waived')
    expect(await again({})).toMatchObject({ result: 'same-outcomes' })
    expect(await again({ requirements: [{ ...first, title: 'in other words' }] })).toMatchObject({ result: 'same-outcomes' })
    for (const [forged, why] of [
      [{ requirements: [{ ...first, enforcement: 'advisory' }] }, '`one/r` is blocking, and was advisory'],
      [{ requirements: [{ ...first, underlying: 'met' }] }, 'without its waivers `one/r` is unmet, and was met'],
      [{ blocked: true }, 'the verdict is conditional-go, and was conditional-go, blocked or not'],
      [{ requirements: [] }, 'there are more requirements'],
      [{ waivers: [] }, 'its waivers are others, or somebody else asked for them or approved them'],
      [{ waivers: [{ ...own, approved: [{ by: 'ceo', role: 'cco', on: '2026-10-06' }] }] }, 'its waivers are others'],
      [{ waivers: [{ ...own, expires: '2027-10-20' }] }, 'its waivers are others'],
    ] as const)
      expect(await again(forged as Partial<Decision>)).toMatchObject({ result: 'differs', why: expect.stringContaining(why) })
  })

  test('a saved decision says enough of its inputs to be judged again without a store', async () => {
    const [made] = await judged(memory(files))
    if (!made) throw new Error('nothing judged')
    const said = inputsSaid(made.decision)
    expect(await judgeAgain(made.decision, said, async (digest) => made.kept.texts.get(digest))).toEqual({ result: 'same-bytes' })
  })
})
