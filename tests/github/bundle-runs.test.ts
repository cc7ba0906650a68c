import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bad, config, good, launch, open, promise, waivers } from '../action/documents.ts'
import { node24For } from '../node-24.ts'
import { mergeGroupEvent, pullRequestEvent } from './events.ts'
import { type FakeGitHub, startFakeGitHub } from './fake/start.ts'
import type { CheckRun, Permissions, Repository } from './fake/world.ts'
import { runStep, type Step } from './runner.ts'

let fake: FakeGitHub
const temp = mkdtempSync(join(tmpdir(), 'onlyif-bundle-'))
let repositories = 0
beforeAll(async () => {
  fake = await startFakeGitHub()
})
afterEach(() => expect(fake.takeViolations()).toEqual([]))
afterAll(async () => {
  rmSync(temp, { recursive: true, force: true })
  await fake.close()
})

/** As summaries write it. */
const words: Readonly<Record<string, string>> = { 'conditional-go': 'CONDITIONAL GO' }

type Files = Readonly<Record<string, string | null>>

interface Given {
  readonly base?: Files
  readonly change: Files
  readonly on?: 'pull_request' | 'fork' | 'merge_group'
  readonly inputs?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
}

interface Done {
  readonly step: Step
  readonly repository: Repository
  readonly check: CheckRun | undefined
  readonly comments: readonly string[]
}

const action = join(import.meta.dirname, '../../action.yml')
const mayWrite: Permissions = { contents: 'read', checks: 'write', pull_requests: 'write' }
const usual: Files = { 'rules/promise.yaml': promise(4.2), 'launch.yaml': launch('a', good) }

/** Runs the committed bundle for a change, under the runner's environment and limits. */
async function run(node: string, { base = {}, change, on = 'pull_request', inputs = {}, env = {} }: Given): Promise<Done> {
  const repository = fake.repository(`acme/shop-${++repositories}`, { private: on !== 'fork' })
  const files = Object.entries({ ...usual, ...base }).filter((entry): entry is [string, string] => entry[1] !== null)
  repository.commit({ files: Object.fromEntries(files) })
  const head = on === 'fork' ? repository.fork('ola') : repository
  head.branch('change', repository.resolve('main') ?? '')
  head.commit({ branch: 'change', files: { ...change, 'note.txt': 'x' } })
  const pull = repository.openPullRequest({ head: { repository: head, branch: 'change' } })
  const event = on === 'merge_group' ? mergeGroupEvent(fake, repository, pull) : pullRequestEvent(fake, repository, pull)
  const token = fake.actionsToken(repository, on === 'fork' ? { contents: 'read' } : mayWrite)
  const step = await runStep({ action, node, event, inputs, env, token, api: fake.url })
  const [check] = repository.checkRuns.values()
  return { step, repository, check, comments: [...repository.comments.values()].map(({ body }) => body) }
}

/** A waiver that is in force today, whenever that is. */
function currentWaivers(): string {
  const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  return waivers('a').replace('2026-10-06', day(-2)).replace('2026-10-20', day(20))
}

const more = (count: number, title: string): string =>
  Array.from(
    { length: count },
    (_, i) => `  - { id: more-${i}, title: ${title}, owner: owner-${i}, require: { more.f${i}: { atLeast: 5 } } }\n`,
  ).join('')
const facts = (id: string, count: number): string =>
  `${launch(id, bad)}  more:\n${Array.from({ length: count }, (_, i) => `    f${i}: 1\n`).join('')}`

