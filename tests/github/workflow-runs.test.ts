import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { bad, good, launch, promise } from '../action/documents.ts'
import {
  mergeGroupEvent,
  pullRequestEvent,
  pullRequestTargetEvent,
  pushEvent,
  scheduleEvent,
  type WorkflowEvent,
  workflowDispatchEvent,
} from './events.ts'
import { type FakeGitHub, startFakeGitHub } from './fake/start.ts'
import type { PullRequest, Repository } from './fake/world.ts'
import { workflowFile, workflowNames } from './workflow-file.ts'
import { actionName, runWorkflow, type WorkflowRun } from './workflow-run.ts'

let fake: FakeGitHub
let repositories = 0
beforeAll(async () => {
  fake = await startFakeGitHub()
})
afterEach(() => expect(fake.takeViolations()).toEqual([]))
afterAll(() => fake.close())

interface Started {
  readonly event: WorkflowEvent
  readonly fromFork?: boolean
}

type Trigger = (repository: Repository, facts: string) => Started

/** A pull request whose manifest has these facts, and which lowers the bar; the base has the bar that judges. */
function pullOf(repository: Repository, facts: string, fork = false): PullRequest {
  const head = fork ? repository.fork('ola') : repository
  const files = { 'launch.yaml': launch('checkout', facts, 'tier: 1\nmaturity: ga'), 'rules/promise.yaml': promise(1) }
  head.branch('change', repository.resolve('main') ?? '')
  head.commit({ branch: 'change', files })
  return repository.openPullRequest({ head: { repository: head, branch: 'change' } })
}

/** The same on the default branch itself, without an edit of what judges. */
function commitOf(repository: Repository, facts: string): void {
  repository.commit({ files: { 'launch.yaml': launch('checkout', facts, 'tier: 1\nmaturity: ga') } })
}

const triggers = {
  'a pull request': (repository, facts) => ({ event: pullRequestEvent(fake, repository, pullOf(repository, facts)) }),
  'a pull request from a fork': (repository, facts) => ({
    event: pullRequestEvent(fake, repository, pullOf(repository, facts, true)),
    fromFork: true,
  }),
  'a pull request that gets another base': (repository, facts) => {
    const from = { ref: 'lax', sha: repository.resolve('main') ?? '' }
    return { event: pullRequestEvent(fake, repository, pullOf(repository, facts), { action: 'edited', from }) }
  },
  'the target of a pull request': (repository, facts) => ({ event: pullRequestTargetEvent(fake, repository, pullOf(repository, facts)) }),
  'the target of a pull request from a fork': (repository, facts) => ({
    event: pullRequestTargetEvent(fake, repository, pullOf(repository, facts, true)),
  }),
  'a merge group': (repository, facts) => ({ event: mergeGroupEvent(fake, repository, pullOf(repository, facts)) }),
  'a push to main': (repository, facts) => {
    commitOf(repository, facts)
    return { event: pushEvent(fake, repository) }
  },
  'a tag': (repository, facts) => {
    commitOf(repository, facts)
    repository.tag('v1.2.0')
    return { event: pushEvent(fake, repository, 'tags/v1.2.0') }
  },
  'the night': (repository, facts) => {
    commitOf(repository, facts)
    return { event: scheduleEvent(fake, repository, '17 4 * * *') }
  },
  'a person': (repository, facts) => {
    commitOf(repository, facts)
    return { event: workflowDispatchEvent(fake, repository) }
  },
} satisfies Record<string, Trigger>
type TriggerName = keyof typeof triggers

const onPull: readonly TriggerName[] = [
  'a pull request',
  'a pull request from a fork',
  'a pull request that gets another base',
  'a merge group',
]
const onTarget: readonly TriggerName[] = ['the target of a pull request', 'the target of a pull request from a fork', 'a merge group']

/** What each workflow starts on, and the jobs and further steps that only a go gets to. */
const workflows: Readonly<
  Record<string, { readonly on: readonly TriggerName[]; readonly after?: string; readonly steps?: readonly string[] }>
> = {
  'pull-request.yml': { on: onPull },
  'pull-request-target.yml': { on: onTarget },
  'environment.yml': { on: ['a push to main'], after: 'deploy', steps: ['actions/checkout', './deploy.sh'] },
  'release-tag.yml': { on: ['a tag'], after: 'publish', steps: ['gh release create'] },
  'nightly.yml': { on: ['the night', 'a person'] },
  'organisation-caller.yml': { on: ['a pull request', 'a merge group'] },
  'attestation.yml': { on: ['a tag'], steps: ['actions/attest', 'actions/upload-artifact'] },
}
const called = { 'your-org/launch-gates/.github/workflows/onlyif.yml@v1': workflowFile('organisation.yml') }

async function start(name: string, trigger: TriggerName, facts: string): Promise<{ repository: Repository; run: WorkflowRun | undefined }> {
  const repository = fake.repository(`acme/shop-${++repositories}`)
  repository.commit({ files: { 'rules/promise.yaml': promise(4.2), 'launch.yaml': launch('checkout', good) } })
  const run = await runWorkflow(fake, repository, workflowFile(name), { ...triggers[trigger](repository, facts), called })
  return { repository, run }
}

