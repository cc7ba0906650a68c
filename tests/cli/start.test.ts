import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const built = join(root, 'dist/bin')
const copy = join(mkdtempSync(join(tmpdir(), 'onlyif-start-')), 'bin')
afterAll(() => rmSync(dirname(copy), { recursive: true, force: true }))

const check = ['check', '--now', '2026-10-07T09:00:00Z', '--format', 'json']

function run(bin: string, args: readonly string[], flags: readonly string[] = []): { out: string; err: string; code: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, join(bin, 'onlyif.js'), ...args], {
    cwd: root,
    encoding: 'utf8',
  })
  return { out: stdout, err: stderr, code: status }
}

describe('what V8 made of the command at build', () => {
  const names = readdirSync(built).filter((name) => name.endsWith('.cache'))
  const expected = run(built, check)

  test('is taken by the same Node', () => {
    expect(names.map((name) => name.slice(0, name.indexOf('.'))).sort()).toEqual(['command', 'judging', 'reporters'])
    const code = `
      import { setFlags } from './tools/flags.ts'
      import { scriptOf } from './tools/parts.ts'
      setFlags()
      for (const file of ['command', 'judging', 'reporters']) console.log(scriptOf(${JSON.stringify(built)}, file).cachedDataRejected)`
    const out = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], { cwd: root, encoding: 'utf8' })
    expect(out).toBe('false\nfalse\nfalse\n')
  })

  test.each([
    ['is absent', undefined],
    ['is empty', ''],
    ['is something else', 'x'.repeat(100_000)],
  ])('changes nothing where it %s', (_, text) => {
    cpSync(built, copy, { recursive: true })
    for (const name of names) {
      if (text === undefined) rmSync(join(copy, name))
      else writeFileSync(join(copy, name), text)
    }
    expect(run(copy, check)).toEqual(expected)
  })

  test('changes nothing under other flags', () => {
    expect(run(built, check, ['--stack-size=900'])).toEqual(expected)
  })

  test('does not decide anything by itself', () => {
    expect(expected.code).toBe(1)
    expect(expected.err).toBe('')
    expect(JSON.parse(expected.out)).toMatchObject({ kind: 'Decisions' })
  })
})

test('every command of the bundle finds its parts', () => {
  expect(run(built, ['schema', 'Config']).code).toBe(0)
  expect(run(built, ['lint', 'onlyif.yaml']).code).toBe(0)
  expect(run(built, ['check', 'no-such-file.yaml']).code).toBe(2)
  expect(run(built, ['check', '--now', 'never'])).toEqual({ code: 2, out: '', err: expect.stringContaining('onlyif: --now:') })
  expect(run(built, ['init', '--help']).code).toBe(0)
  expect(run(built, ['report', 'no-such-file.json']).code).toBe(2)
})
