import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openStore, type Store } from '../../src/store/index.ts'
import type { Ran, Workplace } from './harness.ts'
import { workplace } from './workplace.ts'

const secretForm = /^onlyif_[A-Za-z0-9_-]{43}\n$/

function token(place: Workplace, argv: readonly string[], now = '2026-10-07T09:00:00Z'): Promise<Ran> {
  const begun = argv[0] === 'create' ? ['--new-store'] : []
  return place.run(['token', ...argv, '--data', 'data', ...begun], { now: () => now, env: { USER: 'ola' } })
}

async function inStore<T>(place: Workplace, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(join(place.folder, 'data'), { now: () => Date.parse('2026-10-07T10:00:00Z') })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

const pipeline = ['create', '--name', 'pipeline', '--scope', 'judge', '--scope', 'read', '--scope', 'judge', '--product', 'checkout']

describe('onlyif token', () => {
  test('makes a token whose secret is all of standard output, and notes who made it', async () => {
    const place = workplace()
    const ran = await token(place, [...pipeline, '--launch', 'a', '--launch', 'b'])
    expect(ran.code).toBe(0)
    expect(ran.out).toMatch(secretForm)
    const secret = ran.out.trim()
    expect(ran.err).not.toContain(secret)
    expect(ran.err.replace(/[0-9a-f-]{36}/, 'ID')).toBe(
      `token \`pipeline\` is made; its secret, on standard output, is not shown again

pipeline  ID
  may      \`judge\` and \`read\`
  for      the launches \`a\` and \`b\`, and launches of \`checkout\`
  expires  2027-01-05, in 90 days
  made     2026-10-07 by cli:ola
  used     never
`,
    )
    await inStore(place, async ({ tokens, audit }) => {
      const found = await tokens.find(secret)
      expect(found).toMatchObject({
        name: 'pipeline',
        scopes: ['judge', 'read'],
        bounds: { launches: ['a', 'b'], products: ['checkout'] },
        createdBy: 'cli:ola',
        expiresAt: Date.parse('2027-01-05T09:00:00Z'),
      })
      const entries = await audit.list()
      expect(entries).toMatchObject([{ actor: 'cli:ola', action: 'token.create', target: `token/${found?.id}` }])
      expect(JSON.stringify(entries)).not.toContain(secret)
    })
  })

  test('is made in no store that is not there, unless a new one is asked for', async () => {
    const place = workplace()
    const create = (...more: readonly string[]): Promise<Ran> => place.run(['token', 'create', '--name', 'x', '--scope', 'read', ...more])
    const refused = await create('--data', 'dtaa')
    expect(refused).toMatchObject({ code: 2, out: '' })
    expect(refused.err).toMatch(/^onlyif: there is no store at \S*dtaa\S*\n {2}correct the name .* with --new-store\n$/)
    expect(existsSync(join(place.folder, 'dtaa'))).toBe(false)
    expect(await create('--data', 'data', '--new-store')).toMatchObject({ code: 0, out: expect.stringMatching(secretForm) })
    expect((await create('--data', 'data')).code).toBe(0)
    expect((await place.run(['token', 'create', '--name', 'x', '--scope', 'read'], { env: { DATABASE_URL: 'other' } })).code).toBe(0)
  })

  test('without a name for the store is of the one that the service keeps in this folder, out of commits', async () => {
    const place = workplace()
    expect(await place.run(['token', 'list'])).toMatchObject({ code: 2, err: expect.stringContaining('no store is named') })
    const first = await place.run(['token', 'create', '--name', 'pipeline', '--scope', 'read'])
    expect(first).toMatchObject({
      code: 0,
      out: expect.stringMatching(secretForm),
      err: expect.stringMatching(/^a store is begun in onlyif-data\n/),
    })
    expect((await place.run(['token', 'create', '--name', 'other', '--scope', 'read'])).err).not.toContain('begun')
    const { out } = await place.run(['token', 'list'])
    expect([...out.matchAll(/^(\w+) {2}/gm)].map(([, name]) => name).sort()).toEqual(['other', 'pipeline'])
    expect(readFileSync(join(place.folder, 'onlyif-data/.gitignore'), 'utf8')).toBe('*\n')
  })

  test('never expires only when that is said', async () => {
    const place = workplace()
    await token(place, [...pipeline, '--no-expiry'])
    await token(place, [...pipeline, '--expires', '36h'])
    const tokens = await inStore(place, (store) => store.tokens.list())
    expect(tokens.map(({ expiresAt }) => expiresAt)).toEqual(expect.arrayContaining([undefined, Date.parse('2026-10-08T21:00:00Z')]))
    expect(tokens[0]?.bounds).toEqual({ products: ['checkout'] })
  })

  test('revokes by name or id, and says so in the audit', async () => {
    const place = workplace()
    const secret = (await token(place, pipeline)).out.trim()
    const ran = await token(place, ['revoke', 'pipeline'], '2026-10-07T09:30:00Z')
    expect(ran).toMatchObject({ code: 0, out: '', err: expect.stringMatching(/^token `pipeline` \([0-9a-f-]{36}\) is revoked\n$/) })
    await inStore(place, async ({ tokens, audit }) => {
      expect(await tokens.find(secret)).toBeUndefined()
      expect((await audit.list()).map(({ action }) => action)).toEqual(['token.revoke', 'token.create'])
    })
    const id = (await inStore(place, (store) => store.tokens.list()))[0]?.id ?? ''
    expect(await token(place, ['revoke', id])).toMatchObject({ code: 2, err: 'onlyif: the token `pipeline` was revoked before\n' })
  })

  test('of two with one name revokes neither', async () => {
    const place = workplace()
    await token(place, pipeline)
    await token(place, pipeline)
    expect((await token(place, ['revoke', 'pipeline'])).err).toMatch(/several tokens are named `pipeline`\n {2}give the id of one/)
    const [first] = await inStore(place, (store) => store.tokens.list())
    expect((await token(place, ['revoke', first?.id ?? ''])).code).toBe(0)
    expect((await token(place, ['revoke', 'pipeline'])).code).toBe(0)
  })

  test('lists what is good, and all where that is asked for', async () => {
    const place = workplace()
    await token(place, [...pipeline, '--expires', '1d'])
    await token(place, ['create', '--name', 'maria', '--scope', 'waive', '--no-expiry'], '2026-10-07T10:00:00Z')
    const later = '2026-10-09T09:00:00Z'
    const listed = await token(place, ['list'], later)
    expect(listed.out).toMatch(/^maria {2}/)
    expect(listed).toMatchObject({ code: 0, err: '1 revoked or expired: `--all` lists them as well\n' })
    expect((await token(place, ['list', '--all'], later)).out).toMatch(/expires {2}expired on 2026-10-08/)
    const { tokens } = JSON.parse((await token(place, ['list', '--format', 'json', '--all'], later)).out)
    expect(tokens).toMatchObject([{ name: 'pipeline', createdAt: '2026-10-07T09:00:00Z' }, { name: 'maria' }])
    expect(JSON.stringify(tokens)).not.toMatch(/onlyif_|sha256/)
  })

  test('has help for each part', async () => {
    const place = workplace()
    for (const part of [[], ['create'], ['list'], ['revoke']]) {
      const ran = await place.run(['token', ...part, '--help'])
      expect(ran).toMatchObject({ code: 0, err: '' })
      expect(ran.out).toMatch(/Examples:\n {2}onlyif token [\s\S]*Exit codes: 0/)
    }
  })

  test.each<[string, readonly string[], RegExp]>([
    ['a scope that there is not', ['create', '--name', 'x', '--scope', 'jude'], /there is no scope `jude`\n {2}did you mean `judge`\?/],
    ['no scope', ['create', '--name', 'x'], /required option '--scope <scope>' not specified\nSee: onlyif token create --help/],
    ['no name', ['create', '--scope', 'read'], /required option '--name/],
    ['an empty name', ['create', '--name', ' ', '--scope', 'read'], /1 to 100 characters/],
    ['a secret for a name', ['create', '--name', 'onlyif_abc', '--scope', 'read'], /looks like a secret/],
    ['an empty launch', ['create', '--name', 'x', '--scope', 'read', '--launch', ''], /needs a name/],
    ['months', [...pipeline, '--expires', '3m'], /is not a duration\n {2}write `3min` for minutes, or `90d` for months/],
    ['a time that is over', [...pipeline, '--expires', '0d'], /lets nobody in/],
    ['both', [...pipeline, '--expires', '1d', '--no-expiry'], /either expires or does not/],
    ['no store to list', ['list'], /there is no store at/],
    ['no store to revoke in', ['revoke', 'x'], /there is no store at/],
    ['a part that there is not', ['lst'], /unknown command 'lst'\n\(Did you mean list\?\)\nSee: onlyif token --help/],
  ])('refuses %s', async (_, argv, says) => {
    const ran = await token(workplace(), argv)
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(ran.err).toMatch(says)
  })

  test('does not repeat a secret that was given for a name', async () => {
    const place = workplace()
    const secret = (await token(place, pipeline)).out.trim()
    const ran = await token(place, ['revoke', secret])
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(ran.err).not.toContain(secret)
    expect(ran.err).toMatch(/not by its secret/)
  })
})
