import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { readStandingSet, type StandingSet } from '../../../src/server/commitments/standing-set.ts'
import { defaultLimits } from '../../../src/server/http/limit-settings.ts'
import { type Judges, judgesHere } from '../../../src/server/judging/judges.ts'
import type { SentTask, Task } from '../../../src/server/judging/task.ts'
import { judgingThreads, type ThreadOptions } from '../../../src/server/judging/threads.ts'
import { defaultLimits as limits } from '../../../src/source/limits.ts'
import { memorySource } from '../../../src/world/memory.ts'
import { builtThread } from '../built-threads.ts'
import { commitment, manifest } from '../service.ts'

const scripted = fileURLToPath(new URL('thread.mjs', import.meta.url))
const falseStart = fileURLToPath(new URL('false-start.mjs', import.meta.url))

function threads(options: Partial<ThreadOptions> = {}): { readonly judges: Judges; readonly logged: string[] } {
  const logged: string[] = []
  const log: ThreadOptions['log'] = (_, message, fields) => void logged.push(`${message}: ${fields?.['error'] ?? ''}`)
  const judges = judgingThreads({ file: scripted, count: 1, taskMs: 60_000, log, ...options })
  onTestFinished(() => judges.stop())
  return { judges, logged }
}

function task(file: string, text = '', more: Partial<SentTask> = {}): Task {
  const caller = { kind: 'token', name: 'ci', scopes: new Set(['judge'] as const), bounds: {} } as const
  return {
    kind: 'sent',
    texts: [{ file, text }],
    now: '2026-11-22T12:00:00Z',
    noExceptions: false,
    caller,
    limits: defaultLimits,
    isRecorded: true,
    ...more,
  }
}

async function standing(text = commitment): Promise<StandingSet> {
  const reading = await readStandingSet({ source: memorySource(new Map([['rules/promise.yaml', text]])), now: 0 })
  if (!reading.ok) throw new Error(JSON.stringify(reading.diagnostics))
  return reading.set
}

/** The texts of tasks that were done, or why they were not. */
async function ends(judges: Judges, files: readonly string[]): Promise<string[]> {
  const asked = files.map((file, index) => judges.judge(undefined, task(file, `${file} ${index}`)))
  const settled = await Promise.allSettled(asked)
  return settled.map((end) => (end.status === 'fulfilled' ? (end.value.launches[0]?.id ?? '') : (end.reason as Error).message))
}

test.each([1, 3])('%i threads answer each task with its own outcome', async (count) => {
  const { judges } = threads({ count })
  const files = Array.from({ length: 40 }, () => 'a')
  expect(await ends(judges, files)).toEqual(files.map((file, index) => `${file} ${index}`))
})

test('what is refused, or breaks, in a thread is that for who asked, and for nobody else', async () => {
  const { judges } = threads()
  expect(await ends(judges, ['a', 'refuse', 'break', 'b'])).toEqual(['a 0', 'too much', 'a thread that judges: inside', 'b 3'])
  await expect(judges.judge(undefined, task('refuse'))).rejects.toMatchObject({ problem: 'too-large', hint: 'less' })
})

test.each([
  ['crash', 'a thread that judges ended: it broke'],
  ['leave', 'a thread that judges ended: it ended with 3'],
])('a thread that ends loses the task that it was at, and another does the rest: %s', async (how, why) => {
  const { judges, logged } = threads()
  const files = ['a', how, 'b', 'c', 'd', 'e', how, 'f']
  expect(await ends(judges, files)).toEqual(files.map((file, index) => (file === how ? why : `${file} ${index}`)))
  expect(logged).toHaveLength(2)
})

test('a task that takes too long is given up, and the others are done', async () => {
  const { judges, logged } = threads({ taskMs: 1000 })
  const files = ['a', 'hang', 'b', 'c']
  expect(await ends(judges, files)).toEqual(['a 0', 'judging this took more than 1 seconds, and was given up', 'b 2', 'c 3'])
  expect(logged).toEqual(['a thread that judges ended: a task took more than 1 seconds'])
})

test.each([
  ['begin', falseStart],
  // As where the system has no room for another thread.
  ['even be made', 'no-path-that-a-thread-takes'],
])('where no thread can %s, what waits and all that comes is judged here', async (_, file) => {
  const { judges, logged } = threads({ file, count: 4 })
  const set = await standing()
  const asked = ['checkout-2', 'checkout-3'].map((id) => task('launch.yaml', manifest(id)))
  const first = await Promise.all(asked.map((each) => judges.judge(set, each)))
  expect(first.map(({ decisions }) => decisions[0]?.launch.id)).toEqual(['checkout-2', 'checkout-3'])
  expect((await judges.judge(set, task('launch.yaml', manifest()))).decisions[0]?.verdict).toBe('go')
  expect(logged.filter((line) => line.startsWith('no thread that judges can be started'))).toHaveLength(1)
})