describe.for(['Node 24', `Node ${process.version.slice(1)}, which runs this`])('the committed bundle on %s', (which) => {
  let node = process.execPath
  beforeEach(async (context) => {
    if (which === 'Node 24' && node === process.execPath) node = await node24For(context)
  })

  test.for([
    ['go', 'a good launch', { change: {} }, 0],
    ['no-go', 'a bad launch', { change: { 'launch.yaml': launch('a', bad) } }, 1],
    ['hold', 'a fact that nobody has told', { change: { 'launch.yaml': launch('a', open) } }, 1],
    [
      'conditional-go',
      'a waiver of the base',
      {
        base: { 'waivers.yaml': currentWaivers(), 'onlyif.yaml': config('roles: { cco: [maria] }') },
        change: { 'launch.yaml': launch('a', bad) },
      },
      0,
    ],
    [
      'no-go',
      'a merge group that lowers the bar',
      { change: { 'launch.yaml': launch('a', bad), 'rules/promise.yaml': promise(1) }, on: 'merge_group' },
      1,
    ],
    ['go', 'a good merge group', { change: {}, on: 'merge_group' }, 0],
    ['undecided', 'a launch that is removed', { change: { 'launch.yaml': null } }, 1],
    ['undecided', 'a launch that is nowhere', { change: {}, inputs: { launch: 'nowhere/*.yaml' } }, 1],
  ] as const satisfies readonly (readonly [string, string, Given, number])[])('%s: %s', async ([verdict, , given, exitCode]) => {
    const { step, check, comments } = await run(node, given)
    const conclusion = exitCode === 0 ? 'success' : 'failure'
    expect(step).toMatchObject({ exitCode, conclusion, lost: [], outputs: { verdict, blocked: String(exitCode === 1) } })
    expect(step.summary).toContain(verdict === 'undecided' ? 'NOTHING WAS DECIDED' : (words[verdict] ?? verdict.toUpperCase()))
    expect(check).toMatchObject({ name: 'onlyif (main)', conclusion })
    expect(comments).toHaveLength('on' in given ? 0 : 1)
    expect(step.annotations.some(({ level }) => level === 'error')).toBe(exitCode === 1)
  })

  test('an invalid manifest is marked where it is broken', async () => {
    const { step, check } = await run(node, { change: { 'launch.yaml': `${launch('a', good)}oops: 1\n` } })
    expect(step).toMatchObject({ exitCode: 1, lost: [], outputs: { verdict: 'undecided', blocked: 'true' } })
    expect(step.annotations).toContainEqual(expect.objectContaining({ level: 'error', file: 'launch.yaml', line: 9 }))
    expect(check).toMatchObject({ conclusion: 'failure', annotations: [expect.objectContaining({ path: 'launch.yaml', start_line: 9 })] })
  })

  test.for([
    ['no-go', bad, 1],
    ['go', good, 0],
  ] as const)('%s from a fork: judged the same, and told without writing', async ([verdict, beta, exitCode]) => {
    const { step, check, comments } = await run(node, { change: { 'launch.yaml': launch('a', beta) }, on: 'fork' })
    expect(step).toMatchObject({ exitCode, lost: [], outputs: { verdict } })
    expect([check, comments]).toEqual([undefined, []])
    expect(step.summary).toContain('No check run was written')
  })

  test('120 things to mark: ten in the step, all in the check run, 50 at a time', async () => {
    const before = fake.requests.length
    const base = { 'rules/promise.yaml': promise(4.2, more(119, 'it is good')) }
    const { step, check } = await run(node, { base, change: { 'launch.yaml': facts('a', 119) } })
    expect(step).toMatchObject({ exitCode: 1, lost: [], outputs: { verdict: 'no-go' } })
    expect(step.annotations.length).toBeLessThanOrEqual(10)
    expect(check?.annotations).toHaveLength(120)
    const bodies = fake.requests.slice(before).flatMap(({ operation = '', body }) => (operation.startsWith('checks/') ? [body] : []))
    const sizes = bodies.map(
      (body) => (body as { output?: { annotations?: readonly unknown[] } } | undefined)?.output?.annotations?.length ?? 0,
    )
    expect(sizes.filter((size) => size > 0)).toEqual([50, 50, 20])
  })

  test('3 MB of results: verdict, what blocks and what would help stay, within every limit', async () => {
    const rules = more(90, 'a long story & '.repeat(120))
    const names = Array.from({ length: 20 }, (_, i) => `launches/l${i}.yaml`)
    const change = Object.fromEntries(names.map((name, i) => [name, facts(`l${i}`, 90)]))
    const { step, check, comments } = await run(node, {
      base: { 'rules/promise.yaml': promise(4.2, rules) },
      change,
      env: { RUNNER_TEMP: temp },
    })
    expect(step).toMatchObject({ exitCode: 1, lost: [], outputs: { verdict: 'no-go' } })
    expect(JSON.parse(step.outputs['counts'] ?? '')).toMatchObject({ 'no-go': 20 })
    expect(statSync(step.outputs['decision'] ?? '').size).toBeGreaterThan(3_000_000)
    for (const text of [step.summary, comments[0]])
      for (const part of ['21 of 21 launches are blocked', '**Missing:**', 'do not fit here']) expect(text).toContain(part)
    expect(check).toMatchObject({ conclusion: 'failure' })
  })
})
