import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { good, launch, promise } from './harness.ts'
import { failing, given, passing, suite } from './test-place.ts'

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

  const asJson = JSON.stringify({
    ...{ apiVersion: 'onlyif/v1', kind: 'CommitmentTest', commitment: 'promise', launch: 'fixtures/good.yaml', now: '2026-10-07' },
    cases: [{ name: 'a', expect: { verdict: 'no-go' } }],
  })
  test.each([
    ['as JSON', 'rules/b.json', asJson, 1, 'expected  verdict no-go'],
    [
      'with its kind in quotes',
      'rules/b.yaml',
      suite(failing).replace('kind: CommitmentTest', '"kind": "CommitmentTest"'),
      1,
      'verdict no-go',
    ],
    ['with its kind after a tab', 'rules/b.yaml', suite(failing).replace('kind: ', 'kind:\t'), 1, 'verdict no-go'],
    ['with its kind in the next line', 'rules/b.yaml', suite(failing).replace('kind: ', 'kind:\n  '), 1, 'verdict no-go'],
    ['with a misspelt kind', 'rules/b.yaml', suite(failing).replace('CommitmentTest', 'ComitmentTests'), 2, 'document/unknown-kind'],
    ['in JSON that breaks off', 'rules/b.json', asJson.slice(0, -3), 2, 'yaml/syntax'],
  ])('a test is not passed over for how it is written: %s', async (_, file, text, code, said) => {
    const place = given({ 'rules/promise.test.yaml': suite(passing), [file]: text })
    const ran = await place.run(['test'])
    expect(ran.out + ran.err).toContain(said)
    expect(ran.code).toBe(code)
    // What lint looks at is what test runs.
    if (code === 2) expect((await place.run(['lint'])).err).toContain(said)
  })

  test('what only speaks of tests is none', async () => {
    const others = {
      'ci/cases.yaml': 'apiVersion: cli.example.test/v1\nkind: Test\n',
      'ci/flow.yaml': `run: |\n${suite(failing).replaceAll(/^/gm, '  ')}\n`,
      'launch.yaml': launch('a', good),
      'ci/list.yaml': '- &one { apiVersion: onlyif/v1, kind: CommitmentTest }\n- <<: *one\n',
    }
    expect(await given({ 'rules/promise.test.yaml': suite(passing), ...others }).run(['test'])).toMatchObject({ code: 0, err: '' })
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

test('nothing passes where commitments or a catalog lie where nobody looks for them', async () => {
  const { code, err } = await given({ 'pledge.yaml': promise, 'catalog.yml': 'apiVersion: onlyif/v1\nkind: FactCatalog\nfacts: {}\n' }).run(
    ['test'],
  )
  expect(code).toBe(2)
  expect(err).toContain('error[world/misnamed]: `pledge.yaml` holds `kind: Commitment`')
})

test('a test finds commitment and catalog beside it where the config does not name them', async () => {
  const place = given({
    'onlyif.yaml': 'apiVersion: onlyif/v1\nkind: Config\ncommitments: [elsewhere.yaml]\n',
    'rules/promise.test.yaml': suite(passing),
  })
  place.write('elsewhere.yaml', promise.replace('id: promise', 'id: other'))
  expect(await place.run(['test'])).toMatchObject({ code: 0, err: '' })
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