test('whoever waits when they are stopped is told so', async () => {
  const { judges } = threads()
  const waiting = ends(judges, ['hang', 'a', 'b', 'c', 'd', 'e', 'f'])
  await judges.stop()
  expect(new Set(await waiting)).toEqual(new Set(['the service ends']))
  await expect(judges.judge(undefined, task('a'))).rejects.toMatchObject({ problem: 'unavailable' })
})

/** Commitments that are sent along, and a config that asks for more than may be asked. */
const own = [{ file: 'rules/own.yaml', text: commitment.replace('4.2', '4.9') }]
const greedy = `apiVersion: onlyif/v1
kind: Config
commitments: [${Array.from({ length: 201 }, (_, n) => `c${n}.yaml`).join(', ')}]
`

test.each<[string, Task]>([
  ['a go', task('launch.yaml', manifest())],
  ['a no-go', task('launch.yaml', manifest('checkout-2', { csat: 1, blockers: 2 }), { noExceptions: true })],
  ['an unknown fact', task('launch.yaml', manifest('checkout-2', { csat: 'TBD' }))],
  ['several launches', task('launches.yaml', [manifest('a'), manifest('b', { csat: 1 })].join('---\n'))],
  ['a dry run', task('launch.yaml', manifest(), { isRecorded: false })],
  ['commitments that were sent along', task('launch.yaml', manifest(), { own: { files: own, limits }, isRecorded: false })],
  [
    'mistakes',
    {
      kind: 'lint',
      documents: [{ file: 'rules/a.yaml', text: own[0]?.text.replace('title', 'titel') ?? '' }],
      now: '2026-11-22T12:00:00Z',
    },
  ],
  ['what cannot be read', task('launch.yaml', 'kind: [')],
  ['the name of a file that stands', task('rules/promise.yaml', manifest())],
  ['facts of no launch', task('facts.yaml', 'apiVersion: onlyif/v1\nkind: Facts\nlaunch: nobody\nfacts: { a: 1 }\n')],
])('the thread of the package judges as it is judged here, to the byte: %s', async (_, asked) => {
  const { judges } = threads({ file: builtThread })
  const set = await standing()
  const [there, here] = [await judges.judge(set, asked), await judgesHere.judge(set, asked)]
  expect(there).toEqual(here)
  expect(there.decisions.every((decision) => Object.isFrozen(decision.requirements))).toBe(true)
})

test('the thread of the package judges again what was kept as it is judged here, and as it was judged at first', async () => {
  const { judges } = threads({ file: builtThread })
  const set = await standing()
  const first = await judges.judge(set, task('launches.yaml', [manifest('a'), manifest('b', { csat: 1 })].join('---\n')))
  for (const { digest, launch, now, noExceptions } of first.decisions) {
    const { inputs = [], texts = new Map() } = first.kept.get(digest) ?? {}
    const again = { kind: 'kept', launch: launch.id, inputs, texts, now, noExceptions } as const
    const [there, here] = [await judges.judge(set, again), await judgesHere.judge(set, again)]
    expect(there).toEqual(here)
    expect(there.decisions.map((decision) => decision.digest)).toEqual([digest])
  }
})

test('the thread of the package judges by the set that it is asked to judge by, whichever came last', async () => {
  const { judges } = threads({ file: builtThread })
  const sets = await Promise.all([4.2, 4.6, 4.3, 4.8].map((bar) => standing(commitment.replace('4.2', String(bar)))))
  const asked = task('launch.yaml', manifest('checkout-2', { csat: 4.4 }))
  const order = [0, 1, 2, 3, 0, 1, 1, 3, 2, 0].flatMap((index) => sets[index] ?? [])
  const ended = await Promise.all(order.map((set) => judges.judge(set, asked)))
  expect(ended.map(({ decisions }) => decisions[0]?.verdict)).toEqual(
    await Promise.all(order.map(async (set) => (await judgesHere.judge(set, asked)).decisions[0]?.verdict)),
  )
})

test.each<[string, Partial<SentTask>]>([
  ['a launch of somebody else', { caller: { kind: 'token', name: 'ci', scopes: new Set(['judge']), bounds: { launches: ['x'] } } }],
  ['more tests than may be made', { limits: { tests: 1, characters: 1 } }],
  ['more files than are looked for', { own: { files: [...own, { file: 'onlyif.yaml', text: greedy }], limits } }],
])('the thread of the package refuses what is refused here, in the same words: %s', async (_, more) => {
  const { judges } = threads({ file: builtThread })
  const set = await standing()
  const asked = task('launch.yaml', manifest(), more)
  const [there, here] = await Promise.allSettled([judges.judge(set, asked), judgesHere.judge(set, asked)])
  expect(there).toEqual(here)
  expect(there).toMatchObject({ reason: { name: 'ProblemError' } })
})
