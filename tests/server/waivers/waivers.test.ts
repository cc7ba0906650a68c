import { expect, test } from 'vitest'
import type { Caller } from '../../../src/server/caller.ts'
import type { ProblemName } from '../../../src/server/problem.ts'
import { answerWaiver } from '../../../src/server/waivers/answer.ts'
import { askWaiver } from '../../../src/server/waivers/ask.ts'
import { getWaiver, listWaivers } from '../../../src/server/waivers/list.ts'
import { waiverFile } from '../../../src/store/kept-waiver.ts'
import { onBoth } from '../../store/databases.ts'
import { problemIn, refused } from '../auth/refused.ts'
import { askedOn } from './asked.ts'
import { answer, ask, person, wish } from './place.ts'

onBoth('a waiver by request', (databases) => {
  const { newPlace, asked, inForce, outcome, listed, lapse } = askedOn(databases)

  test('is asked for, approved by four eyes in two roles, and judged like one of a file', async () => {
    const { place, decision, waiver } = await asked()
    expect(waiver).toMatchObject({ state: 'requested', version: 1, launch: 'checkout-2', decision: decision.digest, product: 'checkout' })
    expect(waiver.id).toMatch(/^S-2026-[0-9a-f]{8}$/)
    expect(waiver.waiver).toEqual({ id: waiver.id, ...wish, requestedBy: 'ola', approved: [] })
    const first = await answer(place, 'mia', waiver)
    expect(first).toMatchObject({ state: 'requested', version: 2 })
    expect(outcome(await place.judge())).toBe('unmet')
    const second = await answer(place, 'petra', first, { because: 'the fix is out' })
    expect(second).toMatchObject({ state: 'in-force', version: 3 })
    expect(second.answers).toMatchObject([
      { answer: 'approve', by: 'mia', role: 'cco', saw: decision.digest, at: '2026-10-07T09:00:00Z' },
      { answer: 'approve', by: 'petra', role: 'owner', because: 'the fix is out' },
    ])
    const judged = await place.judge()
    expect(outcome(judged)).toBe('waived')
    expect(judged.waivers).toMatchObject([{ id: waiver.id, state: 'in-force', proof: 'roles', expires: '2026-10-20' }])
    expect(judged.inputs).toContainEqual(expect.objectContaining({ kind: 'Waivers', file: waiverFile }))
    expect(await lapse(place, judged)).toEqual([])
    expect((await getWaiver(person('tom', ['read']), waiver.id, place.deps)).state).toBe('in-force')
    const audit = await place.store.audit.list({ target: `waiver/${waiver.id}` })
    expect(audit.map(({ action, actor }) => `${action} ${actor}`).sort()).toEqual([
      'waiver.approve person:mia',
      'waiver.approve person:petra',
      'waiver.ask person:ola',
    ])
  })

  const cannotApprove: readonly [string, string, object, ProblemName, RegExp][] = [
    ['who asked', 'ola', {}, 'forbidden', /ola requested it and cannot approve it/],
    ['whoever holds no role', 'dora', {}, 'forbidden', /dora does not hold any of the roles/],
    ['another role than they hold', 'mia', { role: 'owner' }, 'forbidden', /mia does not hold the role owner/],
    ['a role that the requirement does not name', 'mia', { role: 'ceo' }, 'forbidden', /does not hold the role ceo/],
    ['a role that nobody is listed in', 'mia', { role: 'board' }, 'forbidden', /mia does not hold the role board/],
    ['one of several roles without saying which', 'maria', {}, 'bad-request', /holds several roles: cco, coo/],
    ['the team of the launch', 'pia', {}, 'forbidden', /pia belongs to the team that owns the launch/],
    ['another decision', 'mia', { decision: `sha256:${'0'.repeat(64)}` }, 'conflict', /neither the one that the waiver is bound to/],
    ['another version', 'mia', { version: 2 }, 'conflict', /was changed meanwhile/],
    ['no version', 'mia', { version: undefined }, 'bad-request', /`version`/],
    ['no decision', 'mia', { decision: undefined }, 'bad-request', /`decision`/],
    ['something else', 'mia', { answer: 'yes' }, 'bad-request', /`answer`/],
    ['more than an answer', 'mia', { now: '2020-01-01' }, 'bad-request', /no `now`/],
    ['a refusal without a reason', 'mia', { answer: 'refuse' }, 'bad-request', /says `because`/],
    ['a refusal by nobody', 'tom', { answer: 'refuse', because: 'no' }, 'forbidden', /does not hold/],
    ['a withdrawal by somebody else', 'tom', { answer: 'withdraw' }, 'forbidden', /does not hold/],
  ]
  test('is not approved by others, and not as anything else', async () => {
    const { place, waiver } = await asked()
    for (const [_, who, more, problem, says] of cannotApprove) await refused(() => answer(place, who, waiver, more), problem, says)
    const token: Caller = { ...person('t1'), kind: 'token' }
    const roleless: Caller = { ...person('t2'), kind: 'token' }
    const body = { answer: 'approve', version: 1, decision: waiver.decision }
    await refused(() => answerWaiver(token, waiver.id, body, place.deps), 'forbidden', /ola requested it and cannot approve it/)
    await refused(() => answerWaiver(roleless, waiver.id, body, place.deps), 'forbidden', /`token:t2` speaks for no person/)
    const workflow: Caller = { ...person('mia'), kind: 'workflow' }
    await refused(() => answerWaiver(workflow, waiver.id, body, place.deps), 'forbidden', /speaks for no person/)
    await refused(() => answerWaiver(person('mia', ['read']), waiver.id, body, place.deps), 'forbidden', /takes|may not/)
    const elsewhere = person('mia', ['read', 'waive'], { products: ['search'] })
    await refused(() => answerWaiver(elsewhere, waiver.id, body, place.deps), 'not-found', /no such waiver/)
    await refused(() => answerWaiver(person('mia'), '\0', body, place.deps), 'not-found', /no such waiver/)
    expect(await getWaiver(person('mia'), waiver.id, place.deps)).toEqual(waiver)
  })

  test('takes two people in two roles: one person, or one role, is one approval', async () => {
    const { place, waiver } = await asked()
    const first = await answer(place, 'maria', waiver, { role: 'cco' })
    await refused(() => answer(place, 'maria', first, { role: 'coo' }), 'conflict', /maria has approved it before/)
    await refused(() => answer(place, '@Maria ', first, { role: 'coo' }), 'conflict', /has approved it before/)
    const second = await answer(place, 'mia', first)
    expect(second.state).toBe('requested')
    expect((await answer(place, 'petra', second)).state).toBe('in-force')
  })

  test('loses none of two approvals at once', async () => {
    const { place, waiver } = await asked()
    const tries = await Promise.allSettled([answer(place, 'mia', waiver), answer(place, 'petra', waiver)])
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const seen = await getWaiver(person('mia'), waiver.id, place.deps)
    expect(seen.waiver.approved).toHaveLength(1)
    const other = seen.waiver.approved[0]?.by === 'mia' ? 'petra' : 'mia'
    expect((await answer(place, other, seen)).state).toBe('in-force')
  })

  test('is refused, or withdrawn, for good', async () => {
    const refusal = await asked()
    const ended = await answer(refusal.place, 'mia', refusal.waiver, { answer: 'refuse', because: 'fix it first' })
    expect(ended).toMatchObject({ state: 'refused', answers: [{ answer: 'refuse', by: 'mia', because: 'fix it first' }] })
    await refused(() => answer(refusal.place, 'petra', ended), 'conflict', /refused, which is final/)
    const own = await asked()
    expect((await answer(own.place, 'ola@example.test', own.waiver, { answer: 'withdraw' })).state).toBe('withdrawn')
    const { place, waiver } = await inForce()
    await refused(() => answer(place, 'maria', waiver, { role: 'coo' }), 'conflict', /in force already/)
    await refused(() => answer(place, 'mia', waiver, { answer: 'refuse', because: 'x' }), 'conflict', /in force already/)
    expect((await answer(place, 'petra', waiver, { answer: 'withdraw', because: 'worse than we thought' })).state).toBe('withdrawn')
    expect(outcome(await place.judge())).toBe('unmet')
  })

  const cannotAsk: readonly [object, ProblemName, RegExp][] = [
    [{ decision: undefined }, 'bad-request', /`decision` is not the digest/],
    [{ decision: `sha256:${'0'.repeat(64)}` }, 'not-found', /no decision of the digest/],
    [{ approved: [{ by: 'mia', role: 'cco', on: '2026-10-07' }] }, 'bad-request', /`approved` is not for who asks/],
    [{ requestedBy: 'mia' }, 'bad-request', /`requestedBy` is not for who asks/],
    [{ id: 'W-1' }, 'bad-request', /`id` is not for who asks/],
    [{ launch: 'checkout-3' }, 'bad-request', /about `checkout-2`, and the waiver for `checkout-3`/],
    [{ requirement: 'promise/no-loss', covers: { 'defects.loss': { atMost: 1 } } }, 'forbidden', /never waived/],
    [{ expires: '2026-10-06' }, 'bad-request', /expired on `2026-10-06` already/],
    [{ expires: '2026-12-07' }, 'bad-request', /more than 60 days/],
    [{ reason: 'x'.repeat(9000) }, 'too-large', /longer than/],
  ]
  test.each(cannotAsk)('cannot be asked for with %j', async (more, problem, says) => {
    const place = await newPlace()
    await refused(async () => ask(place, await place.judge(), more), problem, says)
  })

  const mistakes: readonly [object, string, RegExp][] = [
    [{ reason: undefined }, 'document/missing-key', /`reason`/],
    [{ reason: 'TBD' }, 'document/not-provided', /placeholder `TBD`/],
    [{ resaon: 'x' }, 'document/unknown-key', /`resaon`/],
    [{ as: 'ignored' }, 'document/wrong-value', /ignored/],
    [{ expires: '2026-30-10' }, 'document/wrong-date', /2026-30-10/],
    [{ covers: {} }, 'document/wrong-value', /covers/],
    [{ covers: { 'beta.csat': { atLest: 3 } } }, 'commitment/unknown-operator', /atLest/],
    [{ covers: { 'beta.csta': { atLeast: 3 } } }, 'waiver/fact-not-read', /`beta.csta`/],
    [{ covers: { 'launch.tier': 1 } }, 'commitment/reserved-path', /launch.tier/],
    [{ covers: { 'beta.csat': { unknown: 'conflict' } } }, 'document/wrong-value', /conflict/],
    [{ requirement: 'promise/delite' }, 'waiver/unknown-requirement', /promise\/delite/],
  ]
  test('with mistakes gets the diagnostics that a file gets', async () => {
    const place = await newPlace()
    const decision = await place.judge()
    for (const [more, code, says] of mistakes) {
      const { problem, diagnostics = [] } = await problemIn(() => ask(place, decision, more))
      expect([problem, diagnostics.map((item) => item.code)]).toEqual(['invalid-files', expect.arrayContaining([code])])
      expect(diagnostics.map((item) => item.message).join('\n')).toMatch(says)
    }
    for (const body of [null, [], 'x', 7]) {
      await refused(() => askWaiver(person('ola'), body, place.deps), 'bad-request', /an object/)
    }
  })

  test('cannot be asked for by who may not, nor for what is met', async () => {
    const place = await newPlace()
    const decision = await place.judge({ csat: 4.5 })
    await refused(() => ask(place, decision), 'conflict', /is met in that decision/)
    await refused(() => ask(place, decision, {}, person('ola', ['read'])), 'forbidden', /may not ask/)
    await refused(() => ask(place, decision, {}, person('ola', ['waive'], { products: ['search'] })), 'not-found', /no decision/)
    await refused(() => ask(place, decision, {}, { ...person('p'), kind: 'token' }), 'forbidden', /speaks for no person/)
    // Whoever signs in under such a name is no login at GitHub.
    await refused(() => ask(place, decision, {}, person('GitHub:ola')), 'forbidden', /speaks for no person/)
  })

  test('cannot be asked for by somebody of whom nothing says who they are: they could approve it under their other name', async () => {
    const place = await newPlace()
    const decision = await place.judge()
    for (const nobody of [person('maria.long-name'), person('mia2'), person('cco'), person('toString')])
      await refused(() => ask(place, decision, {}, nobody), 'forbidden', /nothing says who `.*` is/)
    expect(await listed(place)).toEqual([])
    const known: readonly [Caller, string][] = [
      [person('ola@example.test'), 'ola'],
      [{ ...person('t1'), kind: 'token' }, 'ola'],
      // However the sign-in spells the name that config lists.
      [person('\u200bMia'), '\u200bMia'],
      [{ ...person('someone'), kind: 'github' }, 'github:someone'],
    ]
    for (const [caller, name] of known) expect((await ask(place, decision, {}, caller)).waiver.requestedBy).toBe(name)
  })

  test('is told page by page, and to nobody beyond their bounds', async () => {
    const { place, decision, waiver } = await asked()
    const ids = [waiver.id]
    for (let number = 0; number < 4; number++) ids.push((await ask(place, decision)).id)
    ids.sort()
    const told: string[] = []
    for (let after: string | undefined, round = 0; round < 9; round++) {
      const page = await listWaivers(person('tom', ['read']), { limit: 2, ...(after !== undefined && { after }) }, place.deps)
      told.push(...page.waivers.map(({ id }) => id))
      after = page.next
      if (after === undefined) break
    }
    expect(told).toEqual(ids)
    const elsewhere = person('tom', ['read'], { launches: ['search-1'] })
    expect(await listWaivers(elsewhere, {}, place.deps)).toEqual({ waivers: [] })
    await refused(() => getWaiver(elsewhere, waiver.id, place.deps), 'not-found', /no such waiver/)
    await refused(() => listWaivers(person('tom', ['judge']), {}, place.deps), 'forbidden', /may not read waivers/)
    expect((await listWaivers(person('tom'), { state: 'in-force' }, place.deps)).waivers).toEqual([])
    expect((await listWaivers(person('tom'), { launch: 'x\0' }, place.deps)).waivers).toEqual([])
    const own = person('tom', ['read'], { products: ['checkout'] })
    expect((await listWaivers(own, { launch: 'checkout-2' }, place.deps)).waivers).toHaveLength(5)
  })
})
