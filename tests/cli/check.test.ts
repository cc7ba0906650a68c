import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { decide } from '../../src/engine/decide.ts'
import { parseDocuments } from '../../src/model/documents.ts'
import { canonicalJson } from '../../src/source/digest.ts'
import { bad, good, launch, open, promise, Workplace, waiver } from './harness.ts'

const places: Workplace[] = []
afterAll(() => {
  for (const place of places) place.remove()
})

function place(files: Readonly<Record<string, string>>): Workplace {
  const made = new Workplace(files)
  places.push(made)
  return made
}

const rules = { 'rules/promise.yaml': promise }
const broken = launch('x', good).replace('owner: team', 'ownr: team')

interface Case {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  readonly argv?: readonly string[]
  readonly input?: string
  readonly code: 0 | 1 | 2
  readonly out?: RegExp
  readonly err?: RegExp
}

const cases: readonly Case[] = [
  {
    name: 'a go',
    files: { ...rules, 'launch.yaml': launch('a', good) },
    code: 0,
    out: /^● GO {2}The launch a\n[\s\S]*Be proud of this one\.\n$/,
    err: /^$/,
  },
  {
    name: 'a no-go',
    files: { ...rules, 'launch.yaml': launch('b', bad) },
    code: 1,
    out: /^✖ NO-GO {2}The launch b\n[\s\S]*found {3}3\.9 +launch\.yaml:8:11\n[\s\S]*1 to fix\n$/,
    err: /^$/,
  },
  { name: 'a hold', files: { ...rules, 'launch.yaml': launch('c', open) }, code: 1, out: /^✖ HOLD {2}[\s\S]*nobody supplied it/ },
  {
    name: 'a conditional go',
    files: { ...rules, 'waivers.yaml': waiver('W-1'), 'launch.yaml': launch('b', bad) },
    code: 0,
    out: /^▲ CONDITIONAL GO {2}[\s\S]*until 2026-10-20 by maria \(cco\); their roles are claimed/,
  },
  {
    name: 'no exceptions',
    files: { ...rules, 'waivers.yaml': waiver('W-1'), 'launch.yaml': launch('b', bad) },
    argv: ['--no-exceptions'],
    code: 1,
    out: /^▲ CONDITIONAL GO {2}[\s\S]*closed: no exceptions are allowed/,
  },
  {
    name: 'the worst of several counts',
    files: { ...rules, 'launches/a.yaml': launch('a', good), 'launches/b.yaml': launch('b', bad) },
    code: 1,
    out: /● GO {2}The launch a · a\n[\s\S]*✖ NO-GO[\s\S]*Summary {2}2 launches, 1 blocked\n/,
  },
  {
    name: 'one undecided is worse than a no-go',
    files: { ...rules, 'launches/b.yaml': launch('b', bad), 'launches/x.yaml': broken },
    code: 2,
    out: /✖ NO-GO[\s\S]*○ NOT DECIDED {8}1 {3}x\n$/,
    err: /did you mean `owner`\?[\s\S]*1 error: no decision for 1 launch\n$/,
  },
  {
    name: 'a named launch',
    files: { ...rules, 'launches/a.yaml': launch('a', good), 'launches/b.yaml': launch('b', bad) },
    argv: ['launches/a.yaml'],
    code: 0,
    out: /^● GO/,
  },
  { name: 'a launch from standard input', files: rules, argv: ['-'], input: launch('b', bad), code: 1, out: /<stdin>:8:11/ },
  { name: 'no launch', files: rules, code: 2, out: /^$/, err: /error\[world\/no-launch\][\s\S]*nothing was decided\n$/ },
  { name: 'no commitment', files: { 'launch.yaml': launch('a', good) }, code: 2, err: /error\[world\/no-commitment\]/ },
  { name: 'nothing at all', files: {}, code: 2 },
  { name: 'a file that is not there', files: rules, argv: ['nope.yaml'], code: 2, err: /nope\.yaml/ },
  {
    name: 'a broken commitment decides nothing',
    files: { 'rules/promise.yaml': promise.replace('atLeast', 'atLest'), 'launch.yaml': launch('a', good) },
    code: 2,
    out: /^Summary {2}1 launch, 0 blocked, 1 not decided/,
    err: /error\[commitment\/unknown-operator\][\s\S]*did you mean `atLeast`\?/,
  },
  {
    name: 'commitments by option',
    files: { 'mine.yaml': promise, 'launch.yaml': launch('a', good) },
    argv: ['--commitments', 'mine.yaml'],
    code: 0,
  },
  {
    name: 'waivers by option',
    files: { ...rules, 'w.yaml': waiver('W-1'), 'launch.yaml': launch('b', bad) },
    argv: ['--waivers', 'w.yaml'],
    code: 0,
  },
  {
    name: 'a catalog by option',
    files: {
      ...rules,
      'c.yaml':
        'apiVersion: onlyif/v1\nkind: FactCatalog\nfacts:\n  beta.csat: { type: number, name: beta satisfaction }\n  beta.blockersOpen: { type: count }\n',
      'launch.yaml': launch('b', bad),
    },
    argv: ['--catalog', 'c.yaml'],
    code: 1,
    out: /beta satisfaction must be at least 4\.2/,
  },
  {
    name: 'facts by option',
    files: {
      ...rules,
      'launch.yaml': launch('c', open),
      'f.yaml': 'apiVersion: onlyif/v1\nkind: Facts\nlaunch: c\nfacts: { beta.blockersOpen: 0 }\n',
    },
    argv: ['--facts', 'f.yaml'],
    code: 0,
  },
  {
    name: 'now by option',
    files: { ...rules, 'waivers.yaml': waiver('W-1'), 'launch.yaml': launch('b', bad) },
    argv: ['--now', '2026-10-21'],
    code: 1,
    out: /W-1 {2}for promise\/delight: expired on 2026-10-20/,
    err: /warning\[waiver\/expired\]/,
  },
  {
    name: 'a now that is no date',
    files: rules,
    argv: ['--now', '2026-30-01'],
    code: 2,
    err: /^onlyif: --now: `2026-30-01` is not a date: 30 is not a month\n {2}did you mean `2026-01-30`\?\n$/,
  },
  {
    name: 'a waiver of an unknown launch is a warning',
    files: { ...rules, 'waivers.yaml': waiver('W-1', 'zz'), 'launch.yaml': launch('a', good) },
    code: 0,
    err: /warning\[waiver\/unknown-launch\]/,
  },
  {
    name: 'only',
    files: { ...rules, 'launch.yaml': launch('b', '{ csat: 3.9, blockersOpen: 2 }') },
    argv: ['--only', 'no-blockers'],
    code: 1,
    out: /^Only no-blockers is shown(?![\s\S]*only if beta customers)/,
  },
  {
    name: 'only for nothing',
    files: { ...rules, 'launch.yaml': launch('b', bad) },
    argv: ['--only', 'no-blocker'],
    code: 2,
    err: /did you mean `no-blockers`\?/,
  },
  {
    name: 'quiet',
    files: { ...rules, 'launches/a.yaml': launch('a', good), 'launches/b.yaml': launch('b', bad) },
    argv: ['--quiet'],
    code: 1,
    out: /^Summary[\s\S]*$/,
  },
  {
    name: 'github',
    files: { ...rules, 'launch.yaml': launch('b', bad) },
    argv: ['--format', 'github'],
    code: 1,
    out: /^::error file=launch\.yaml,line=8,col=11,title=b%3A only if beta customers tell us it is good::not met/,
  },
]

