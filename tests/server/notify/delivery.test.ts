import { setTimeout } from 'node:timers/promises'
import { Webhook } from 'standardwebhooks'
import { afterAll, expect, test } from 'vitest'
import { followLog } from '../../../src/server/jobs/log-follower.ts'
import { startWorker, type Worker } from '../../../src/server/jobs/worker.ts'
import { notifying } from '../../../src/server/notify/notifying.ts'
import { enable } from '../../../src/server/notify/standing.ts'
import type { NotifySettings, NotifyTarget } from '../../../src/server/notify/targets.ts'
import type { Store } from '../../../src/store/index.ts'
import { onBoth } from '../../store/databases.ts'
import { commitment, config, record, type Told, waiver } from '../small-launches.ts'
import { followed, keptLog, standingClock, toNext, until } from '../waiting.ts'
import { type Receiver, startReceiver } from './receiver.ts'

const secret = `whsec_${Buffer.from('an old secret of 32 bytes length').toString('base64')}`
const newSecret = `whsec_${Buffer.from('a new secret of 32 bytes length!').toString('base64')}`
const receivers: Receiver[] = []
afterAll(async () => {
  for (const receiver of receivers) await receiver.close()
})

onBoth('notifications', (place) => {
  const opened = async (more: Partial<NotifySettings> = {}, target: Partial<NotifyTarget> = {}, start = '2026-10-07T09:00:00Z') => {
    const receiver = await startReceiver()
    receivers.push(receiver)
    const clock = standingClock(start)
    const address = place.address()
    const stores = [await place.open(address, clock), await place.open(address, clock)] as const
    const [store] = stores
    const { log, lines } = keptLog()
    const hook: NotifyTarget = { id: 'hook', kind: 'webhook', url: receiver.url, secrets: [secret], ...target }
    const settings: NotifySettings = { targets: [hook], allowPrivate: true, ...more }
    const begin = (own: Store = store, with_: NotifySettings = settings): Worker => {
      const { queues, onRecorded } = notifying({ store: own, settings: with_, now: clock.now, log })
      const follower = followLog({ store: own, log, each: [onRecorded], everyMs: 1000 })
      return startWorker({ store: own, now: clock.now, log, pollMs: 5, queues: { ...queues, log: follower } })
    }
    const trusted = new Map([
      ['onlyif.yaml', config],
      ['rules/promise.yaml', commitment()],
    ])
    /** Records a decision about the launch `c`, and lets it be noticed. */
    const tell = async (told: Told, launch = 'c'): Promise<void> => {
      await until(async () => (await store.jobs.count('log')) === 1)
      await record(store, trusted, { [launch]: told }, clock.now())
      await followed(store, { place, address, clock })
    }
    const settled = async (): Promise<void> => {
      await setTimeout(60)
      await until(async () => (await store.jobs.count('notify')) === 0)
      await setTimeout(40)
    }
    return { receiver, clock, address, store, stores, lines, hook, settings, begin, trusted, tell, settled }
  }
  type Body = {
    readonly type: string
    readonly data: { readonly [key: string]: unknown; readonly waiver: { readonly daysLeft: number }; readonly owner: string }
  }
  const bodies = ({ received }: Receiver): Body[] => received.map(({ body }) => JSON.parse(body) as Body)

  test('a verdict that changes is told once, signed with each secret; one that stays is not told', async () => {
    const { receiver, stores, begin, tell, settled, lines } = await opened({}, { secrets: [newSecret, secret] })
    const workers = stores.map((own) => begin(own))
    await tell({ csat: 4.4 })
    await tell({ csat: 4.5 })
    await settled()
    expect(receiver.received).toEqual([])
    await tell({ csat: 3.9 })
    await until(() => receiver.received.length > 0)
    await settled()
    await Promise.all(workers.map((worker) => worker.stop()))
    expect(receiver.received).toHaveLength(1)
    const [message] = receiver.received
    if (!message) throw new Error('nothing was received')
    const headers = message.headers as Record<string, string>
    expect(headers['webhook-id']).toMatch(/^msg_[0-9a-f]{32}$/)
    expect(headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/)
    expect(headers['content-type']).toBe('application/json')
    // The package looks at the clock of this machine, so the signature is compared as its `sign` makes it, and verified where the times agree.
    const at = new Date(Number(headers['webhook-timestamp']) * 1000)
    const expected = [newSecret, secret].map((one) => new Webhook(one).sign(headers['webhook-id'] ?? '', at, message.body))
    expect(headers['webhook-signature']?.split(' ')).toEqual(expected)
    expect(JSON.parse(message.body)).toMatchObject({ type: 'verdict.changed', data: { verdict: 'no-go', was: 'go', launch: { id: 'c' } } })
    expect(JSON.stringify(lines)).not.toContain('whsec_')
    expect(lines.filter((line) => line.level !== 'info')).toEqual([])
  })

  test('is tried again until it is taken, with the same id and body; what is answered is not logged', async () => {
    const { receiver, clock, begin, tell, lines, store } = await opened()
    receiver.replies(
      { status: 500, body: 'a stack trace with a password' },
      { status: 302, headers: { location: '/elsewhere' } },
      { status: 429, headers: { 'retry-after': '1800' } },
      { status: 200, body: 'thank you' },
    )
    const worker = begin()
    await tell({ csat: 4.4 })
    await tell({ csat: 3.9 })
    for (const [n, pause] of [5000, 10_000, 1_800_000].entries()) {
      await until(() => lines.filter((line) => line.message === 'a job failed and is tried again').length === n + 1)
      expect(receiver.received).toHaveLength(n + 1)
      clock.pass(pause)
    }
    await until(() => receiver.received.length === 4)
    await until(async () => (await store.jobs.count('notify')) === 0)
    await worker.stop()
    expect(new Set(receiver.received.map(({ headers, body, path }) => `${headers['webhook-id']} ${path} ${body}`)).size).toBe(1)
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-signature'])).size).toBeGreaterThan(1)
    expect(JSON.stringify(lines)).not.toMatch(/stack trace|thank you|127\.0\.0\.1/)
    expect(lines.flatMap((line) => line.fields?.['error'] ?? [])).toEqual([
      'it was answered 500',
      'it was answered 302, and redirects are not followed',
      'it was answered 429',
    ])
  })

  test('is taken over from a replica that dies while it sends', async () => {
    const { receiver, clock, stores, store, begin, tell } = await opened()
    receiver.replies('hang')
    const first = begin(stores[0])
    await tell({ csat: 4.4 })
    await tell({ csat: 3.9 })
    await until(() => receiver.received.length === 1)
    // It hangs, is told to end at once, and the other takes the message.
    await first.stop(0)
    const second = begin(stores[1])
    clock.pass(60_000)
    await until(() => receiver.received.length === 2)
    await until(async () => (await store.jobs.count('notify')) === 0)
    await second.stop()
    const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
    expect(ids[0]).toBe(ids[1])
  })

  test('is given up in the end, and that is on record', async () => {
    const { receiver, clock, address, begin, tell, store } = await opened()
    receiver.replies(...Array.from({ length: 60 }, () => ({ status: 503 })))
    const worker = begin()
    await tell({ csat: 4.4 })
    await tell({ csat: 3.9 })
    const started = clock.now()
    const given = async () => (await store.audit.list()).filter((entry) => entry.action === 'notify.give-up')
    await until(async () => {
      await toNext('notify', { place, address, clock })
      return (await given()).length > 0
    })
    await worker.stop()
    expect(receiver.received).toHaveLength(40)
    expect(clock.now() - started).toBeGreaterThan(48 * 3_600_000)
    expect(await given()).toMatchObject([
      { actor: 'service:notify', detail: { to: 'hook', event: 'verdict.changed', why: 'it was answered 503' } },
    ])
  })

  test('a target that answers 410 is disabled, on record, until somebody enables it or it moves', async () => {
    const { receiver, begin, tell, settled, store, hook, settings } = await opened()
    receiver.replies({ status: 410 })
    let worker = begin()
    await tell({ csat: 4.4 })
    await tell({ csat: 3.9 })
    await until(() => receiver.received.length === 1)
    await tell({ csat: 4.4 })
    await settled()
    expect(receiver.received).toHaveLength(1)
    const [entry] = await store.audit.list({ target: 'notify/hook' })
    expect(entry).toMatchObject({ actor: 'service:notify', action: 'notify.disable' })
    expect(JSON.stringify(entry)).not.toContain('127.0.0.1')
    await worker.stop()
    worker = begin(store, { ...settings, targets: [{ ...hook, url: `${receiver.url}-moved` }] })
    await tell({ csat: 3.9 })
    await until(() => receiver.received.length === 2)
    await worker.stop()
    expect(receiver.received[1]?.path).toBe('/hook-moved')
    worker = begin()
    await enable(store, hook, 'person:maria')
    await tell({ csat: 4.4 })
    await until(() => receiver.received.length === 3)
    await worker.stop()
  })

  test('waivers are told of 14, 3 and 1 days before they end, once each, and only the latest after a pause', async () => {
    const { receiver, clock, address, stores, store, begin, trusted } = await opened(
      { digestOn: 0 },
      { events: ['waiver.expiring'] },
      '2026-10-01T12:00:00Z',
    )
    trusted.set('waivers.yaml', waiver('c', '2026-10-30', '2026-10-01'))
    await record(store, trusted, { c: { asOf: '2026-10-01', languages: 1 }, closed: { header: 'launchedOn: 2026-10-01\n' } }, clock.now())
    const workers = stores.map((own) => begin(own))
    await until(async () => (await store.jobs.count('notify-calendar')) === 1)
    const days: (number | string)[] = []
    for (let day = 2; day <= 31; day++) {
      // A pause of some days: 27 (3 days before) is seen on the 28th only.
      if (day >= 25 && day <= 27) continue
      clock.set(`2026-10-${String(day).padStart(2, '0')}T07:00:00Z`)
      const looked = async (): Promise<number> => {
        const [row] = await place.alter(address, "select payload from jobs where queue = 'notify-calendar'")
        return Number(row?.['payload'])
      }
      await until(async () => (await looked()) === clock.now())
      await until(async () => (await store.jobs.count('notify')) === 0)
      await setTimeout(10)
      for (const body of bodies(receiver).slice(days.length)) days.push(`${day}: ${body.data.waiver.daysLeft}`)
    }
    await Promise.all(workers.map((worker) => worker.stop()))
    expect(days).toEqual(['16: 14', '28: 2', '29: 1'])
  })

  test('digests come on Monday at seven, for each owner, of what each target wants to hear', async () => {
    const slack = await startReceiver()
    receivers.push(slack)
    const { receiver, clock, store, begin, tell, hook } = await opened({}, {}, '2026-10-09T12:00:00Z')
    const targets: NotifyTarget[] = [
      { ...hook, events: ['digest.weekly'] },
      { id: 'docs', kind: 'slack', url: slack.url, events: ['digest.weekly'], only: { owners: ['documentation'], products: ['checkout'] } },
    ]
    const worker = begin(store, { targets, allowPrivate: true })
    await until(async () => (await store.jobs.count('notify-calendar')) === 1)
    await tell({ csat: 4.4, asOf: '2026-10-09', languages: 1 })
    for (const moment of ['2026-10-10T07:00:00Z', '2026-10-12T06:59:59Z', '2026-10-12T07:00:00Z', '2026-10-13T07:00:00Z']) {
      clock.set(moment)
      if (moment === '2026-10-12T07:00:00Z') await until(() => receiver.received.length === 2 && slack.received.length === 1)
      await setTimeout(80)
      expect([moment, receiver.received.length]).toEqual([moment, moment < '2026-10-12T07' ? 0 : 2])
    }
    await worker.stop()
    expect(
      bodies(receiver)
        .map((body) => body.data.owner)
        .sort(),
    ).toEqual(['checkout-team', 'documentation'])
    expect(slack.received).toHaveLength(1)
    expect(JSON.parse(slack.received[0]?.body ?? '')).toMatchObject({ text: expect.stringContaining('The week of documentation') })
    expect(slack.received[0]?.headers).not.toHaveProperty('webhook-signature')
  })
})
