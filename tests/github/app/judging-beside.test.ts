import { describe, expect, test } from 'vitest'
import { type Judges, judgesHere } from '../../../src/server/judging/judges.ts'
import type { FilesTask, Task } from '../../../src/server/judging/task.ts'
import { ProblemError } from '../../../src/server/problem.ts'
import { bad, config, good, launch, promise, waivers } from '../../action/documents.ts'
import { builtThreads } from '../../server/built-threads.ts'
import { pullRequestEvent } from '../events.ts'
import { type AppStage, appForEachTest, judgesOfCopies } from './stage.ts'

const stage = appForEachTest()

const mapping = `apiVersion: onlyif/v1
kind: Mapping
id: feature
each: features/*.yaml
launch: { id: "{file}", title: /title, owner: /owner, tier: /tier }
facts:
  beta.csat: { file: "surveys/{/survey}.yaml", at: /csat }
  beta.blockersOpen: { at: /blockers, absent: 0 }
`

/** A repository with everything that is read only when something else was. */
const files = {
  'onlyif.yaml': config('roles: { cco: [maria] }\nmappings: [mappings/*.yaml]'),
  'rules/promise.yaml': promise(4.2),
  'mappings/feature.yaml': mapping,
  'waivers.yaml': waivers('a'),
  'launches/a.yaml': launch('a', bad),
  'launches/b.yaml': launch('b', '{ csat: 4.4 }'),
  'facts/b.yaml': 'apiVersion: onlyif/v1\nkind: Facts\nlaunch: b\nfacts: { beta.blockersOpen: 0 }\n',
  'features/x.yaml': 'title: X\nowner: team\ntier: 1\nsurvey: june\n',
  'surveys/june.yaml': 'csat: 4.6\n',
  'surveys/july.yaml': 'csat: 1.0\n',
  'src/large.bin': 'x'.repeat(100_000),
}

/** As well as what is told, and closes the gate, because nobody looks into it. */
const linked = { ...files, 'facts/linked.yaml': { symlink: '../src/large.bin' }, 'launches/other': { symlink: '../features' } }

interface Noted extends Judges {
  readonly tasks: Task[]
}

/** Judges as others do, or as they fail, and what they were handed. */
function noted(judges: Judges | Error): Noted {
  const tasks: Task[] = []
  return {
    tasks,
    judge: async (set, task) => {
      tasks.push(task)
      if (judges instanceof Error) throw judges
      return judges.judge(set, task)
    },
    stop: async () => undefined,
  }
}

/** What a repository is answered, and what is recorded of it, but for the names of its commits. */
async function outcome(place: AppStage): Promise<string> {
  const before = await place.store.head()
  const { gate } = await place.deploy()
  place.repository.branch('change')
  place.repository.commit({ branch: 'change', files: { 'rules/own.yaml': promise(1), 'launches/b.yaml': launch('b', bad) } })
  const pull = place.repository.openPullRequest({ head: 'change', base: 'main' })
  await place.sendEvent(pullRequestEvent(place.fake, place.repository, pull))
  await place.work()
  const { entries } = await place.store.list({ order: 'oldest-first', after: before.sequence })
  const checks = [...place.repository.checkRuns.values()].map(({ conclusion, title, summary, annotations }) => ({
    conclusion,
    title,
    summary,
    annotations,
  }))
  const recorded = entries.map(({ recorded: { decision, inputs } }) => ({ decision, inputs }))
  return JSON.stringify({ answer: gate.answer, checks, recorded }).replaceAll(/`[0-9a-f]{12}`/g, '`commit`')
}

test.each([
  ['whose launches are judged', files, /GO: .*"recorded":\[\{"decision"/],
  ['of which nothing can be decided', linked, /symbolic link.*"recorded":\[\]/],
])('a commit %s comes to the same by threads, by copies of what was read, and where it was read', async (_, repository, says) => {
  const found: string[] = []
  const copies = noted(judgesOfCopies)
  const threads = builtThreads(1)(() => undefined)
  try {
    for (const judges of [judgesHere, copies, threads]) found.push(await outcome(await stage(repository, { checks: true, judges })))
  } finally {
    await threads.stop()
  }
  const [here, ...others] = found
  expect(here).toMatch(says)
  for (const other of others) expect(other).toBe(here)
  expect(copies.tasks.map(({ kind }) => kind)).toEqual(['files', 'files'])
  // Nothing is read for the sake of those who judge.
  const { head } = copies.tasks[0] as FilesTask
  const read = [...head.reads.keys()].map((key) => key.split(' ')[1])
  expect(read).toContain('surveys/june.yaml')
  for (const file of ['surveys/july.yaml', 'src/large.bin']) expect(read).not.toContain(file)
})

test('only launches that count are judged, and others are no mistake', async () => {
  const copies = noted(judgesOfCopies)
  const place = await stage(
    { ...files, 'launches/a.yaml': launch('a', good) },
    { judges: copies, environments: { production: { launches: ['x', 'launches/a.yaml'] } } },
  )
  expect((await place.deploy()).gate.answer).toMatchObject({ comment: expect.stringMatching(/`a`: GO/) })
  expect(copies.tasks[0]).toMatchObject({ kind: 'files', launches: [expect.any(Number), expect.any(Number)] })
  expect((await place.store.list()).entries.map(({ recorded }) => recorded.launch).sort()).toEqual(['a', 'x'])
})

describe('those who judge', () => {
  test('are handed no more than a request may be', async () => {
    const copies = noted(judgesOfCopies)
    const items = Array.from({ length: 70_000 }, () => 1).join(',')
    const place = await stage(
      { 'rules/promise.yaml': promise(4.2), 'launch.yaml': launch('a', `{ csat: [${items}], blockersOpen: 0 }`) },
      { judges: copies },
    )
    await place.deploy()
    expect(copies.tasks).toEqual([])
    expect((await place.store.list()).entries).toHaveLength(1)
  })

  test('that take too long are helped', async () => {
    const slow = noted(new ProblemError('too-large', 'judging this took more than 20 seconds, and was given up'))
    const place = await stage({ 'rules/promise.yaml': promise(4.2), 'launch.yaml': launch('a', good) }, { judges: slow })
    expect((await place.deploy()).gate.answer?.state).toBe('approved')
    expect(slow.tasks).toHaveLength(1)
  })

  test('and cannot now are asked again later, and nothing is approved meanwhile', async () => {
    let judges: Judges = noted(new ProblemError('unavailable', 'the service ends'))
    const place = await stage(
      { 'rules/promise.yaml': promise(4.2), 'launch.yaml': launch('a', good) },
      { judges: { judge: (set, task) => judges.judge(set, task), stop: async () => undefined } },
    )
    const { gate } = await place.deploy()
    expect(gate.answer).toBeUndefined()
    judges = judgesOfCopies
    place.pass(60_000)
    await place.service.reconcile()
    await place.work()
    expect(gate.answer?.state).toBe('approved')
  })
})
