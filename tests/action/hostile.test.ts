import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { writeInWorkspace } from '../../action/files.ts'
import { runnerOf } from '../../action/runner.ts'
import { evil } from '../report/infected.ts'
import { liveIn } from '../report/safe-markdown.ts'
import { bad, config, good, launch, promise } from './documents.ts'
import { mayWrite, shopForEachTest } from './shop.ts'
import { commandsIn } from './stage.ts'

const shop = shopForEachTest()
const base = { 'rules/promise.yaml': promise(4.2), 'launch.yaml': launch('a', good) }
const commands = [
  '::set-output name=blocked::false',
  '::add-mask::a',
  '::stop-commands::x',
  '##[set-output name=a]b',
  '::error::x',
  '%0A::add-path::/tmp',
  '::endgroup::',
]
const attack = [...evil, ...commands, '@acme/all please look', 'fixes #1', '</details>', 'onlyif_0000', '%25%0D%0A']

/** What no file may hold is refused before it is judged. */
const judgeable = attack.filter((text) => !/(?![\n\r\t])[\p{Cc}\p{Cs}]/u.test(text))

/** A manifest in which every free text is hostile, YAML's own way. */
function hostileManifest(times: number, texts = judgeable): string {
  const text = JSON.stringify(Array.from({ length: times }, () => texts.join('\n')).join('\r\n'))
  return `apiVersion: onlyif/v1\nkind: Launch\nid: a\ntitle: ${text}\nowner: ${text}\nproduct: ${text}\ntier: 1\nmaturity: ${text}\nfacts:\n  beta.csat: { value: 3, by: ${text}, source: ${text}, note: ${text}, link: ${text} }\n  beta.blockersOpen: ${text}\n`
}

