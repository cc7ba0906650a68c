import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { good, launch, promise, Workplace } from './harness.ts'

const suite = (cases: string): string =>
  `apiVersion: onlyif/v1\nkind: CommitmentTest\ncommitment: promise\nlaunch: fixtures/good.yaml\nnow: 2026-10-07\ncases:\n${cases}`

const passing = `  - name: everything in place
    expect: { verdict: go, delight: met, no-blockers: met }
  - name: just below the bar
    change: { beta.csat: 4.1 }
    expect: { verdict: no-go, delight: unmet }
`
const failing = `  - name: 4.2 is too little
    change: { beta.csat: 4.2 }
    expect: { verdict: no-go, delight: unmet }
  - name: nobody counted the blockers
    remove: [beta.blockersOpen]
    expect: { no-blockers: { unknown: stale } }
`
const world = { 'rules/promise.yaml': promise, 'rules/fixtures/good.yaml': launch('a', good) }
const places: Workplace[] = []
afterAll(() => {
  for (const place of places) place.remove()
})

function given(files: Readonly<Record<string, string>>): Workplace {
  const place = new Workplace({ ...world, ...files })
  places.push(place)
  return place
}

describe('running', () => {
  const both = given({
    'rules/promise.test.yaml': suite(passing),
    'tests/other.yaml': suite(failing).replace('fixtures', '../rules/fixtures'),
  })

  test('every test below the root is run; passes take a line, failures say what was expected, what came, why and where', async () => {
    const { code, out, err } = await both.run(['test'])
    expect({ code, err }).toEqual({ code: 1, err: '' })
    expect(out).toMatchInlineSnapshot(`
      "● rules/promise.test.yaml: 2 cases pass
      ✖ tests/other.yaml: 2 of 2 cases fail

        ✖ 4.2 is too little                                       tests/other.yaml:7:5
          expected  verdict no-go                                tests/other.yaml:9:15
          got       go
          because   nothing that blocks is open
          expected  delight unmet                                tests/other.yaml:9:31
          got       met
          because   \`beta.csat\` must be at least 4.2: found 4.2
                    rules/promise.yaml:12:20

        ✖ nobody counted the blockers                            tests/other.yaml:10:5
          expected  no-blockers unknown (stale)                 tests/other.yaml:12:15
          got       unknown (missing)
          because   \`beta.blockersOpen\` must not be more than 0: nobody supplied it
                    rules/promise.yaml:17:28

      ✖ 2 of 4 cases pass
      "
    `)
  })

  test('files, folders and globs can be named; one that holds no test is wrong', async () => {
    expect(await both.run(['test', 'rules'])).toMatchObject({ code: 0 })
    expect(await both.run(['test', 'rules/*.test.yaml'])).toMatchObject({ code: 0 })
    const wrong = await both.run(['test', 'rules/promise.yaml'])
    expect(wrong.code).toBe(2)
    expect(wrong.err).toContain('world/wrong-kind')
  })

  test('--only picks cases by requirement or by a part of the name', async () => {
    expect((await both.run(['test', '--only', 'no-blockers'])).out).toContain('1 of 2 cases pass')
    expect((await both.run(['test', '--only', 'promise/delight'])).out).toContain('2 of 3 cases pass')
    expect((await both.run(['test', '--only', 'BELOW'])).out).toContain('1 of 1 case passes')
    const none = await both.run(['test', '--only', 'delihgt'])
    expect(none.code).toBe(2)
    expect(none.err).toContain('did you mean `delight`?')
  })

  test('as JSON and JUnit', async () => {
    const data = JSON.parse((await both.run(['test', '--format', 'json'])).out) as {
      counts: unknown
      tests: { cases: { failures: unknown[] }[] }[]
    }
    expect(data.counts).toEqual({ passed: 2, failed: 2, wrong: 0, skipped: 0 })
    expect(data.tests[1]?.cases[1]?.failures[0]).toMatchObject({
      expected: 'unknown (stale)',
      got: 'unknown (missing)',
      place: { line: 12 },
    })
    const { code, out } = await both.run(['test', '--format', 'junit'])
    expect(code).toBe(1)
    expect(out).toContain('<testsuites name="onlyif test" tests="4" failures="2" errors="0" skipped="0" time="0">')
    expect(out).toContain('<failure message="expected verdict no-go, got go">')
  })
})

