import { expect, test } from 'vitest'
import type { PullRequest } from '../github/fake/world.ts'
import { bad, good, launch, promise } from './documents.ts'
import { mayWrite, type Shop, shopForEachTest } from './shop.ts'
import { type ActionRun, pullPayload, quickNetwork, Stage } from './stage.ts'

const shop = shopForEachTest()
const [earlier, later] = ['2026-10-07T09:00:00Z', '2026-10-07T09:00:05Z']

function open(): { readonly place: Shop; readonly pull: PullRequest } {
  const place = shop({ 'rules/promise.yaml': promise(4.2), 'launch.yaml': launch('a', good) })
  return { place, pull: place.change({ 'launch.yaml': launch('a', bad) }) }
}

/** A run that began later, after the base was eased. */
async function laterRun(place: Shop, pull: PullRequest, env: Readonly<Record<string, string>> = {}): Promise<ActionRun> {
  place.repository.commit({ files: { 'rules/promise.yaml': promise(3) } })
  const done = await place.onPull(pull, { began: later, env: { GITHUB_RUN_ID: '78', ...env } })
  place.repository.commit({ files: { 'rules/promise.yaml': promise(4.2) } })
  return done
}

const conclusions = (place: Shop): unknown[] => place.checks().map(({ conclusion }) => conclusion)

test('a run that began earlier and ends later tells GitHub nothing, and closes its own gate', async () => {
  const { place, pull } = open()
  expect(await laterRun(place, pull)).toMatchObject({ code: 0 })
  const [comment] = place.comments()
  const done = await place.onPull(pull, { began: earlier })
  expect(done).toMatchObject({ code: 1, outputs: { verdict: 'no-go' } })
  expect(done.summary).toContain('GitHub was told nothing, as a run that began later has told of this commit already.')
  expect(conclusions(place)).toEqual(['success'])
  expect(place.comments()).toEqual([comment])
})

test('where the later run tells at the same moment, both say what it says', async () => {
  const { place, pull } = open()
  const other = new Stage()
  try {
    let isMet = false
    const network = {
      ...quickNetwork,
      fetch: async (...[input, init]: Parameters<typeof fetch>) => {
        if (init?.method === 'POST' && String(input).endsWith('/check-runs') && !isMet) {
          isMet = true
          expect(await laterRun(place, pull)).toMatchObject({ code: 0 })
        }
        return quickNetwork.fetch(input, init)
      },
    }
    const given = {
      event: 'pull_request',
      payload: pullPayload(pull, place.repository),
      sha: place.repository.mergeOf(pull) ?? '',
      ref: `refs/pull/${pull.number}/merge`,
      token: place.fake.actionsToken(place.repository, mayWrite),
      began: earlier,
    }
    expect(await other.run(place.fake, place.repository, given, network)).toMatchObject({ code: 1 })
  } finally {
    other.remove()
  }
  const checks = [...place.repository.checkRuns.values()]
  expect(checks.map((run) => [run.conclusion, run.title])).toEqual([
    ['success', 'the launch may go'],
    ['success', 'the launch may go'],
  ])
})

test.each([
  ['another gate of the same name', { GITHUB_JOB: 'other' }],
  ['a run that began at the same moment', {}],
])('%s is in nobody’s way', async (_, env) => {
  const { place, pull } = open()
  await laterRun(place, pull, env)
  const done = await place.onPull(pull, { began: 'GITHUB_JOB' in env ? earlier : later })
  expect(done.summary).not.toContain('told nothing')
  expect(conclusions(place)).toEqual(['success', 'failure'])
})
