import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { init } from '../../src/cli/init/init.ts'
import { parseDocuments } from '../../src/index.ts'
import { Editor } from '../authoring/editor.ts'
import { good, launch, promise } from './harness.ts'
import { at, everything, files, git, given, passes, place, read, testPasses } from './init-place.ts'

afterEach(() => place.remove())

describe('in an empty folder', () => {
  test('everything is written, passes as it is, and says what to do next', async () => {
    const { code, out, err } = await given({}).run(['init'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(files()).toEqual(everything)
    for (const file of everything) expect(out).toContain(`  ${file} `)
    expect(out).toContain('Next:\n  1. onlyif check')
    expect(out).toMatch(/\n {2}2\. [\s\S]*\n {2}3\. /)
    await passes()
    testPasses()
  })

  test('the step that shows the first block leads to it, with one thing to mend', async () => {
    const { out } = await given({}).run(['init'])
    const [, line = '', from = '', to = ''] = /In launch\.yaml, line (\d+), change (\S+) to (\S+) and/.exec(out) ?? []
    const lines = read('launch.yaml').split('\n')
    const index = Number(line) - 1
    expect(lines[index]).toContain(from)
    lines[index] = (lines[index] ?? '').replace(from, to)
    writeFileSync(at('launch.yaml'), lines.join('\n'))
    const { code, out: shown } = await place.run(['check'])
    expect(code).toBe(1)
    expect(shown).toContain('NO-GO')
    expect(shown).toContain('Fix (1)')
    expect(shown).toContain('head-of-product')
  })

  test('its evidence is of today and still counts two months later', async () => {
    await given({}).run(['init'], { now: () => '2031-02-27T23:30:00Z' })
    expect(read('launch.yaml')).toContain('asOf: 2031-02-27')
    expect((await place.run(['check', '--now', '2031-02-27T23:30:00Z'])).code).toBe(0)
    expect((await place.run(['check', '--now', '2031-04-28'])).code).toBe(0)
    testPasses()
  })

  test('what editors are given marks nothing in what is written, and knows its facts', async () => {
    await given({}).run(['init'])
    const editor = new Editor(JSON.parse(read('.onlyif/onlyif.schema.json')))
    for (const file of everything.filter((name) => name.endsWith('.yaml'))) expect(await editor.marks(read(file)), file).toEqual([])
    const offers = await editor.offers('apiVersion: onlyif/v1\nkind: Launch\nid: a\ntitle: b\nowner: c\nfacts:\n  |')
    expect(offers.map((offer) => offer.label)).toContain('support.agentsTrained')
    const settings = JSON.parse(read('.vscode/settings.json')) as { 'yaml.schemas': Record<string, string[]> }
    expect(settings['yaml.schemas']['./.onlyif/onlyif.schema.json']).toEqual(expect.arrayContaining(['launch.yaml', 'rules/**/*.yaml']))
  })

  test('the workflow is the one that the documentation offers, with what to know when it is new', async () => {
    await given({}).run(['init'])
    const workflow = read('.github/workflows/onlyif.yml')
    const offered = readFileSync(new URL('../../docs/workflows/pull-request.yml', import.meta.url), 'utf8')
    const bare = (text: string): string[] => text.split('\n').filter((line) => !/^\s*#/.test(line))
    expect(bare(workflow)).toEqual(bare(offered))
    expect(workflow).toContain('merge it, then require the job `gate`')
    expect(parseDocuments([{ file: 'w.yaml', text: workflow }]).diagnostics.map((item) => item.code)).toEqual([
      'document/missing-api-version',
    ])
  })

  test('what its files say fits a terminal, but for remarks beside what is written', async () => {
    await given({}).run(['init'])
    for (const file of everything.filter((name) => name.endsWith('.yaml')))
      expect(
        read(file)
          .split('\n')
          .filter((line) => line.startsWith('#') && line.length > 80),
        file,
      ).toEqual([])
  })

  test('what it says fits a terminal', async () => {
    for (const columns of [undefined, 60, 100]) {
      const { out } = await given({}).run(['init'], { columns })
      expect(out.split('\n').filter((line) => line.length > (columns ?? 80))).toEqual([])
    }
  })

  test('what commands write afterwards is no change to be committed', async () => {
    await given({}).run(['init'])
    git('init', '-q')
    git('add', '.')
    git('commit', '-qm', 'begin')
    expect((await place.run(['site', 'room'])).code).toBe(0)
    expect((await place.run(['docs', 'promises'])).code).toBe(0)
    expect((await place.run(['token', 'create', '--name', 'pipeline', '--scope', 'read'])).code).toBe(0)
    const changed = execFileSync('git', ['status', '--porcelain', '--untracked-files=all'], { cwd: place.folder, encoding: 'utf8' })
    expect(changed).toBe('')
    expect((await place.run(['init'])).out).not.toContain('.gitignore needs')
  })

  test('pages that commands wrote before are left out of commits, too, but not what somebody keeps beside them', async () => {
    await given({ 'rules/promise.yaml': promise, 'launch.yaml': launch('a', good) }).run(['site', 'room'])
    await place.run(['docs', 'promises'])
    await place.run(['init'])
    expect(read('.gitignore').split('\n').slice(1)).toEqual(['/onlyif-data/', '/room/', '/promises/', ''])
    for (const file of ['room/plan.txt', 'promises/plan.txt', '.gitignore']) place.write(file, 'ours\n')
    const { out } = await place.run(['init'])
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(/\.gitignore needs: \/onlyif-data\/ Next/)
  })

  test('a folder that is there is not left out of commits, and lines of others are left to them', async () => {
    await given({ 'room/plan.txt': 'ours\n' }).run(['init'])
    expect(read('.gitignore').split('\n').slice(1)).toEqual(['/onlyif-data/', '/promises/', ''])
    const { out } = await given({ '.gitignore': 'node_modules\nroom/\n' }).run(['init'])
    expect(read('.gitignore')).toBe('node_modules\nroom/\n')
    expect(out.replaceAll(/\s+/g, ' ')).toContain('.gitignore needs: /onlyif-data/ /promises/')
  })

  test('--dry-run writes nothing and says what would be written', async () => {
    const { code, out } = await given({}).run(['init', '--dry-run'])
    expect(code).toBe(0)
    expect(files()).toEqual([])
    expect(out).toContain('Would write 11 files:')
    expect(out).toContain('rules/customer-promise.yaml')
    expect(out).not.toContain('Next:')
  })

  test('a second time everything is kept, byte by byte', async () => {
    await given({}).run(['init'])
    const before = files().map((file) => [file, read(file)])
    const { code, out } = await place.run(['init'], { now: () => '2027-01-01T00:00:00Z' })
    expect(code).toBe(0)
    expect(out).toContain('Kept as it is:')
    expect(out).not.toContain('Wrote')
    expect(out).toContain('customer-promise in rules/customer-promise.yaml')
    expect(files().map((file) => [file, read(file)])).toEqual(before)
  })

  test('its help has examples', async () => {
    const { code, out } = await given({}).run(['init', '--help'])
    expect(code).toBe(0)
    expect(out).toContain('onlyif init --dry-run')
  })
})

describe('answers', () => {
  test('options give them, and awkward ones are quoted', async () => {
    const argv = ['init', '--name', 'Shop Promise!', '--owner', 'Head of Shop: #1', '--product', 'no']
    expect((await given({}).run(argv)).code).toBe(0)
    expect(read('rules/shop-promise.yaml')).toContain('id: shop-promise ')
    expect(read('rules/shop-promise.yaml')).toContain('owner: "Head of Shop: #1"')
    expect(read('launch.yaml')).toContain('product: "no"')
    await passes()
    testPasses('rules', 'shop-promise')
  })

  test.each([
    ['--name', '???'],
    ['--name', 'verdict'],
    ['--owner', 'TBD'],
    ['--product', 'a\u0007b'],
  ])('%s %j will not do', async (option, value) => {
    const { code, err } = await given({}).run(['init', option, value])
    expect(code).toBe(2)
    expect(err).toContain(`${option}:`)
    expect(files()).toEqual([])
  })

  const io = (folder: string, out: string[] = []): Parameters<typeof init>[1] => ({
    stdout: (text) => void out.push(text),
    stderr: (text) => void out.push(text),
    stdin: async () => new Uint8Array(),
    cwd: folder,
    env: {},
    stdoutIsTerminal: true,
    stderrIsTerminal: true,
    columns: 80,
    now: () => '2026-10-07T09:00:00Z',
  })

  test('on a terminal three questions are asked, each with a suggestion, again where an answer will not do', async () => {
    const asked: string[] = []
    const replies = ['...', 'Shop', '', 'Web shop']
    const ask = async (question: string): Promise<string> => {
      asked.push(question)
      return replies.shift() ?? ''
    }
    expect(await init({}, io(given({}).folder), ask)).toBe(0)
    expect(asked.length).toBe(4)
    expect(asked[0]).toContain('(customer-promise): ')
    expect(asked[1]).toContain('use letters, digits and hyphens')
    expect(read('rules/shop.yaml')).toContain('owner: chief-customer-officer')
    expect(read('launch.yaml')).toContain('product: Web shop')
  })

  test('whoever leaves the questions unanswered gets nothing written', async () => {
    await expect(init({}, io(given({}).folder), async () => undefined)).rejects.toThrow('nothing was written')
    expect(files()).toEqual([])
  })
})
