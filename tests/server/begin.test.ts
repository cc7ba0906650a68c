import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createApp, folderOrigin, openStore, type ServiceSettings } from '../../src/server/index.ts'

const oidc = { audience: 'https://launches.example.test', issuers: [{ issuer: 'http://keys.example.test', jwksUrl: 'x', allow: [] }] }
const github = { appId: 1, privateKey: 'none', webhookSecrets: ['s'], publicUrl: 'https://launches.example.test' }

test.each<[string, Omit<ServiceSettings, 'limits'>, string]>([
  ['an issuer without TLS', { access: { oidc } }, 'oidc.issuers[0].issuer: `http://keys.example.test` is no https address'],
  [
    'a setting that there is not',
    { access: { ooidc: oidc } as object },
    'the settings: it has `ooidc`, which nobody reads; did you mean `oidc`?',
  ],
  [
    'a target that is no address',
    { access: {}, notify: { targets: [{ id: 'a', kind: 'slack', url: 'x' }] } },
    'notify: target `a`: its address',
  ],
  ['a key that is none', { access: {}, github }, '`privateKey` of the GitHub App is no private key'],
])('settings written in code start nothing with %s', async (_, settings, message) => {
  const folder = mkdtempSync(join(tmpdir(), 'onlyif-begin-'))
  const store = await openStore(join(folder, 'data'))
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  await expect(createApp({ store, origin: folderOrigin(folder), settings: { limits: {}, ...settings } })).rejects.toThrow(message)
})
