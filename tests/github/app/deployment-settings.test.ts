import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createGitHubApp } from '../../../src/server/github-app/github-app.ts'
import { bad, config, good, launch, promise } from '../../action/documents.ts'
import { appForEachTest } from './stage.ts'

const stage = appForEachTest()
const onServer = appForEachTest({ path: '/api/v3' })
const base = { 'rules/promise.yaml': promise(4.2), 'onlyif.yaml': config('roles: { cco: [maria] }') }

describe('which launches count is for the settings to say', () => {
  const files = { ...base, 'launch.yaml': launch('checkout-1', good), 'launches/b.yaml': launch('search', bad) }

  test.each([
    [undefined, 'rejected'],
    [['checkout-1'], 'approved'],
    [['checkout-*'], 'approved'],
    [['launch.yaml'], 'approved'],
    [['launches/*.yaml'], 'rejected'],
    [['checkout-1', 'search'], 'rejected'],
    [['checkout-1', 'gone'], 'rejected'],
    [[], 'rejected'],
  ])('%j: %s', async (launches, state) => {
    const place = await stage(files, { environments: { production: { ...(launches && { launches }) } } })
    expect((await place.deploy()).gate.answer?.state).toBe(state)
    expect((await place.deploy('staging')).gate.answer?.state).toBe('rejected')
  })

  test('one whose id cannot be read may be the one that is named', async () => {
    const broken = {
      ...base,
      'launch.yaml': launch('checkout-1', good),
      'launches/b.yaml': 'apiVersion: onlyif/v1\nkind: Launch\ntitle: x\n',
    }
    const place = await stage(broken, { environments: { production: { launches: ['checkout-*'] } } })
    expect((await place.deploy()).gate.answer?.state).toBe('rejected')
  })
})

describe('settings that are wrong are told before anything is received, and nothing secret of them', () => {
  const parts = { store: {} as never, now: Date.now, log: () => {} }
  const settings = { appId: 7, privateKey: 'hush', webhookSecrets: ['hush'], publicUrl: 'https://onlyif.example.test' }

  test.each([
    [{}, '`privateKey` of the GitHub App is no private key in PEM'],
    [{ appId: 0 }, '`appId` of the GitHub App must be its number'],
    [{ webhookSecrets: [''] }, 'the GitHub App needs a webhook secret'],
    [{ publicUrl: 'onlyif.example.test' }, '`publicUrl` of the GitHub App must be an address such as `https://github.example`'],
    [{ apiUrl: 'ftp://x' }, '`apiUrl` of the GitHub App must be an address such as `https://github.example`'],
    [
      { environments: { Production: { noExceptions: true }, production: {} } },
      'the environment `production` is there twice: capitals make no difference',
    ],
    [{ environments: { production: { launches: ['../x'] } } }, '`launches` of the environment `production`: `../x` could leave the root'],
  ])('%j', (change, message) => {
    expect(() => createGitHubApp({ ...parts, settings: { ...settings, ...change } })).toThrow(new Error(message))
  })

  test('a private key may stand in one line, as in an environment', () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    })
    const inLine = privateKey.replaceAll('\n', '\\n')
    expect(() => createGitHubApp({ ...parts, settings: { ...settings, privateKey: inLine } })).not.toThrow()
  })
})

test('GitHub Enterprise Server has its API below a path', async () => {
  const place = await onServer({ ...base, 'launch.yaml': launch('a', good) })
  const { gate, run } = await place.deploy()
  expect(gate.answer?.state).toBe('approved')
  const { origin } = new URL(place.fake.url)
  const { entries } = await place.store.list()
  expect(entries[0]?.recorded.circumstances.runUrl).toBe(`${origin}/acme/shop/actions/runs/${run.id}`)
})
