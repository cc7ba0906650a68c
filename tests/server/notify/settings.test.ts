import { Webhook } from 'standardwebhooks'
import { afterAll, describe, expect, test } from 'vitest'
import { isPrivateAddress } from '../../../src/server/notify/addresses.ts'
import type { Event } from '../../../src/server/notify/events.ts'
import { post } from '../../../src/server/notify/post.ts'
import { secretBytes, signed } from '../../../src/server/notify/sign.ts'
import { checkNotifySettings, type NotifyTarget, wants } from '../../../src/server/notify/targets.ts'
import { until } from '../waiting.ts'
import { startReceiver } from './receiver.ts'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const other = `whsec_${Buffer.alloc(24, 9).toString('base64')}`
const target: NotifyTarget = { id: 'hook', kind: 'webhook', url: 'https://hooks.example.com/a', secrets: [secret] }
const receiver = await startReceiver()
afterAll(() => receiver.close())

describe('a signature', () => {
  const message = { id: 'msg_1', at: Date.now(), body: '{"type":"verdict.changed"}' }

  test('is verified by whoever has the old or the new secret, and by nobody else', () => {
    const headers = signed(message, [secret, other])
    for (const one of [secret, other]) expect(new Webhook(one).verify(message.body, headers)).toEqual({ type: 'verdict.changed' })
    expect(() => new Webhook(`whsec_${Buffer.alloc(32, 8).toString('base64')}`).verify(message.body, headers)).toThrow()
    expect(() => new Webhook(secret).verify(`${message.body} `, headers)).toThrow()
    expect(() => new Webhook(secret).verify(message.body, { ...headers, 'webhook-id': 'msg_2' })).toThrow()
  })

  test.each([
    '',
    'whsec_',
    'secret',
    `whsec_${Buffer.alloc(23).toString('base64')}`,
    `whsec_${Buffer.alloc(65).toString('base64')}`,
    `${secret}!`,
  ])('is not made with %j', (text) => expect(() => secretBytes(text)).toThrow('a secret is `whsec_` and 24 to 64 bytes in base64'))
})

describe('an address', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '224.0.0.1',
  ])('%s is private', (address) => expect(isPrivateAddress(address)).toBe(true))
  test.each([
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'ff02::1',
    'x',
  ])('%s is private', (address) => expect(isPrivateAddress(address)).toBe(true))
  test.each(['8.8.8.8', '172.32.0.1', '193.0.0.1', '2606:4700::1111', '2a00:1450::1'])('%s is public', (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  )

  const sending = { headers: {}, body: '{}', signal: new AbortController().signal, timeoutMs: 2000 }

  test.each(['127.0.0.1', 'localhost', '[::1]', '0x7f.1', '2130706433'])('%s is not connected to unless that is allowed', async (host) => {
    const { port } = new URL(receiver.url)
    await expect(post({ ...sending, url: `http://${host}:${port}/`, allowPrivate: false })).rejects.toThrow('private')
    expect(receiver.received).toEqual([])
  })

  test('gives up after a time, and where it is told to', async () => {
    receiver.replies('hang', 'hang')
    const url = receiver.url
    await expect(post({ ...sending, url, allowPrivate: true, timeoutMs: 50 })).rejects.toThrow('no answer within 0.05 seconds')
    const ending = new AbortController()
    const sent = post({ ...sending, url, allowPrivate: true, signal: ending.signal })
    sent.catch(() => undefined)
    await until(() => receiver.received.length === 2)
    ending.abort()
    await expect(sent).rejects.toThrow()
  })

  test('answers with its status only; a redirect is not followed and an endless body is cut', async () => {
    receiver.replies(
      { status: 307, headers: { location: receiver.url } },
      { status: 503, headers: { 'retry-after': '7' }, body: 'x'.repeat(1_000_000) },
    )
    const url = receiver.url
    const before = receiver.received.length
    expect(await post({ ...sending, url, allowPrivate: true })).toEqual({ status: 307 })
    expect(await post({ ...sending, url, allowPrivate: true })).toEqual({ status: 503, retryAfter: '7' })
    expect(receiver.received.length - before).toBe(2)
  })
})

describe('settings', () => {
  test('that can be used have no problems', () => {
    const chat: NotifyTarget = { id: 'chat', kind: 'slack', url: 'https://hooks.example.com/b' }
    expect(checkNotifySettings({ targets: [target, chat], dashboard: 'https://launches.example.com', hour: 23, digestOn: 0 })).toEqual([])
    expect(checkNotifySettings({ targets: [{ ...target, url: 'http://10.0.0.1/' }], allowPrivate: true })).toEqual([])
  })

  test.each<[string, Partial<NotifyTarget>]>([
    ['its id is not made of letters, digits, `.`, `_` and `-`', { id: 'a b' }],
    ['its address is no http address', { url: 'file:///etc/passwd' }],
    ['its address is not https, and private addresses are not allowed', { url: 'http://hooks.example.com/' }],
    ['its address is private, which is not allowed', { url: 'https://[::1]/' }],
    ['its address holds a password', { url: 'https://ola:pw@hooks.example.com/' }],
    ['a webhook has one secret, or two while one is replaced', { secrets: [] }],
    ['a secret is `whsec_` and 24 to 64 bytes in base64', { secrets: ['whsec_short'] }],
    ['only a webhook is signed, so it has no secret', { kind: 'teams' }],
  ])('say %s', (problem, change) => {
    const wrong = { ...target, ...change }
    expect(checkNotifySettings({ targets: [wrong] })).toEqual([`target \`${wrong.id}\`: ${problem}`])
  })

  test('say what else is wrong', () => {
    expect(checkNotifySettings({ targets: [target, target], hour: 24, digestOn: 7, dashboard: 'javascript:alert(1)' })).toHaveLength(4)
  })

  test('choose by event, owner, product and launch', () => {
    const launch = { id: 'c', title: 'C', owner: 'o', product: 'p' }
    const event = { type: 'waiver.expiring', timestamp: '', data: { launch } } as unknown as Event
    const digest = { type: 'digest.weekly', timestamp: '', data: { owner: 'o' } } as unknown as Event
    const fits = (change: Partial<NotifyTarget>): boolean[] => [event, digest].map((item) => wants({ ...target, ...change }, item))
    expect(fits({})).toEqual([true, true])
    expect(fits({ events: ['digest.weekly'] })).toEqual([false, true])
    expect(fits({ only: { owners: ['x'] } })).toEqual([false, false])
    expect(fits({ only: { owners: ['o'], products: ['p'], launches: ['c'] } })).toEqual([true, true])
    expect(fits({ only: { products: ['x'] } })).toEqual([false, true])
    expect(fits({ only: { launches: ['x'] } })).toEqual([false, true])
  })
})