describe('nothing passes for the wrong reason', () => {
  test.each([
    ['an unknown requirement', '    expect: { delihgt: met }', 'test/unknown-requirement'],
    ['a fact that nothing reads', '    change: { beta.cast: 4 }\n    expect: { verdict: go }', 'test/unread-fact'],
    ['a field that nothing reads', '    change: { launch.sponsor: ceo }\n    expect: { verdict: go }', 'test/unread-fact'],
    ['nothing expected', '    change: { beta.csat: 3 }', 'test/expects-nothing'],
  ])('%s', async (_, lines, code) => {
    const ran = await given({ 'rules/promise.test.yaml': suite(`  - name: odd\n${lines}\n`) }).run(['test'])
    expect(ran.code).toBe(2)
    expect(ran.err).toContain(code)
    expect(ran.out).toContain('0 of 1 case passes, 1 with mistakes')
  })

  test('no test at all is not a pass', async () => {
    const ran = await given({}).run(['test'])
    expect(ran.code).toBe(2)
    expect(ran.err).toContain('no CommitmentTest was found')
  })

  test('a commitment with a mistake is not tested; what is wrong with it is told', async () => {
    const ran = await given({
      'rules/promise.yaml': promise.replace('atLeast', 'atLest'),
      'rules/promise.test.yaml': suite(passing),
    }).run(['test'])
    expect(ran.code).toBe(2)
    expect(ran.err).toContain('commitment/unknown-operator')
    expect(ran.err).not.toContain('test/unknown-commitment')
  })
})

test('a test finds commitment and catalog beside it where the config does not name them', async () => {
  const place = given({
    'onlyif.yaml': 'apiVersion: onlyif/v1\nkind: Config\ncommitments: [elsewhere.yaml]\n',
    'rules/promise.test.yaml': suite(passing),
  })
  place.write('elsewhere.yaml', promise.replace('id: promise', 'id: other'))
  expect(await place.run(['test'])).toMatchObject({ code: 0, err: '' })
})

const boundaries = `
  # what follows is about waivers
`

