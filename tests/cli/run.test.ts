import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { failure } from '../../src/cli/failure.ts'
import { bad, good, launch, promise, Workplace, waiver } from './harness.ts'

const empty = new Workplace({})
const work = new Workplace({ 'rules/promise.yaml': promise, 'launches/a.yaml': launch('a', good), 'launches/b.yaml': launch('b', bad) })
afterAll(() => {
  empty.remove()
  work.remove()
})

describe('usage', () => {
  test.each([
    ['no command', [], 2, /^$/, /^Usage: onlyif/],
    ['help', ['--help'], 0, /^Usage: onlyif[\s\S]*Examples:\n {2}onlyif check/, /^$/],
    ['help of check', ['check', '--help'], 0, /--trusted-ref <ref>[\s\S]*Examples:\n {2}onlyif check/, /^$/],
    ['help of lint', ['lint', '--help'], 0, /Examples:\n {2}onlyif lint/, /^$/],
    ['version', ['--version'], 0, /^\d+\.\d+\.\d+\n$/, /^$/],
    ['an unknown command', ['chek'], 2, /^$/, /^onlyif: unknown command 'chek'\n\(Did you mean check\?\)/],
    [
      'an unknown option',
      ['check', '--formt', 'json'],
      2,
      /^$/,
      /unknown option '--formt'\n\(Did you mean --format\?\)\nSee: onlyif check --help/,
    ],
    ['an unknown format', ['check', '--format', 'jso'], 2, /^$/, /did you mean `json`\?/],
    ['an option without its value', ['check', '--now'], 2, /^$/, /argument missing/],
    ['a hostile option', ['check', '--\u001b[2J\u202e'], 2, /^$/, /unknown option '--\\u\{1b\}\[2J\\u\{202e\}'/],
  ] as const)('%s', async (_, argv, code, out, err) => {
    const ran = await empty.run(argv)
    expect(ran.code).toBe(code)
    expect(ran.out).toMatch(out)
    expect(ran.err).toMatch(err)
  })
})

describe('lint', () => {
  test('nothing wrong', async () => {
    expect((await work.run(['lint'], { columns: 40 })).out).toBe('● 3 files with 1 commitment and 2\n  launches: no problems\n')
    expect(await work.run(['lint'])).toEqual({ code: 0, out: '● 3 files with 1 commitment and 2 launches: no problems\n', err: '' })
    expect((await work.run(['lint', '--quiet'])).out).toBe('')
  })

  test('nothing to look at is nothing wrong', async () => {
    const ran = await new Workplace({ 'rules/promise.yaml': promise }).run(['lint'])
    expect(ran.code).toBe(0)
  })

  test.each<[string, Readonly<Record<string, string>>, readonly string[], 0 | 2, RegExp]>([
    [
      'a mistake in one file',
      { 'launches/c.yaml': 'apiVersion: onlyif/v1\nkind: Launch\nid: c\n' },
      [],
      2,
      /error\[document\/missing-key\]/,
    ],
    ['a test anywhere', { 'checks/t.yaml': 'apiVersion: onlyif/v1\nkind: CommitmentTest\ncommitmnt: promise\n' }, [], 2, /checks\/t\.yaml/],
    ['other YAML is not looked at', { 'other/compose.yaml': 'services: {}\n' }, [], 0, /^$/],
    [
      'a waiver of an unknown requirement',
      { 'waivers.yaml': waiver('W-1').replace('promise/delight', 'promise/delite') },
      [],
      2,
      /error\[waiver\/unknown-requirement\][\s\S]*did you mean `promise\/delight`\?/,
    ],
    ['a waiver of an unknown launch', { 'waivers.yaml': waiver('W-1', 'bb') }, [], 0, /warning\[waiver\/unknown-launch\]/],
    [
      'a fact that is not in the catalog',
      { 'catalog.yaml': 'apiVersion: onlyif/v1\nkind: FactCatalog\nfacts:\n  beta.csat: { type: number }\n' },
      [],
      2,
      /beta\.blockersOpen/,
    ],
    [
      'a named file',
      { 'elsewhere/c.yaml': promise.replace('atLeast', 'atLest').replace('id: promise', 'id: other') },
      ['elsewhere/c.yaml'],
      2,
      /error\[commitment\/unknown-operator\]/,
    ],
    ['a named file with another file broken', { 'launches/c.yaml': 'nonsense' }, ['rules/promise.yaml'], 0, /^$/],
    ['a named file that is not there', {}, ['nope.yaml'], 2, /nope\.yaml/],
    [
      'a config with a mistake',
      { 'onlyif.yaml': 'apiVersion: onlyif/v1\nkind: Config\nlaunchs: x.yaml\n' },
      [],
      2,
      /did you mean `launches`\?/,
    ],
  ])('%s', async (_, files, argv, code, err) => {
    const place = new Workplace({ 'rules/promise.yaml': promise, 'launches/a.yaml': launch('a', good), ...files })
    const ran = await place.run(['lint', ...argv])
    place.remove()
    expect(ran.err).toMatch(err)
    expect(ran.code).toBe(code)
  })
})