describe('a hostile manifest', () => {
  test.each([
    [1, judgeable, 'no-go'],
    [15, judgeable, 'no-go'],
    [1, attack, 'undecided'],
  ])('%i times as hostile: no command, no mark-up, no mention, and no go', async (times, texts, verdict) => {
    const place = shop(base)
    const done = await place.onPull(place.change({ 'launch.yaml': hostileManifest(times, texts) }))
    expect(done).toMatchObject({ code: 1, outputs: { verdict, blocked: 'true' } })
    expect(Object.keys(done.outputs).sort()).toEqual(['blocked', 'counts', 'decision', 'digest', 'report', 'verdict'])
    for (const line of done.commands) expect(line).toMatch(/^::(?:add-mask|error|warning)(?: |::)/)
    expect(done.commands.filter((line) => line.startsWith('::add-mask'))).toHaveLength(1)
    expect(done.commands.join('\n')).not.toMatch(/##\[/)
    for (const text of [done.summary, (place.comments()[0] ?? '').replace(/^<!--[^\n]*-->\n/, '')]) expect(liveIn(text)).toEqual([])
    expect(place.comments()[0]?.match(/<!--|-->/g)).toEqual(['<!--', '-->'])
  })

  test('a mebibyte of it is judged within every limit', async () => {
    const place = shop(base)
    const text = hostileManifest(15)
    const padded = `${text}#${'x'.repeat(1_048_576 - Buffer.byteLength(text) - 1)}`
    const done = await place.onPull(place.change({ 'launch.yaml': padded }))
    expect(done).toMatchObject({ code: 1, outputs: { verdict: 'no-go' } })
    const over = await place.onPull(place.change({ 'launch.yaml': `${padded}x` }, { branch: 'second' }))
    expect(over).toMatchObject({ code: 1, outputs: { verdict: 'undecided' } })
  })

  test('names of files are texts, too', async () => {
    const place = shop({ ...base, 'onlyif.yaml': config('launches: "**/*.launch.yaml"') })
    const name = 'x/<b>@acme #1\n::error::.launch.yaml'
    const done = await place.onPull(place.change({ [name]: launch('b', bad) }))
    expect(done.code).toBe(1)
    expect(done.commands.filter((line) => line.startsWith('::error::'))).toEqual([])
    expect(liveIn(done.summary)).toEqual([])
  })
})

describe('paths stay within', () => {
  const outside = ['../../etc/passwd', '/etc/passwd', '.git/config', 'launches/../../x.yaml']

  test.each(outside.flatMap((path) => ['launch', 'facts', 'commitments'].map((name) => [name, path] as const)))(
    '%s: %s',
    async (name, path) => {
      const done = await shop(base).run({ event: 'push', inputs: { [name]: path } })
      expect(done).toMatchObject({ code: 1, outputs: { verdict: 'undecided' } })
    },
  )

  test('links in a commit are not followed, wherever they lead', async () => {
    const place = shop(base)
    const done = await place.onPull(
      place.change({ 'launch.yaml': { symlink: 'rules/promise.yaml' }, 'launches/b.yaml': { symlink: '/etc/passwd' } }),
    )
    expect(done).toMatchObject({ code: 1, outputs: { verdict: 'undecided' } })
  })

  test.each(['../out.json', '/tmp/out.json', '.github/workflows/x.yml', 'a/../../x', '', 'link/out.json', 'deep/link.json', 'a\0b'])(
    'a report is not written to %j',
    async (path) => {
      const { stage } = shop(base)
      const secret = join(stage.folder, 'secret.json')
      writeFileSync(secret, 'kept')
      symlinkSync(stage.folder, join(stage.workspace, 'link'))
      mkdirSync(join(stage.workspace, 'deep'))
      symlinkSync(secret, join(stage.workspace, 'deep/link.json'))
      await expect(writeInWorkspace(stage.workspace, path, 'x')).rejects.toThrow()
      expect(readFileSync(secret, 'utf8')).toBe('kept')
    },
  )

  test('a report that cannot be written changes no verdict', async () => {
    const done = await shop(base).run({ event: 'push', inputs: { report: 'sarif=../x.sarif' } })
    expect(done).toMatchObject({ code: 0, outputs: { verdict: 'go', report: '' } })
    expect(done.summary).toContain('could not be written')
  })
})

describe('the token', () => {
  test('is printed nowhere but to be masked', async () => {
    const place = shop(base)
    const token = place.fake.actionsToken(place.repository, mayWrite)
    const pull = place.change({ 'launch.yaml': launch('a', bad).replace('owner: team', `owner: ${token}`) })
    for (const kind of ['unprocessable', 'redirect'] as const) {
      place.fake.clearFaults()
      place.fake.fault({ kind, on: /^(?:checks|issues)\//, message: `bad token ${token}` })
      const done = await place.onPull(pull, { token })
      expect(done.log.replace(`::add-mask::${token}\n`, '')).not.toContain(token)
      expect(done.log.startsWith(`::add-mask::${token}\n`)).toBe(true)
      expect(JSON.stringify(done.outputs)).not.toContain(token)
    }
    expect(place.fake.otherHost.requests).toEqual([])
  })

  test('is not printed to be masked where nobody masks', async () => {
    const place = shop(base)
    const token = place.fake.actionsToken(place.repository, mayWrite)
    const done = await place.run({ event: 'push', token, env: { GITHUB_ACTIONS: '' } })
    expect(done.log).not.toContain(token)
  })
})

describe("the runner's protocol", () => {
  test.each(attack)('a value of an output, a line of the log and a message may be %j', (text) => {
    const lines: string[] = []
    const runner = runnerOf({ env: {}, stdout: (line) => void lines.push(line), now: () => '' })
    runner.print(`a\n${text}\n${text}`)
    runner.annotate({ level: 'error', file: text, line: 1, title: text, message: text })
    expect(lines.at(-1)?.trimEnd()).not.toMatch(/[\r\n]/)
    const found = commandsIn(lines.join(''))
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(/^::error file=/)
  })
})
