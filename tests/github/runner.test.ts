import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { pushEvent } from './events.ts'
import { fakeGitHubForEachTest } from './fake/start.ts'
import { runStep, type Step, type StepGiven } from './runner.ts'

const github = fakeGitHubForEachTest()
const folder = mkdtempSync(join(tmpdir(), 'onlyif-script-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs lines of a CommonJS script in a step of a push. */
function step(script: string, given: Partial<StepGiven> = {}): Promise<Step> {
  const fake = github()
  const repository = fake.repository('acme/shop')
  repository.commit({ files: { 'launch.yaml': '' } })
  const file = join(folder, 'script.cjs')
  writeFileSync(file, `const fs = require('node:fs'); const say = (text) => process.stdout.write(text + '\\n');\n${script}`)
  return runStep({ script: file, event: pushEvent(fake, repository), api: fake.url, ...given })
}

describe('commands', () => {
  test('an annotation with its place and escapes', async () => {
    const { annotations } = await step(
      "say('  ::error file=launch.yaml,line=3,endLine=3,col=5,endColumn=9,title=a%2Cb%3A c::one%0Atwo %2525')",
    )
    expect(annotations).toEqual([
      { level: 'error', message: 'one\ntwo %25', title: 'a,b: c', file: 'launch.yaml', line: 3, endLine: 3, column: 5, endColumn: 9 },
    ])
  })

  test('columns over several lines are dropped, and so are lines that end before they start', async () => {
    const { annotations } = await step("say('::notice line=3,endLine=4,col=5::a'); say('::notice line=3,endLine=2::b')")
    expect(annotations.map(({ line, endLine, column }) => [line, endLine, column])).toEqual([
      [3, 4, undefined],
      [undefined, undefined, undefined],
    ])
  })

  test('ten of a level, each of 4,096 characters', async () => {
    const { annotations, lost, log } = await step(
      "for (let i = 0; i < 12; i++) say('::warning::' + i); say('::error::' + 'x'.repeat(5000))",
    )
    expect(annotations.filter((one) => one.level === 'warning')).toHaveLength(10)
    expect(annotations.at(-1)?.message).toHaveLength(4096)
    expect(lost).toHaveLength(3)
    expect(log).toContain('##[warning]11')
  })

  test('the older form counts anywhere in a line, and a carriage return starts a line', async () => {
    const { annotations } = await step("say('harmless ##[error]sneaked in'); say('harmless\\r::warning::sneaked in too')")
    expect(annotations.map((one) => one.level)).toEqual(['error', 'warning'])
  })

  test('are not taken from what is not a command, nor while stopped', async () => {
    const { annotations, log, lost } = await step(
      "say('x ::error::no'); say('::errors::no'); say('::stop-commands::secret-token'); say('::error::no'); say('::secret-token::'); say('::error::yes')",
    )
    expect(annotations.map((one) => one.message)).toEqual(['yes'])
    expect(log).toContain('::error::no')
    expect(lost).toEqual([])
  })

  test('a stop that never ends is told, and one that ends by a known word fails', async () => {
    expect((await step("say('::stop-commands::abcdefgh'); say('::error::no')")).lost).toHaveLength(1)
    const refused = await step("say('::stop-commands::warning')")
    expect([refused.conclusion, refused.exitCode]).toEqual(['failure', 0])
  })

  test('are taken from standard error as well', async () => {
    expect((await step("process.stderr.write('::error::there')")).annotations).toHaveLength(1)
  })

  test('secrets are masked in log, annotations and summary', async () => {
    const { log, annotations, summary, masked } = await step(
      "say('::add-mask::hunter2'); say('it is hunter2'); say('::error::hunter2 ' + 'ghs_abc'); fs.appendFileSync(process.env.GITHUB_STEP_SUMMARY, 'hunter2')",
      { token: 'ghs_abc' },
    )
    expect([log.includes('hunter2'), annotations[0]?.message, summary]).toEqual([false, '*** ***', '***'])
    expect(masked).toEqual(['ghs_abc', 'hunter2'])
  })

  test('set-env is refused', async () => {
    expect((await step("say('::set-env name=PATH::/x')")).conclusion).toBe('failure')
  })
})

describe('files', () => {
  const write = (name: string, text: string) => `fs.appendFileSync(process.env.GITHUB_${name}, ${JSON.stringify(text)})`

  test('outputs as pairs and heredocs', async () => {
    const { outputs } = await step(write('OUTPUT', 'verdict=go\nlist<<END\na=b\n\nc<<d\nEND\nempty<<END\nEND\n'))
    expect(outputs).toEqual({ verdict: 'go', list: 'a=b\n\nc<<d', empty: '' })
  })

  test('a heredoc that does not end fails the step', async () => {
    const { conclusion, annotations } = await step(write('OUTPUT', 'list<<END\na\n'))
    expect([conclusion, annotations[1]?.message]).toEqual(['failure', "Invalid value. Matching delimiter not found 'END'"])
  })

  test('state, environment and summary', async () => {
    const ran = await step([write('STATE', 'a=1\n'), write('ENV', 'B=2\n'), write('STEP_SUMMARY', '# no-go\n')].join(';'))
    expect([ran.state, ran.env, ran.summary]).toEqual([{ a: '1' }, { B: '2' }, '# no-go\n'])
  })

  test('a summary over 1 MiB is lost, with an error', async () => {
    const ran = await step(write('STEP_SUMMARY', '').replace('""', "'x'.repeat(1024 * 1024 + 1)"))
    expect([ran.summary, ran.annotations[0]?.level, ran.lost, ran.conclusion]).toEqual([
      undefined,
      'error',
      ['the summary, over 1 MiB'],
      'success',
    ])
  })

  test('outputs over 1 MB are told, counted as UTF-16', async () => {
    expect((await step(write('OUTPUT', '').replace('""', "'a=' + 'x'.repeat(600 * 1024)"))).lost).toHaveLength(1)
  })
})

describe('the process', () => {
  test('its environment, and nothing of ours', async () => {
    const script =
      'say(JSON.stringify({ env: process.env, event: JSON.parse(fs.readFileSync(process.env.GITHUB_EVENT_PATH)), cwd: process.cwd() }))'
    const { log } = await step(script, { inputs: { 'no-exceptions': 'true', 'a file': 'x' }, env: { EXTRA: '1' } })
    const { env, event, cwd } = JSON.parse(log)
    expect(env).toMatchObject({
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REF_NAME: 'main',
      GITHUB_BASE_REF: '',
      GITHUB_API_URL: github().url,
      'INPUT_NO-EXCEPTIONS': 'true',
      INPUT_A_FILE: 'x',
      EXTRA: '1',
      GITHUB_WORKSPACE: cwd,
    })
    expect(event.after).toBe(env.GITHUB_SHA)
    expect(Object.keys(env).filter((name) => /VITEST|^npm_/.test(name))).toEqual([])
  })

  test('speaks to the fake with its token', async () => {
    const fake = github()
    const repository = fake.repository('acme/vault', { private: true })
    repository.commit({ files: { 'launch.yaml': 'id: one' } })
    const token = fake.actionsToken(repository, { contents: 'read' })
    const script = `const { GITHUB_API_URL: api, GITHUB_REPOSITORY: name, INPUT_TOKEN: token } = process.env
      const headers = { authorization: 'Bearer ' + token, accept: 'application/vnd.github.raw+json' }
      fetch(api + '/repos/' + name + '/contents/launch.yaml', { headers }).then((answer) => answer.text()).then((text) => say(text + ' ' + token))`
    const { log } = await step(script, { event: pushEvent(fake, repository), token, inputs: { token } })
    expect(log).toBe('id: one ***')
    expect(fake.calls('repos/get-content')).toHaveLength(1)
  })

  test('its exit code decides', async () => {
    expect([(await step('process.exitCode = 1')).conclusion, (await step('')).conclusion]).toEqual(['failure', 'success'])
    expect((await step("throw new Error('bug')")).printed).toContain('bug')
  })

  test('that hangs is killed', async () => {
    expect(await step('setInterval(() => {}, 1000)', { timeout: 300 })).toMatchObject({ exitCode: undefined, conclusion: 'failure' })
  })

  test('an action with the defaults of its inputs', async () => {
    writeFileSync(
      join(folder, 'main.cjs'),
      "console.log(process.env['INPUT_TOKEN'] === 'ghs_abc', process.env['INPUT_LAUNCH'] === '', process.env['INPUT_MODE'])",
    )
    const inputs = "inputs: { token: { default: '${{ github.token }}' }, launch: { required: true }, mode: { default: check } }"
    writeFileSync(join(folder, 'action.yml'), `name: x\n${inputs}\nruns: { using: node24, main: main.cjs }\n`)
    const ran = await step('', { action: join(folder, 'action.yml'), token: 'ghs_abc', inputs: { mode: 'lint', lunch: 'x' } })
    expect(ran.log).toContain('true true lint')
    expect(ran.annotations.map((one) => one.message)).toEqual(["Unexpected input(s) 'lunch', valid inputs are ['token', 'launch', 'mode']"])
  })
})
