import { expect, test } from 'vitest'
import { bad, broken, good, launch, open, promise, waiver } from './harness.ts'
import { workplace } from './workplace.ts'

const rules = { 'rules/promise.yaml': promise }

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
    name: 'a launch whose file is named like a pattern, as a shell names all of a folder',
    files: { ...rules, 'launches/l2.yaml': launch('a', good), 'launches/l{2}.yaml': launch('b', bad) },
    argv: ['launches/l2.yaml', 'launches/l{2}.yaml'],
    code: 1,
    out: /✖ NO-GO[\s\S]*Summary {2}2 launches, 1 blocked\n/,
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
    name: 'a waiver of a launch that cannot be read is not told to be of none',
    files: { ...rules, 'waivers.yaml': waiver('W-1'), 'launch.yaml': launch('b', good).replace('owner:', 'onwer:') },
    code: 2,
    err: /^(?![\s\S]*waiver\/)[\s\S]*did you mean `owner`/,
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
  const ran = await workplace(files).run(['check', ...argv], input === undefined ? {} : { input })
  expect({ ...ran, code: ran.code }).toMatchObject({ code })
  if (out) expect(ran.out).toMatch(out)
  if (err) expect(ran.err).toMatch(err)
  expect(ran.out + ran.err).not.toMatch(/internal error|\n\s+at /)
})

test('a plain document may hold more than the catalog describes, a manifest may not', async () => {
  const work = workplace({
    'catalog.yaml': 'apiVersion: onlyif/v1\nkind: FactCatalog\nfacts: { a.b: { type: number } }\n',
    'rules/c.yaml':
      'apiVersion: onlyif/v1\nkind: Commitment\nid: c\ntitle: t\nowner: o\ngoToMarketOnlyIf: [{ id: r, title: t, owner: o, require: { a.b: 1 } }]\n',
    'launch.yaml': 'apiVersion: onlyif/v1\nkind: Launch\nid: l\ntitle: t\nowner: o\n',
    'results.json': '{ "b": 1, "other": { "x": 3 } }',
  })
  expect((await work.run(['check', '--facts', 'a=results.json'])).code).toBe(0)
  work.write('launch.yaml', 'apiVersion: onlyif/v1\nkind: Launch\nid: l\ntitle: t\nowner: o\nfacts: { a: { b: 1, other: 2 } }\n')
  const { code, err } = await work.run(['check'])
  expect(code).toBe(2)
  expect(err).toContain('launch/unknown-fact')
})
