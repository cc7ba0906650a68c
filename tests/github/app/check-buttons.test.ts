import { describe, expect, test } from 'vitest'
import { bad, config, open, promise } from '../../action/documents.ts'
import { checkRunEvent, checkSuiteEvent, pullRequestEvent } from '../events.ts'
import type { CheckRun } from '../fake/world.ts'
import { change, files, last } from './change.ts'
import { type AppStage, appForEachTest } from './stage.ts'

const stage = appForEachTest()
describe('all checks of a commit, asked for again', () => {
  /** The same commit on its way into two branches that are judged differently, and a check of somebody else. */
  async function twoChecks(place: AppStage): Promise<CheckRun> {
    place.repository.branch('release')
    place.repository.commit({ branch: 'release', files: { 'rules/promise.yaml': promise(3) } })
    const { pull } = await change(place, bad)
    pull.base = 'release'
    const from = { ref: 'main', sha: place.repository.resolve('main') ?? '' }
    await place.sendEvent(pullRequestEvent(place.fake, place.repository, pull, { action: 'edited', from }))
    await place.work()
    return last(place)
  }
  const conclusions = (place: AppStage): unknown[] => [...place.repository.checkRuns.values()].map((run) => [run.name, run.conclusion])

  test('are each judged as things are now', async () => {
    const place = await stage(files, { checks: true })
    const check = await twoChecks(place)
    const before = [
      ['onlyif (main)', 'failure'],
      ['onlyif (release)', 'success'],
    ]
    expect(conclusions(place)).toEqual(before)
    place.repository.commit({ files: { 'rules/promise.yaml': promise(3) } })
    place.repository.commit({ branch: 'release', files: { 'rules/promise.yaml': promise(4.9) } })
    place.pass(60_000)
    const event = checkSuiteEvent(place.fake, place.repository, check)
    expect(await place.sendEvent(event)).toBe(202)
    expect(await place.work()).toEqual([])
    expect(conclusions(place).slice(0, 2)).toEqual(before)
    expect(conclusions(place).slice(2).sort()).toEqual([
      ['onlyif (main)', 'success'],
      ['onlyif (release)', 'failure'],
    ])
  })

  test('are not where they are those of another App, or of another suite', async () => {
    const place = await stage(files, { checks: true })
    const check = await twoChecks(place)
    const { name, payload } = checkSuiteEvent(place.fake, place.repository, check)
    const suite = payload['check_suite'] as Record<string, unknown>
    const others = [
      { ...suite, app: { ...(suite['app'] as object), id: 7 } },
      { ...suite, id: 7 },
    ]
    for (const other of others) {
      await place.sendEvent({ ...checkSuiteEvent(place.fake, place.repository, check), name, payload: { ...payload, check_suite: other } })
      expect(await place.work()).toEqual([])
    }
    expect(place.repository.checkRuns.size).toBe(2)
  })

  test('are judged once GitHub can be asked which they are', async () => {
    const place = await stage(files, { checks: true })
    const check = await twoChecks(place)
    place.fake.fault({ kind: 'bad-gateway', on: 'checks/list-for-ref' })
    await place.sendEvent(checkSuiteEvent(place.fake, place.repository, check))
    expect(await place.work()).toEqual([expect.stringContaining('the checks of a suite cannot be listed')])
    place.fake.clearFaults()
    place.pass(61_000)
    expect(await place.work()).toEqual([])
    expect(place.repository.checkRuns.size).toBe(4)
  })

  test('are nothing to a service that makes no checks', async () => {
    const place = await stage(files, { checks: true })
    const check = await twoChecks(place)
    const without = await stage(files)
    const event = checkSuiteEvent(without.fake, without.repository, { ...check, app: without.app })
    expect(await without.sendEvent(event)).toBe(202)
    expect(await without.work()).toEqual([])
    expect((await without.store.deliveries.list({ state: 'handled' })).length).toBeGreaterThan(0)
    expect(without.repository.checkRuns.size).toBe(0)
  })
})

