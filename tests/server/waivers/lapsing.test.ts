import { expect, test } from 'vitest'
import { getWaiver } from '../../../src/server/waivers/list.ts'
import { expireWaivers } from '../../../src/server/waivers/settle.ts'
import { waiverDocument, waiversInForce } from '../../../src/server/waivers/waiver-document.ts'
import { onBoth } from '../../store/databases.ts'
import { refused } from '../auth/refused.ts'
import { askedOn } from './asked.ts'
import { answer, ask, type Facts, person } from './place.ts'

onBoth('a waiver by request', (databases) => {
  const { newPlace, asked, inForce, outcome, lapse } = askedOn(databases)

  const shortfalls: readonly [string, Facts, 'lapsed' | 'requested'][] = [
    ['the same', {}, 'requested'],
    ['another value: the bar of the waiver holds it', { csat: 4.1 }, 'requested'],
    ['a lower value: likewise', { csat: 1 }, 'requested'],
    ['met', { csat: 4.6 }, 'requested'],
    ['something else of another requirement', { languages: '[de]' }, 'requested'],
    ['stale evidence instead of a shortfall', { asOf: '2026-01-01' }, 'lapsed'],
  ]
  test.each(shortfalls)('when the launch is judged again with %s', async (_, facts, state) => {
    const { place, waiver } = await asked()
    const decision = await place.judge(facts)
    const lapsed = await lapse(place, decision)
    expect(lapsed.map(({ id }) => id)).toEqual(state === 'lapsed' ? [waiver.id] : [])
    expect((await getWaiver(person('mia'), waiver.id, place.deps)).state).toBe(state)
  })

  test('lapses when more is asked than when it was approved, although its own bar is still kept', async () => {
    const place = await newPlace()
    const languages = { requirement: 'promise/languages', covers: { 'docs.languages': { includesAll: ['de', 'en'] } } }
    const waiver = await ask(place, await place.judge({ csat: 4.5 }), languages)
    const first = await answer(place, 'mia', waiver)
    await answer(place, 'dora', first)
    const waived = await place.judge({ csat: 4.5 })
    expect([outcome(waived, 'promise/languages'), await lapse(place, waived)]).toEqual(['waived', []])
    const more = await place.judge({ csat: 4.5, needed: '[de, en, nb, fr]' })
    const [lapsed] = await lapse(place, more)
    expect(lapsed).toMatchObject({ state: 'lapsed', ended: { because: 'the requirement falls short in something else: docs.languages' } })
    expect(await lapse(place, more)).toEqual([])
    expect(outcome(await place.judge({ csat: 4.5 }), 'promise/languages')).toBe('unmet')
  })

  test('does not lapse by what was recorded before it was asked for', async () => {
    const place = await newPlace()
    const before = await place.judge({ asOf: '2026-01-01' })
    const waiver = await ask(place, await place.judge())
    expect(await lapse(place, before)).toEqual([])
    place.pass(1)
    expect(await lapse(place, await place.judge({ asOf: '2026-01-01' }))).toMatchObject([{ id: waiver.id, state: 'lapsed' }])
  })

  test('is not approved once something else falls short, and lapses then', async () => {
    const { place, waiver } = await asked()
    await place.judge({ asOf: '2026-01-01' })
    await refused(() => answer(place, 'mia', waiver), 'conflict', /is lapsed: the requirement falls short in something else: beta.csat/)
    expect((await getWaiver(person('mia'), waiver.id, place.deps)).state).toBe('lapsed')
  })

  test('cannot be asked for with a decision that is not how things are', async () => {
    const place = await newPlace()
    const old = await place.judge()
    await place.judge({ asOf: '2026-01-01' })
    await refused(() => ask(place, old), 'conflict', /falls short in something else by now/)
  })

  test('lapses when its requirement is judged otherwise, or not any more, and never keeps commitments from being read', async () => {
    const { place, waiver } = await inForce()
    await place.edit((text) => text.replaceAll('delight', 'joy'))
    const { document, misfits } = waiverDocument(await waiversInForce(place.store), place.deps.rules)
    expect([document, misfits]).toEqual([
      undefined,
      [{ id: waiver.id, diagnostics: [expect.objectContaining({ code: 'waiver/unknown-requirement' })] }],
    ])
    const [lapsed] = await lapse(place, await place.judge())
    expect(lapsed).toMatchObject({ id: waiver.id, state: 'lapsed', ended: { because: 'the requirement is not judged any more' } })
    const stricter = await inForce()
    await stricter.place.edit((text) => text.replace('4.2', '4.8'))
    expect(await lapse(stricter.place, await stricter.place.judge())).toMatchObject([{ state: 'lapsed' }])
  })

  test('expires after its last day, once, whichever replica looks', async () => {
    const { place, waiver } = await inForce()
    place.pass(13)
    expect(await expireWaivers(place.deps)).toEqual([])
    expect(outcome(await place.judge({ asOf: '2026-10-20' }))).toBe('waived')
    place.pass(1)
    expect(outcome(await place.judge({ asOf: '2026-10-20' }))).toBe('unmet')
    const both = await Promise.all([expireWaivers(place.deps), expireWaivers(place.deps)])
    expect(both.flat()).toMatchObject([{ id: waiver.id, state: 'expired' }])
    expect(
      (await place.store.audit.list({ target: `waiver/${waiver.id}` })).filter(({ action }) => action === 'waiver.expired'),
    ).toHaveLength(1)
    const late = await asked()
    late.place.pass(20)
    await refused(() => answer(late.place, 'mia', late.waiver), 'conflict', /is expired: its last day is over/)
  })
})