describe('suggestions', () => {
  const written = `  - name: everything in place   # the base
    expect: { verdict: go, delight: met, no-blockers: met }
${boundaries}`

  test('missing boundary cases are written at the end of the list, true, and everything else stays to the character', async () => {
    const place = given({ 'rules/promise.test.yaml': suite(written) })
    const dry = await place.run(['test', '--suggest', '--dry-run'])
    const read = (): string => readFileSync(join(place.folder, 'rules/promise.test.yaml'), 'utf8')
    expect(dry.out).toContain('5 cases missing')
    expect(read()).toBe(suite(written))
    const { code, out } = await place.run(['test', '--suggest'])
    expect(code).toBe(0)
    expect(out).toContain('5 cases written')
    const added = `
  # delight
  - name: beta.csat, exactly 4.2
    change: { beta.csat: 4.2 }
    expect: { delight: met }
  - name: beta.csat, 4.1, just below 4.2
    change: { beta.csat: 4.1 }
    expect: { verdict: no-go, delight: unmet }
  - name: beta.csat, nobody supplied it
    remove: [beta.csat]
    expect: { verdict: hold, delight: { unknown: missing } }

  # no-blockers
  - name: beta.blockersOpen, 1, just above 0
    change: { beta.blockersOpen: 1 }
    expect: { verdict: no-go, no-blockers: unmet }
  - name: beta.blockersOpen, nobody supplied it
    remove: [beta.blockersOpen]
    expect: { verdict: hold, no-blockers: { unknown: missing } }
`
    const lines = suite(written).split('\n')
    const at = lines.findIndex((line) => line.includes('no-blockers: met')) + 1
    expect(read()).toBe([...lines.slice(0, at), ...added.trimEnd().split('\n'), ...lines.slice(at)].join('\n'))
    expect(await place.run(['test', '--coverage', '--min-coverage', '100'])).toMatchObject({ code: 0, err: '' })
    expect((await place.run(['test', '--suggest'])).out).toContain('no boundary case is missing')
  })

  test.each([
    ['a count', 'type: count', 'a.open: 0', false],
    ['a count at least', 'type: count', 'a.open: { atLeast: 0 }', false],
    ['a range from 0', 'type: number, range: [0, 10]', 'a.open: 0', false],
    ['a percentage from 0', 'type: percent, range: ["0%", "100%"]', 'a.open: 0%', false],
    ['a count beside something else that nobody knows', 'type: count', '{ any: [{ b.ok: true }, { a.open: 0 }] }', false],
    ['a number that may be below', 'type: number', 'a.open: 0', true],
    ['a number without a catalog', '', 'a.open: { atLeast: 0 }', true],
    ['a number without a catalog that must be 0', '', 'a.open: 0', false],
    ['a number without a catalog that must be less', '', 'a.open: { lessThan: 1 }', false],
  ])('%s: whether a value below zero is suggested', async (_, entry, demand, isNegative) => {
    const percent = demand.endsWith('%') ? '%' : ''
    const place = given({
      'rules/promise.yaml': `apiVersion: onlyif/v1\nkind: Commitment\nid: promise\ntitle: We go only if\nowner: cco\ngoToMarketOnlyIf:\n  - { id: clean, title: clean, owner: product, require: ${demand.startsWith('{') ? demand : `{ ${demand} }`} }\n`,
      ...(entry !== '' && {
        'catalog.yaml': `apiVersion: onlyif/v1\nkind: FactCatalog\nfacts:\n  a.open: { ${entry} }\n  b.ok: { type: boolean }\n`,
      }),
      'launches/good.yaml': launch('good', '').replace(/facts:[\s\S]*/, `facts: { a.open: 0${percent} }\n`),
      'rules/promise.test.yaml': `apiVersion: onlyif/v1\nkind: CommitmentTest\ncommitment: promise\nlaunch: ../launches/good.yaml\nnow: 2026-10-07\ncases:\n  - { name: base, expect: { clean: met } }\n`,
    })
    const { out, err } = await place.run(['test', '--suggest', '--dry-run'])
    expect(err).toBe('')
    expect(/: -\d/.test(out), out).toBe(isNegative)
    if (!demand.includes('{ at') && !demand.includes('less')) expect(out).toContain(', just above 0')
  })

  test('no tier is suggested that no launch can have', async () => {
    const tiered = promise.replace('goToMarketOnlyIf:', 'appliesWhen: { launch.tier: { oneOf: [1, 2] } }\ngoToMarketOnlyIf:')
    const place = given({
      'rules/promise.yaml': tiered,
      'launches/good.yaml': launch('good', good).replace('facts:', 'tier: 1\nfacts:'),
      'rules/promise.test.yaml': suite(passing),
    })
    const { out } = await place.run(['test', '--suggest', '--dry-run'])
    expect(out).toContain('launch tier, 3, just above 2')
    expect(out).not.toContain('launch.tier: 0')
  })

  test('a list in brackets is left alone, and its cases are printed', async () => {
    const text = suite('').replace('cases:\n', 'cases: [{ name: all good, expect: { verdict: go } }]\n')
    const place = given({ 'rules/promise.test.yaml': text })
    expect((await place.run(['test', '--suggest'])).out).toContain('to be pasted')
    expect(readFileSync(join(place.folder, 'rules/promise.test.yaml'), 'utf8')).toBe(text)
  })
})

