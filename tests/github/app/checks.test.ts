import { describe, expect, test } from 'vitest'
import { bad, good, launch, promise } from '../../action/documents.ts'
import { mergeGroupEvent, pullRequestEvent } from '../events.ts'
import { change, files, labels, last } from './change.ts'
import { appForEachTest } from './stage.ts'

const stage = appForEachTest()
describe('a pull request', () => {
  test('gets a check of the name that the Action gives; what it would come to is nobody’s record yet', async () => {
    const place = await stage(files, { checks: true })
    await change(place, good)
    expect(last(place)).toMatchObject({
      name: 'onlyif (main)',
      app: place.app,
      headSha: place.repository.resolve('change'),
      conclusion: 'success',
      title: 'the launch may go',
      detailsUrl: 'https://onlyif.example.test/launches/a',
    })
    expect(labels(last(place))).toEqual(['Judge again'])
    expect((await place.store.list()).entries).toEqual([])
  })

  test('that is not ready fails it, with lines marked', async () => {
    const place = await stage(files, { checks: true })
    await change(place, bad)
    expect(last(place)).toMatchObject({ conclusion: 'failure', title: 'NO-GO: 1 to fix' })
    expect(last(place).annotations).toEqual([expect.objectContaining({ path: 'launch.yaml', annotation_level: 'failure' })])
    expect(labels(last(place))).toEqual(['Judge again', 'Ask for waiver'])
    expect(last(place).summary).toContain('Judged `')
  })

  test('is not judged by what it brings, nor by a base that nobody trusts', async () => {
    const place = await stage(files, { checks: true })
    place.repository.branch('lax')
    place.repository.commit({ branch: 'lax', files: { 'rules/promise.yaml': promise(1) } })
    await change(place, bad, 'lax')
    expect(last(place)).toMatchObject({ name: 'onlyif (lax)', conclusion: 'failure' })
    expect(last(place).summary).toContain('The branch `lax` is not among the `trustedBranches`')
  })

  describe('that makes less be asked', () => {
    const edited = {
      'launch.yaml': launch('a', good, 'tier: 2').replace('owner: team', 'owner: other-team'),
      'launches/b.yaml': null,
      'launches/c.yaml': launch('d', good),
    }
    const told = [
      'the owner of the launch `a` becomes `other-team`, was `team`',
      '`promise/no-blockers` (no blocker is open) no longer applies to the launch `a`',
      'the launch `b` (`launches/b.yaml`) is removed',
      'the id of the launch `c` (`launches/c.yaml`) becomes `d`',
    ]

    test.each(['main', 'release', 'lax'])('goes to %s, and its check says so at the top', async (base) => {
      const place = await stage({ ...files, 'launches/b.yaml': launch('b', good), 'launches/c.yaml': launch('c', good) }, { checks: true })
      if (base !== 'main') place.repository.branch(base)
      place.repository.branch('change', base)
      place.repository.commit({ branch: 'change', files: edited })
      place.repository.commit({ files: { 'launches/later.yaml': launch('later', good) } })
      await place.sendEvent(pullRequestEvent(place.fake, place.repository, place.repository.openPullRequest({ head: 'change', base })))
      await place.work()
      expect(last(place)).toMatchObject({ name: `onlyif (${base})`, conclusion: 'success' })
      const top = (last(place).summary ?? '').split('<details>')[0] ?? ''
      for (const line of told) expect(top).toContain(line)
      expect(top).not.toContain('later')
    })

    test('is told as not compared where GitHub does not say what it set out from, and the conclusion stays', async () => {
      const place = await stage(files, { checks: true })
      place.fake.fault({ kind: 'not-found', on: /^repos\/compare/ })
      await change(place, good)
      expect(last(place)).toMatchObject({ conclusion: 'success' })
      expect(last(place).summary).toContain('Whether this change edits what judges could not be told')
    })
  })

  test('to a base that is trusted is judged by it', async () => {
    const place = await stage(files, { checks: true })
    place.repository.branch('release')
    place.repository.commit({ branch: 'release', files: { 'rules/promise.yaml': promise(3) } })
    await change(place, bad, 'release')
    expect(last(place)).toMatchObject({ name: 'onlyif (release)', conclusion: 'success' })
  })

  test('gets a new check for each push and each new base', async () => {
    const place = await stage(files, { checks: true })
    const { pull } = await change(place, bad)
    const before = place.repository.commit({ branch: 'change', files: { 'launch.yaml': launch('a', good) } })
    await place.sendEvent(pullRequestEvent(place.fake, place.repository, pull, { action: 'synchronize', before }))
    await place.work()
    expect(last(place)).toMatchObject({ headSha: before, conclusion: 'success' })
    place.repository.branch('release')
    place.repository.commit({ branch: 'release', files: { 'rules/promise.yaml': promise(4.9) } })
    pull.base = 'release'
    await place.sendEvent(pullRequestEvent(place.fake, place.repository, pull, { action: 'edited', from: { ref: 'main', sha: before } }))
    await place.work()
    expect(last(place)).toMatchObject({ name: 'onlyif (release)', conclusion: 'failure' })
  })

  test('from a fork is judged all the same', async () => {
    const place = await stage(files, { checks: true, isPrivate: false })
    const fork = place.repository.fork('ola')
    fork.commit({ branch: 'patch', files: { 'launch.yaml': launch('a', bad) } })
    const pull = place.repository.openPullRequest({ head: { repository: fork, branch: 'patch' } })
    await place.sendEvent(pullRequestEvent(place.fake, place.repository, pull))
    await place.work()
    expect(last(place)).toMatchObject({ conclusion: 'failure', headSha: fork.resolve('patch') })
  })

  test('in the merge queue gets its check on the head of the group', async () => {
    const place = await stage(files, { checks: true })
    const { pull } = await change(place, good)
    const event = mergeGroupEvent(place.fake, place.repository, pull)
    await place.sendEvent(event)
    await place.work()
    expect(last(place)).toMatchObject({ name: 'onlyif (main)', headSha: event.sha, conclusion: 'success' })
  })

  test.each([
    ['what judges is invalid', { 'rules/promise.yaml': 'kind: Commitment\n' }],
    ['there is nothing to judge', { 'launch.yaml': null }],
  ])('fails where %s', async (_, changes) => {
    const place = await stage(files, { checks: true })
    place.repository.branch('change')
    place.repository.commit({ files: changes })
    place.repository.commit({ branch: 'change', files: changes })
    const pull = place.repository.openPullRequest({ head: 'change' })
    await place.sendEvent(pullRequestEvent(place.fake, place.repository, pull))
    await place.work()
    expect(last(place)).toMatchObject({ conclusion: 'failure', title: 'nothing was decided' })
  })
})

describe('trouble with GitHub', () => {
  test.each(['forbidden', 'not-found', 'bad-gateway', 'half-body', 'not-json'] as const)(
    '%s: fails the check once, until it is over',
    async (kind) => {
      const place = await stage(files, { checks: true })
      place.fake.fault({ kind, on: 'git/get-tree' })
      const { thrown } = await change(place, good)
      expect(thrown).toHaveLength(1)
      place.pass(61_000)
      expect(await place.work()).toHaveLength(1)
      expect([...place.repository.checkRuns.values()].map((run) => [run.conclusion, run.title])).toEqual([
        ['failure', 'nothing was decided'],
      ])
      place.fake.clearFaults()
      place.pass(61_000)
      expect(await place.work()).toEqual([])
      expect(last(place).conclusion).toBe('success')
    },
  )
})
