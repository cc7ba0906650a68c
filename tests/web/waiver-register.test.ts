import { describe, expect, test } from 'vitest'
import { readDate } from '../../src/model/date.ts'
import { waiverRates, waiverRegister } from '../../src/web/derived/waiver-register.ts'
import { helpWaiver, smallRoom } from './small-room.ts'

const day = (text: string): number => {
  const reading = readDate(text)
  return reading.ok ? reading.value.day : Number.NaN
}

describe('the register of waivers', () => {
  const waivers = [helpWaiver('2026-10-10', '2026-10-30')]
  const room = smallRoom([['2026-10-12', { facts: { 'docs.pages': 6 }, waivers }]])

  test.each([
    ['2026-10-15', 'in-force', 15],
    ['2026-10-16', 'ending', 14],
    ['2026-10-30', 'ending', 0],
    ['2026-10-31', 'expired', -1],
  ])('on %s it is %s, whether or not anyone judged since', (today, standing, days) => {
    expect(waiverRegister(room, day(today))).toMatchObject([
      { standing, days, from: day('2026-10-10'), requirement: { owner: 'documentation' } },
    ])
  })

  test('keeps the states that the decision gave', () => {
    const states = smallRoom([
      [
        '2026-10-12',
        {
          id: 'asked',
          waivers: [{ ...helpWaiver('2026-10-10', '2026-10-30'), launch: 'asked', approved: [] }],
          facts: { 'docs.pages': 6 },
        },
      ],
      ['2026-10-12', { id: 'met', waivers: [{ ...helpWaiver('2026-10-10', '2026-10-30'), launch: 'met' }] }],
      [
        '2026-10-12',
        { id: 'worse', waivers: [{ ...helpWaiver('2026-10-10', '2026-10-30'), launch: 'worse' }], facts: { 'docs.pages': 2 } },
      ],
    ])
    expect(waiverRegister(states, day('2026-10-12')).map(({ launch, standing }) => [launch.id, standing])).toEqual([
      ['asked', 'requested'],
      ['worse', 'lapsed'],
      ['met', 'no-longer-needed'],
    ])
  })

  test('the rate is of launches to which the requirement applied', () => {
    const two = smallRoom([['2026-10-12', { facts: { 'docs.pages': 6 }, waivers }, { id: 'checkout' }]])
    expect(waiverRates(two)).toEqual([
      { requirement: 'promise/help', title: 'help is published', owner: 'documentation', applied: 2, waived: 1, rate: 0.5 },
    ])
  })
})