const cases = Object.entries(workflows).flatMap(([name, { on }]) => on.map((trigger) => [name, trigger] as const))

test('every workflow is run, but the one that is called', () => {
  expect(Object.keys(workflows).sort()).toEqual(workflowNames.filter((name) => name !== 'organisation.yml'))
})

describe.each(cases)('%s on %s', (name, trigger) => {
  const { after, steps = [] } = workflows[name] ?? {}

  test.each([
    ['green', good, 'go'],
    ['red', bad, 'no-go'],
  ])('is %s', async (colour, facts, verdict) => {
    const { repository, run } = await start(name, trigger, facts)
    const isGreen = colour === 'green'
    expect(run?.jobs).toEqual({
      gate: isGreen ? 'success' : 'failure',
      ...(after !== undefined && { [after]: isGreen ? 'success' : 'skipped' }),
    })
    const judged = run?.steps.flatMap(({ step }) => (step === undefined ? [] : [step])) ?? []
    expect(judged.length).toBeGreaterThan(0)
    for (const step of judged) {
      expect(step).toMatchObject({ exitCode: isGreen ? 0 : 1, lost: [], outputs: { verdict, blocked: String(!isGreen) } })
      expect(step.summary).toContain(isGreen ? 'GO' : 'NO-GO')
    }
    const others = run?.steps.filter(({ step, what }) => step === undefined && !(name === 'nightly.yml' && what.includes('upload'))) ?? []
    expect(others.map(({ what }) => what)).toEqual(isGreen ? steps.map((step) => expect.stringContaining(step)) : [])
    telling(name, trigger, repository, judged[0]?.summary ?? '', isGreen)
  })
})

/** Every permission that a workflow asks for is needed, and none is missing. */
function telling(name: string, trigger: TriggerName, repository: Repository, summary: string, isGreen: boolean): void {
  const mayWrite = name.includes('pull-request') || name.startsWith('organisation')
  const isReadOnly = trigger === 'a pull request from a fork'
  const checks = [...repository.checkRuns.values()].map((check) => [check.name, check.conclusion])
  expect(checks).toEqual(mayWrite && !isReadOnly ? [['onlyif (main)', isGreen ? 'success' : 'failure']] : [])
  expect(repository.comments.size).toBe(mayWrite && !isReadOnly && trigger !== 'a merge group' ? 1 : 0)
  expect(/No check run was written|comment was written|could not be written/.test(summary)).toBe(isReadOnly)
}

describe('what a workflow hands on', () => {
  test('the environment is judged twice: before reviewers are asked, and after they have answered', async () => {
    const { run } = await start('environment.yml', 'a push to main', good)
    expect(run?.steps.filter(({ what }) => what === actionName).map(({ job }) => job)).toEqual(['gate', 'deploy'])
    expect(workflowFile('environment.yml').jobs['deploy']?.environment).toBe('production')
  })

  test('the called workflow gets the inputs of its caller', async () => {
    const { run } = await start('organisation-caller.yml', 'a pull request', good)
    expect(run?.steps).toMatchObject([{ job: 'gate / gate', what: actionName, with: { 'no-exceptions': 'true' } }])
  })

  test('what is signed is the predicate, about the decision', async () => {
    const { run } = await start('attestation.yml', 'a tag', good)
    const [gate, attest] = run?.steps ?? []
    expect(attest?.with).toEqual({
      'subject-path': gate?.step?.outputs['decision'],
      'predicate-type': 'https://slsa.dev/verification_summary/v1',
      'predicate-path': expect.stringMatching(/predicate\.json$/),
    })
  })

  test('the page of the night is written where it is taken from, on a red night, too', async () => {
    const { run } = await start('nightly.yml', 'the night', bad)
    const [gate, upload] = run?.steps ?? []
    expect(upload?.with['path']).toBe(gate?.with['report']?.replace('html=', ''))
    expect(gate?.step?.outputs['report']).toMatch(/\/launches\.html$/)
  })
})

describe('what does not start, or not like that', () => {
  test.each([
    ['environment.yml', 'a tag'],
    ['release-tag.yml', 'a push to main'],
    ['attestation.yml', 'a push to main'],
    ['pull-request.yml', 'the target of a pull request'],
    ['pull-request-target.yml', 'a pull request'],
    ['nightly.yml', 'a push to main'],
  ] as const)('%s on %s', async (name, trigger) => {
    expect((await start(name, trigger, good)).run).toBeUndefined()
  })

  test('a caller that grants less than the called workflow asks for', async () => {
    const repository = fake.repository(`acme/shop-${++repositories}`)
    repository.commit({ files: { 'launch.yaml': launch('checkout', good) } })
    const file = workflowFile('organisation-caller.yml')
    const job = { ...file.jobs['gate'], permissions: { contents: 'read', checks: 'write' } }
    const event = pullRequestEvent(fake, repository, pullOf(repository, good))
    await expect(runWorkflow(fake, repository, { ...file, jobs: { gate: job } }, { event, called })).rejects.toThrow('pull-requests')
  })
})