test.each(cases)('$name', async ({ files, argv = [], input, code, out, err }) => {
  const ran = await place(files).run(['check', ...argv], input === undefined ? {} : { input })
  expect({ ...ran, code: ran.code }).toMatchObject({ code })
  if (out) expect(ran.out).toMatch(out)
  if (err) expect(ran.err).toMatch(err)
  expect(ran.out + ran.err).not.toMatch(/internal error|\n\s+at /)
})

describe('json', () => {
  test('is byte for byte what the library decides', async () => {
    const files = { 'rules/promise.yaml': promise, 'launch.yaml': launch('b', bad) }
    const { out, code } = await place(files).run(['check', '--format', 'json', '--only', 'delight', '--quiet'])
    const documents = parseDocuments(Object.entries(files).map(([file, text]) => ({ file, text })))
    const [first] = documents.launches
    if (!first) throw new Error('there is no launch')
    const { decision } = await decide({ ...documents, catalog: documents.catalogs, launch: first, now: '2026-10-07T09:00:00Z' })
    expect(code).toBe(1)
    expect(out).toBe(`${canonicalJson(decision)}\n`)
  })

  test('of several launches, and of none', async () => {
    const several = await place({ ...rules, 'launches/a.yaml': launch('a', good), 'launches/x.yaml': broken }).run([
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
    const none = await place({}).run(['check', '--format', 'json'])
    expect(JSON.parse(none.out)).toMatchObject({ kind: 'Decisions', decisions: [] })
  })
})

describe('output', () => {
  test('goes to a file, and the verdict is told on the side', async () => {
    const work = place({ ...rules, 'launch.yaml': launch('b', bad) })
    const { code, out, err } = await work.run(['check', '--format', 'json', '--output', 'decision.json'])
    expect({ code, out, err }).toEqual({ code: 1, out: '', err: '✖ NO-GO  b: 1 to fix\nThe report is in decision.json\n' })
    expect(JSON.parse(readFileSync(join(work.folder, 'decision.json'), 'utf8'))).toMatchObject({ kind: 'Decision', verdict: 'no-go' })
  })

  test('that cannot be written is no success', async () => {
    const { code, err } = await place({ ...rules, 'launch.yaml': launch('a', good) }).run(['check', '--output', 'no/such/folder.txt'])
    expect(code).toBe(2)
    expect(err).toContain('could not be written')
  })
})

describe('colour', () => {
  const work = place({ ...rules, 'launch.yaml': launch('b', bad) })

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

test('a change does not choose its judge', async () => {
  const work = place({ ...rules, 'launch.yaml': launch('b', bad) })
  const git = (...args: string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.test', ...args], { cwd: work.folder, stdio: 'ignore' })
  git('init', '-q')
  git('add', '-A')
  git('commit', '-qm', 'first')
  work.write('rules/promise.yaml', promise.replace('4.2', '1'))
  expect((await work.run(['check'])).code).toBe(0)
  expect((await work.run(['check', '--trusted-ref', 'HEAD'])).code).toBe(1)
  const missing = await work.run(['check', '--trusted-ref', 'origin/none'])
  expect(missing.code).toBe(2)
  expect(missing.err).toContain('error[world/unreadable-ref]')
})

test('progress is told on a terminal only, when there is much to judge', async () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`launches/l${i}.yaml`, launch(`l${i}`, good)]))
  const work = place({ ...rules, ...many })
  expect((await work.run(['check'])).err).toBe('')
  expect((await work.run(['check'], { stderrIsTerminal: true })).err).toContain('judging 21 of 30 launches')
})

test('a plain document may hold more than the catalog describes, a manifest may not', async () => {
  const place = new Workplace({
    'catalog.yaml': 'apiVersion: onlyif/v1\nkind: FactCatalog\nfacts: { a.b: { type: number } }\n',
    'rules/c.yaml':
      'apiVersion: onlyif/v1\nkind: Commitment\nid: c\ntitle: t\nowner: o\ngoToMarketOnlyIf: [{ id: r, title: t, owner: o, require: { a.b: 1 } }]\n',
    'launch.yaml': 'apiVersion: onlyif/v1\nkind: Launch\nid: l\ntitle: t\nowner: o\n',
    'results.json': '{ "b": 1, "other": { "x": 3 } }',
  })
  expect((await place.run(['check', '--facts', 'a=results.json'])).code).toBe(0)
  place.write('launch.yaml', 'apiVersion: onlyif/v1\nkind: Launch\nid: l\ntitle: t\nowner: o\nfacts: { a: { b: 1, other: 2 } }\n')
  const { code, err } = await place.run(['check'])
  expect(code).toBe(2)
  expect(err).toContain('launch/unknown-fact')
  place.remove()
})