describe('a button', () => {
  test('judges again, as things are now', async () => {
    const place = await stage(files, { checks: true })
    await change(place, bad)
    const failed = last(place)
    place.repository.commit({ files: { 'rules/promise.yaml': promise(3) } })
    place.pass(60_000)
    await place.sendEvent(checkRunEvent(place.fake, place.repository, failed, 'judge-again'))
    await place.work()
    expect(last(place)).toMatchObject({ headSha: failed.headSha, name: failed.name, conclusion: 'success' })
    place.pass(60_000)
    await place.sendEvent(checkRunEvent(place.fake, place.repository, last(place)))
    await place.work()
    expect(place.repository.checkRuns.size).toBe(3)
  })

  test('asks for waivers of what may be waived, which changes no verdict', async () => {
    const place = await stage(files, { checks: true })
    await change(place, open.replace('4.4', '3.9'))
    const failed = last(place)
    await place.sendEvent(checkRunEvent(place.fake, place.repository, failed, 'ask-for-waiver'))
    await place.work()
    expect(place.waivers.map(({ requirement }) => requirement)).toEqual(['promise/delight', 'promise/no-blockers'])
    const { entries } = await place.store.list()
    expect(place.waivers[0]).toMatchObject({
      repository: 'acme/shop',
      commit: failed.headSha,
      launch: 'a',
      requestedBy: 'acme',
      decision: entries[0]?.recorded.decision,
      covers: { 'beta.csat': { atLeast: 3.9 } },
      reason: 'asked for by acme at the check of abc in acme/shop'.replace('abc', failed.headSha.slice(0, 12)),
      expires: '2026-10-21',
    })
    expect(entries[0]?.recorded.circumstances).toMatchObject({
      gate: 'check-run',
      actor: 'github:acme',
      commit: failed.headSha,
      trustedRef: `main@${place.repository.resolve('main')}`,
      labels: { base: 'main', repository: 'acme/shop' },
    })
    expect(place.waivers[1]?.covers).toEqual({ 'beta.blockersOpen': { unknown: 'missing' } })
    expect(last(place)).toMatchObject({ conclusion: 'failure' })
    expect(last(place).summary).toContain('asked for waivers; each has to be approved before it counts')
    const [first] = place.waivers
    await place.sendEvent(checkRunEvent(place.fake, place.repository, failed, 'ask-for-waiver'))
    await place.work()
    expect(place.waivers[2]?.key).toBe(first?.key)
  })

  test('asks for waivers under which the launch may go, once they are approved', async () => {
    const place = await stage({ ...files, 'onlyif.yaml': config('roles: { cco: [maria] }') }, { checks: true })
    await change(place, open.replace('4.4', '3.9'))
    const failed = last(place)
    await place.sendEvent(checkRunEvent(place.fake, place.repository, failed, 'ask-for-waiver'))
    await place.work()
    const approved = place.waivers.map(({ launch: of, requirement, covers, reason, requestedBy, expires }, i) => ({
      ...{ id: `W-${i}`, launch: of, requirement, covers, as: 'accepted', reason, requestedBy, expires },
      approved: [{ by: 'maria', role: 'cco', on: '2026-10-07' }],
    }))
    const document = { apiVersion: 'onlyif/v1', kind: 'Waivers', waivers: approved }
    place.repository.commit({ files: { 'waivers.yaml': JSON.stringify(document) } })
    place.pass(60_000)
    await place.sendEvent(checkRunEvent(place.fake, place.repository, failed, 'judge-again'))
    await place.work()
    expect(last(place)).toMatchObject({ conclusion: 'success' })
    expect(last(place).summary).toContain('CONDITIONAL GO')
  })

  test('does not ask again for what waits for approval', async () => {
    const place = await stage(files, { checks: true })
    await change(place, bad)
    const waiting = { id: 'W-9', launch: 'a', requirement: 'promise/delight', decision: 'd', state: 'requested', document: '{}' }
    await place.store.waivers.add(waiting)
    await place.sendEvent(checkRunEvent(place.fake, place.repository, last(place), 'ask-for-waiver'))
    await place.work()
    expect(place.waivers).toEqual([])
    expect(last(place).summary).toContain('A waiver is asked for already')
  })

  test('does not ask for what is never waived', async () => {
    const place = await stage({ ...files, 'rules/promise.yaml': promise(4.2).replace(/waivers: .*\n/, '') }, { checks: true })
    await change(place, bad)
    await place.sendEvent(checkRunEvent(place.fake, place.repository, last(place), 'ask-for-waiver'))
    await place.work()
    expect(place.waivers).toEqual([])
    expect(last(place).summary).toContain('No waiver was asked for, as it is never waived:')
  })
})
