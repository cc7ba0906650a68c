import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { refuseContradiction, type Said, vouchedFor } from '../../../src/server/auth/claims.ts'
import { type Operation, operations, permit, permitJudging, readable, standingOf } from '../../../src/server/auth/rights.ts'
import { type Caller, type Scope, scopes } from '../../../src/server/caller.ts'
import { problemIn, refused } from './refused.ts'

const caller = (granted: readonly Scope[], bounds: Caller['bounds'] = {}): Caller => ({
  kind: 'token',
  id: '1',
  name: 'pipeline',
  scopes: new Set(granted),
  bounds,
})
const all = Object.keys(operations) as Operation[]

test.each(all)('%s takes its own scope and no other', (operation) => {
  const { scope } = operations[operation]
  permit(caller([scope]), operation)
  permit(caller([scope]), operation, { id: 'checkout-2' })
  expect(() => permit(caller(scopes.filter((other) => other !== scope)), operation)).toThrow(`the token \`pipeline\` may not`)
  expect(() => permit(caller([]), operation)).toThrow('may not')
})

describe('bounds', () => {
  const bound = caller([...scopes], { launches: ['a'], products: ['shop'] })
  test('are of launches and of products', async () => {
    permit(bound, 'decisions.judge', { id: 'a' })
    permit(bound, 'decisions.judge', { id: 'b', product: 'shop' })
    await refused(() => permit(bound, 'decisions.judge', { id: 'b' }), 'forbidden', /may not judge launches of `b`/)
    await refused(() => permit(bound, 'decisions.judge', { id: 'shop', product: 'a' }), 'forbidden', /of `shop`/)
    expect([{ id: 'a' }, { id: 'b' }, { id: 'c', product: 'shop' }].filter(readable(bound)).map(({ id }) => id)).toEqual(['a', 'c'])
    expect(readable(caller(['judge']))({ id: 'a' })).toBe(false)
  })
  test('are not got around by a manifest that renames its product', async () => {
    const shop = caller(['judge'], { products: ['shop'] })
    const recorded = (product: string | undefined) => async (id: string) => ({ id, product })
    await permitJudging(shop, { id: 'b', product: 'shop' }, recorded('shop'))
    await permitJudging(shop, { id: 'new', product: 'shop' }, async () => undefined)
    await permitJudging(caller(['judge']), { id: 'b', product: 'shop' }, () => Promise.reject(new Error('nobody need ask')))
    for (const before of ['pay', undefined])
      await refused(() => permitJudging(shop, { id: 'b', product: 'shop' }, recorded(before)), 'forbidden', /may not judge launches of `b`/)
    await refused(() => permitJudging(shop, { id: 'b', product: 'pay' }, recorded('shop')), 'forbidden', /of `b`/)
  })
  test('keep away from what is about the whole service', async () => {
    await refused(() => permit(bound, 'service.manage'), 'forbidden', /bound to launches or products/)
    permit(bound, 'commitments.read')
  })
  test('what may not be asked may not be read: lists and single launches agree', () => {
    const names = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 })
    const bounds = fc.record({ launches: names, products: names }, { requiredKeys: [] })
    const launch = fc.record({ id: fc.constantFrom('a', 'b', 'c'), product: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }) })
    fc.assert(
      fc.property(bounds, launch, (limits, about) => {
        const asks = caller(['read'], limits)
        let permitted = true
        try {
          permit(asks, 'decisions.read', about)
        } catch {
          permitted = false
        }
        expect(readable(asks)(about)).toBe(permitted)
        if (limits.launches?.length === 0 && (limits.products?.length ?? 0) === 0) expect(permitted).toBe(false)
      }),
    )
  })
})

test('whoever brings the commitments or the moment gets a dry run', () => {
  const [no, yes] = [false, true]
  expect(standingOf({ ownCommitments: no, ownNow: no, dryRun: no })).toEqual({ dryRun: false })
  for (const asked of [
    { ownCommitments: yes, ownNow: no, dryRun: no },
    { ownCommitments: no, ownNow: yes, dryRun: no },
    { ownCommitments: no, ownNow: no, dryRun: yes },
    { ownCommitments: yes, ownNow: yes, dryRun: yes },
  ])
    expect(standingOf(asked)).toEqual({ dryRun: true, because: expect.any(String) })
})

describe('what a token vouches for', () => {
  const claims = {
    iss: 'https://token.actions.githubusercontent.com',
    ...{ repository: 'acme/shop', sha: 'a'.repeat(40), ref: 'refs/heads/main', run_id: '777', run_attempt: '2', actor: 'ola' },
  }
  const workflow: Caller = { ...caller(['judge']), kind: 'workflow', claims }
  const run = 'https://github.com/acme/shop/actions/runs/777'
  const fitting: readonly Said[] = [
    {},
    { repository: 'acme/shop', commit: claims.sha, ref: 'refs/heads/main', runId: '777', runAttempt: '2', actor: 'ola' },
    { runUrl: run },
    { runUrl: `${run}/attempts/2` },
    { runUrl: `${run}/job/5` },
  ]
  const wrong: readonly Said[] = [
    { repository: 'acme/other' },
    { commit: 'a'.repeat(7) },
    { commit: '' },
    { ref: 'refs/heads/dev' },
    { runId: '778' },
    { runAttempt: '1' },
    { actor: 'tom' },
    { runUrl: 'https://github.com/acme/shop/actions/runs/778' },
    { runUrl: `${run}/attempts/1` },
    { runUrl: 'https://evil.test/acme/shop/actions/runs/777' },
    { runUrl: 'https://github.com/acme/shop' },
    { runUrl: 'javascript:alert(1)' },
    { runUrl: 'nothing' },
  ]
  test.each(fitting)('%j fits', (said) => refuseContradiction(workflow, said))
  test.each(wrong)('%j is refused', async (said) => {
    await refused(() => refuseContradiction(workflow, said), 'forbidden', /and its identity token does not/)
    refuseContradiction(caller(['judge']), said)
  })
  test('goes into the record', async () => {
    expect(vouchedFor(workflow)).toEqual({ commit: claims.sha, runUrl: `${run}/attempts/2`, labels: claims })
    expect(vouchedFor(caller(['judge']))).toEqual({})
    const enterprise = { ...workflow, claims: { ...claims, iss: 'https://token.actions.acme.ghe.com' } }
    expect(vouchedFor(enterprise).runUrl).toMatch(/^https:\/\/acme\.ghe\.com\/acme\/shop\//)
    const server = { ...workflow, claims: { ...claims, iss: 'https://git.example.test/_services/token' } }
    expect(vouchedFor(server).runUrl).toMatch(/^https:\/\/git\.example\.test\/acme\/shop\//)
    expect((await problemIn(() => refuseContradiction(workflow, { commit: 'b' }))).message).toBe(
      'the request says that it is about the commit `b`, and its identity token does not',
    )
  })
})