describe('mutation', () => {
  test('a change that no case notices is shown with a case that would, and below the threshold it fails', async () => {
    const place = given({ 'rules/promise.test.yaml': suite(passing) })
    const { code, out } = await place.run(['test', '--mutate', '--min-score', '90'])
    expect(code).toBe(1)
    expect(out).toContain('`atLeast` becomes `moreThan`')
    expect(out).toContain('    -       beta.csat: { atLeast: 4.2 }\n    +       beta.csat: { moreThan: 4.2 }')
    expect(out).toContain(
      '      - name: beta.csat, exactly 4.2\n        change: { beta.csat: 4.2 }\n        expect: { verdict: go, delight: met }',
    )
    expect(out).toContain('less than the 90 % that are asked for')
  })

  test('pasted, the cases that are offered notice what they are offered for', async () => {
    const place = given({ 'rules/promise.test.yaml': suite(passing) })
    const before = JSON.parse((await place.run(['test', '--mutate', '--format', 'json'])).out) as Mutated
    const offered = before.mutation[0]?.survivors.flatMap((item) => item.case ?? []) ?? []
    expect(offered.length).toBeGreaterThan(3)
    const pasted = offered.map((text) => text.replaceAll(/^/gm, '  ')).join('\n')
    place.write('rules/promise.test.yaml', `${suite(passing)}${pasted}\n`)
    const after = JSON.parse((await place.run(['test', '--mutate', '--format', 'json'])).out) as Mutated
    expect(after.mutation[0]?.survivors.filter((item) => item.case !== undefined)).toEqual([])
  })

  test('nothing is mutated while a case fails', async () => {
    const place = given({ 'rules/promise.test.yaml': suite(failing) })
    const { code, out, err } = await place.run(['test', '--mutate'])
    expect(code).toBe(1)
    expect(err).toContain('nothing is mutated while cases fail')
    expect(out).not.toContain('Mutation')
  })
})

interface Mutated {
  readonly mutation: readonly { readonly survivors: readonly { readonly what: string; readonly case?: string }[] }[]
}

describe('coverage', () => {
  test('what no case shows is told with its place, in text, html and json', async () => {
    const place = given({ 'rules/promise.test.yaml': suite(passing) })
    const { code, out } = await place.run(['test', '--coverage', '--min-coverage', '100'])
    expect(code).toBe(1)
    expect(out).toContain('promise: outcomes 3 of 6 (50 %), conditions 1 of 2 (50 %)')
    expect(out).toContain('`beta.blockersOpen: { moreThan: 0 }`: no case fails it')
    expect(out).toContain('never unmet or unknown')
    const html = (await place.run(['test', '--coverage', '--format', 'html'])).out
    expect(html).toContain('decides between “<bdi>everything in place</bdi>” and “<bdi>just below the bar</bdi>”')
    const data = JSON.parse((await place.run(['test', '--coverage', '--format', 'json'])).out) as { coverage: { conditions: unknown }[] }
    expect(data.coverage[0]?.conditions).toEqual({ shown: 1, total: 2 })
  })
})

test('--watch runs again when a file changes, and ends when it is interrupted', async () => {
  const place = given({ 'rules/promise.test.yaml': suite(passing) })
  const main = join(dirname(fileURLToPath(import.meta.url)), '../../src/cli/main.ts')
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main, 'test', '--watch'], { cwd: place.folder })
  let out = ''
  let err = ''
  child.stdout.on('data', (part) => {
    out += String(part)
  })
  child.stderr.on('data', (part) => {
    err += String(part)
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo() && child.exitCode === null) await new Promise((wake) => setTimeout(wake, 20))
  }
  try {
    await until(() => err.includes('waiting for a change'))
    expect(out).toContain('2 of 2 cases pass')
    place.write('rules/promise.test.yaml', suite(passing + failing))
    await until(() => out.includes('2 of 4 cases pass') && err.split('waiting').length === 3)
    expect(out).toContain('2 of 4 cases pass')
    child.kill('SIGINT')
    expect(await ended).toBe(1)
  } finally {
    child.kill('SIGKILL')
  }
})
