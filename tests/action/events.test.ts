import { describe, expect, test } from 'vitest'
import { bad, config, good, launch, promise } from './documents.ts'
import { shopForEachTest } from './shop.ts'

const shop = shopForEachTest()
const base = {
  'rules/promise.yaml': promise(4.2),
  'onlyif.yaml': config('roles: { cco: [maria] }\ntrustedBranches: [release]'),
  'launch.yaml': launch('a', good),
}

describe('events', () => {
  test('a fork: judged the same, and what may not be written is told once', async () => {
    const place = shop(base)
    const pull = place.change({ 'launch.yaml': launch('a', bad) }, { fork: 'ola' })
    const done = await place.onPull(pull, { may: { contents: 'read' } })
    expect(done).toMatchObject({ code: 1, outputs: { verdict: 'no-go' } })
    expect(done.summary).toContain('No check run was written: GitHub answered 403')
    expect(done.summary).toContain('a run for a fork may not write')
    expect(done.commands.filter((line) => line.startsWith('::error'))).toHaveLength(1)
  })

  test('pull_request_target from a fork writes, and reads nothing of the fork but data', async () => {
    const place = shop(base)
    const pull = place.change({ 'launch.yaml': launch('a', bad) }, { fork: 'ola' })
    const done = await place.onPull(pull, { event: 'pull_request_target', ref: 'refs/heads/main' })
    expect(done.code).toBe(1)
    expect(place.comments()).toHaveLength(1)
  })

  test('a merge group: the manifests of the group by the tip of its base', async () => {
    const place = shop(base)
    const pull = place.change({ 'launch.yaml': launch('a', bad), 'rules/promise.yaml': promise(1) })
    const head = place.repository.mergeOf(pull) ?? ''
    const payload = { merge_group: { head_sha: head, base_ref: 'refs/heads/main', base_sha: place.repository.resolve('main') } }
    const done = await place.run({ event: 'merge_group', payload, sha: head, ref: 'refs/heads/gh-readonly-queue/main/pr-1-x' })
    expect(done).toMatchObject({ code: 1, outputs: { verdict: 'no-go' } })
    expect(place.checks()).toMatchObject([{ name: 'onlyif (main)', conclusion: 'failure' }])
    expect(place.comments()).toEqual([])
    expect(done.summary).toContain('This change edits `rules/promise.yaml`')
  })

  test.each([
    ['push', {}, 'refs/heads/mine', 'onlyif (mine)'],
    ['push', {}, 'refs/tags/v1', 'onlyif (refs/tags/v1)'],
    ['release', { action: 'published' }, 'refs/tags/v1', 'onlyif (refs/tags/v1)'],
    ['workflow_dispatch', {}, 'refs/heads/mine', 'onlyif (mine)'],
    ['deployment', 'deployment', 'refs/heads/mine', 'onlyif (production)'],
  ])('%s: that commit by the default branch', async (event, given, ref, name) => {
    const place = shop(base)
    place.repository.branch('mine')
    const sha = place.repository.commit({ branch: 'mine', files: { 'launch.yaml': launch('a', bad), 'rules/promise.yaml': promise(1) } })
    const payload = given === 'deployment' ? { deployment: { sha, environment: 'production' } } : given
    const done = await place.run({ event, payload, sha, ref })
    expect(done).toMatchObject({ code: 1, outputs: { verdict: 'no-go' } })
    expect(place.checks()).toMatchObject([{ name, conclusion: 'failure' }])
  })

  test.each([
    ['release', 'onlyif (environment release)'],
    ['main', 'onlyif (environment main)'],
    ['mine', 'onlyif (mine)'],
  ])('a deployment to an environment that is named as the branch %s passes no check of a branch that judges', async (environment, name) => {
    const place = shop(base)
    place.repository.branch('release')
    place.repository.commit({ branch: 'release', files: { 'rules/promise.yaml': promise(4.9) } })
    place.repository.branch('mine')
    const sha = place.repository.commit({ branch: 'mine', files: { 'launch.yaml': launch('a', good) } })
    const done = await place.run({ event: 'deployment', payload: { deployment: { sha, environment } }, sha, ref: 'refs/heads/mine' })
    expect(done.code).toBe(0)
    expect(place.checks()).toMatchObject([{ name, conclusion: 'success' }])
  })

  test.each(['issue_comment', 'workflow_run', 'check_suite', ''])('%j is refused', async (event) => {
    expect(await shop(base).run({ event })).toMatchObject({ code: 1, outputs: { verdict: 'undecided', blocked: 'true' } })
  })

  test.each([{}, { pull_request: null }, { pull_request: { number: 1, head: { sha: 'main' }, base: { ref: 'main' } } }, [], 'x'])(
    'a payload like %j closes the gate',
    async (payload) => {
      expect(await shop(base).run({ event: 'pull_request', payload })).toMatchObject({ code: 1, outputs: { verdict: 'undecided' } })
    },
  )
})