describe('what must not happen', () => {
  test('a mistake on the command line runs over the edge of no terminal', async () => {
    const { err } = await work.run(['diff', '--base', 'no-such-commit-of-this-repository-that-anybody-knows'], { columns: 60 })
    expect(err.trimEnd().split('\n').length).toBeGreaterThan(2)
    for (const line of err.split('\n')) expect(line.length, line).toBeLessThanOrEqual(60)
  })

  test('a throw is told in one line, its stack only when asked for', () => {
    const printed: string[] = []
    const io = { stderr: (text: string) => void printed.push(text), env: {} }
    expect(failure(new Error('boom\u001b[2J'), io)).toBe(2)
    expect(printed.join('')).toBe('onlyif: internal error, nothing was decided: boom\\u{1b}[2J\n')
    expect(failure(new Error('boom'), { ...io, env: { ONLYIF_DEBUG: '1' } })).toBe(2)
    expect(printed.join('')).toContain('\n    at ')
  })

  test('a throw inside a command is exit 2', async () => {
    const ran = await work.run(['check', '-'], {
      now: () => {
        throw new Error('no clock')
      },
    })
    expect(ran.code).toBe(2)
    expect(ran.err).toBe('onlyif: internal error, nothing was decided: no clock\n')
  })
})

describe('as a process', () => {
  const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
  const command = ['--import', join(root, 'node_modules/tsx/dist/esm/index.mjs'), join(root, 'src/cli/main.ts')]

  const start = (argv: readonly string[], input: string, closed = false): Promise<{ code: number | null; out: string; err: string }> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [...command, ...argv], { cwd: work.folder, env: { ...process.env, NO_COLOR: '1' } })
      let out = ''
      let err = ''
      if (closed) child.stdout.destroy()
      else
        child.stdout.on('data', (chunk) => {
          out += String(chunk)
        })
      child.stderr.on('data', (chunk) => {
        err += String(chunk)
      })
      child.stdin.end(input)
      child.on('close', (code) => resolve({ code, out, err }))
    })

  test('exit codes, standard input and streams are those of the process', async () => {
    const stdin = await start(['check', '-', '--quiet'], launch('c', bad))
    expect(stdin).toEqual({ code: 1, out: '✖ NO-GO  c: 1 to fix\n', err: '' })
    expect((await start(['check', 'launches/a.yaml'], '')).code).toBe(0)
    expect((await start(['check', '--nope'], '')).code).toBe(2)
  })

  test('a reader that leaves does not change the exit code', async () => {
    const { code, err } = await start(['check'], '', true)
    expect({ code, err }).toEqual({ code: 1, err: '' })
  })
})

test('no line of any help is wider than the terminal, but for a command where that is narrower than 80 columns', async () => {
  const { out } = await empty.run(['--help'])
  const names = new Set([...out.matchAll(/^ {2}([a-z]+) /gm)].map((match) => match[1] ?? '').filter((name) => name !== 'onlyif'))
  expect(names.size).toBeGreaterThan(12)
  const parts = ['create', 'list', 'revoke'].map((part) => ['token', part, '--help'])
  for (const columns of [undefined, 60, 100])
    for (const argv of [['--help'], ...[...names].map((name) => [name, '--help']), ...parts]) {
      const help = (await empty.run(argv, { columns })).out
      const wide = help
        .split('\n')
        .filter((line) => line.length > (columns ?? 80) && !(columns === 60 && /^ {2}onlyif(?:(?! {2}).)*$/.test(line)))
      expect(wide, argv.join(' ')).toEqual([])
      expect(help).not.toContain('undefined')
      // What an option means begins in one column, on the line of the option and on those below.
      const options = /^Options:\n((?: .*\n)+)/m.exec(help)?.[1]?.trimEnd().split('\n') ?? []
      const starts = options.map((line) => /^(?: {2}-.*?(?: {2,})| {3,})(?=\S)/.exec(line)?.[0].length)
      expect([...new Set(starts)], argv.join(' ')).toHaveLength(1)
    }
})
