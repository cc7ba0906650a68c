import { describe, expect, test } from 'vitest'
import { bad, config, launch, promise } from '../../action/documents.ts'
import { quickNetwork } from '../../action/stage.ts'
import { checkRunEvent, pullRequestEvent } from '../events.ts'
import type { CheckRun } from '../fake/world.ts'
import { type AppStage, appForEachTest } from './stage.ts'

const stage = appForEachTest()
const files = { 'rules/promise.yaml': promise(4.2), 'onlyif.yaml': config(''), 'launch.yaml': launch('a', bad) }

function later(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

/** A network that holds back one request of a kind at a time, once it was told to, until it is let go. */
function holdingNetwork() {
  let waits: { readonly is: (method: string, path: string) => boolean; readonly held: () => void; readonly go: Promise<void> } | undefined
  return {
    network: {
      ...quickNetwork,
      fetch: async (...[input, init]: Parameters<typeof fetch>) => {
        const { pathname } = new URL(input instanceof Request ? input.url : input)
        const now = waits
        if (now?.is(init?.method ?? 'GET', pathname)) {
          waits = undefined
          now.held()
          await now.go
        }
        return quickNetwork.fetch(input, init)
      },
    },
    /** Holds the next such request. `held` resolves when it has come. */
    hold(is: (method: string, path: string) => boolean) {
      const held = later()
      const go = later()
      waits = { is, held: held.resolve, go: go.promise }
      return { held: held.promise, letGo: go.resolve }
    },
  }
}

const readsHead = (method: string, path: string): boolean => method === 'GET' && path.includes('/git/blobs/')
const writes = (method: string, path: string): boolean => method === 'POST' && path.endsWith('/check-runs')

/** A commit that was judged, a button that was pressed by each of two, and the base moved between the two judgements. */
async function twoAtOnce(button: string, isHeld: typeof writes, bound = 1) {
  const { network, hold } = holdingNetwork()
  const place = await stage(files, { checks: true, network })
  place.repository.branch('change')
  place.repository.commit({ branch: 'change', files: { 'launch.yaml': launch('a', bad.replace('0', '0.0')) } })
  const pull = place.repository.openPullRequest({ head: 'change' })
  await place.sendEvent(pullRequestEvent(place.fake, place.repository, pull))
  await place.work()
  const failed = last(place)
  const { held, letGo } = hold(isHeld)
  await place.sendEvent(checkRunEvent(place.fake, place.repository, failed, button))
  const older = place.work()
  await held
  place.repository.commit({ files: { 'rules/promise.yaml': promise(bound) } })
  place.pass(1000)
  await place.sendEvent(pullRequestEvent(place.fake, place.repository, pull, { action: 'reopened' }))
  expect(await place.work()).toEqual([])
  expect(last(place)).toMatchObject({ conclusion: bound === 1 ? 'success' : 'failure' })
  const before = place.repository.checkRuns.size
  letGo()
  expect(await older).toEqual([])
  expect(await place.work()).toEqual([])
  return { place, before }
}

function last(place: AppStage): CheckRun {
  const run = [...place.repository.checkRuns.values()].at(-1)
  if (!run) throw new Error('there is no check')
  return run
}

describe('a judgement of a commit that began earlier and ends later than another', () => {
  test('tells nothing', async () => {
    const { place, before } = await twoAtOnce('judge-again', readsHead)
    expect(last(place)).toMatchObject({ conclusion: 'success' })
    expect(place.repository.checkRuns.size).toBe(before)
  })

  test('does not have the last word where it was just being told', async () => {
    const { place } = await twoAtOnce('judge-again', writes)
    expect(last(place)).toMatchObject({ conclusion: 'success' })
  })

  test('is done again where it told of waivers, which nobody would hear of otherwise', async () => {
    const { place } = await twoAtOnce('ask-for-waiver', readsHead, 4.1)
    expect(last(place).summary).toContain('asked for waivers')
    expect(last(place).summary).toContain(`by what \`main\` holds at \`${place.repository.resolve('main')?.slice(0, 12)}\``)
  })
})
