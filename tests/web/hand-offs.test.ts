import { describe, expect, test } from 'vitest'
import { formatDay, readDate } from '../../src/model/date.ts'
import { handOffsFor, handOffsOf, ownerLoads } from '../../src/web/derived/hand-offs.ts'
import { helpWaiver, smallRoom } from './small-room.ts'

const day = (text: string): number => {
  const reading = readDate(text)
  return reading.ok ? reading.value.day : Number.NaN
}

describe('hand-offs', () => {
  const room = smallRoom([['2026-10-15T08:00:00Z', { facts: { 'beta.csat': 3.9, 'docs.pages': 'TBD', 'pricing.changes': 'TBD' } }]])

  test.each([
    ['2026-10-17', { delight: 'soon', help: 'next', notice: 'undated' }],
    ['2026-10-19', { delight: 'overdue', help: 'soon', notice: 'undated' }],
    ['2026-10-26', { delight: 'overdue', help: 'overdue', notice: 'undated' }],
  ])('on %s each stands where its day puts it', (today, expected) => {
    const groups = handOffsOf(room, day(today)).map(({ requirement, group }) => [requirement.replace('promise/', ''), group])
    expect(Object.fromEntries(groups)).toEqual(expected)
  })

  test('the last day is not late, the day after is', () => {
    const on = (today: string) => handOffsOf(room, day(today)).find(({ requirement }) => requirement === 'promise/delight')
    expect(on('2026-10-18')).toMatchObject({ days: 0, group: 'soon', due: day('2026-10-18') })
    expect(on('2026-10-19')).toMatchObject({ days: -1, group: 'overdue' })
  })

  test('says what is missing and from whom, and what is passed on', () => {
    const [first] = handOffsOf(room, day('2026-10-17'))
    expect(first).toMatchObject({
      owner: 'product',
      from: 'product',
      to: 'support',
      passes: 'what they stumbled over',
      needs: [{ fact: 'beta.csat', name: 'beta satisfaction', owner: 'insight', reason: 'shortfall' }],
    })
  })

  test('a fact that decides whether a requirement applies is a need, too', () => {
    const notice = handOffsOf(room, day('2026-10-17')).find(({ requirement }) => requirement === 'promise/notice')
    expect(notice?.needs).toEqual([{ fact: 'pricing.changes', name: 'pricing.changes', reason: 'placeholder', owner: 'sales' }])
  })

  test('who supplies a fact finds it on their list without answering for it', () => {
    const all = handOffsOf(room, day('2026-10-19'))
    expect(handOffsFor('insight', all).map(({ requirement }) => requirement)).toEqual(['promise/delight'])
    expect(ownerLoads(all).map(({ owner }) => owner)).toEqual(['product', 'documentation', 'sales'])
    expect(ownerLoads(all)[0]).toEqual({ owner: 'product', counts: { overdue: 1, soon: 0, next: 0, undated: 0 }, launches: 1 })
  })

  test('nothing is owed to launches that are over', () => {
    const over = smallRoom([['2026-10-15', { header: { launchedOn: '2026-10-14' }, facts: { 'beta.csat': 1 } }]])
    expect(handOffsOf(over, day('2026-10-20'))).toEqual([])
  })

  test('a waiver in force brings its follow-up and, near its end, itself', () => {
    const waivers = [
      helpWaiver('2026-10-10', '2026-10-30', { followUp: { what: 'publish the rest', owner: 'writers', due: '2026-11-05' } }),
    ]
    const waived = smallRoom([['2026-10-12', { facts: { 'docs.pages': 6 }, waivers }]])
    const kinds = (today: string) => handOffsOf(waived, day(today)).map(({ kind, owner, due }) => [kind, owner, formatDay(due ?? 0)])
    expect(kinds('2026-10-15')).toEqual([['follow-up', 'writers', '2026-11-05']])
    expect(kinds('2026-10-16')).toEqual([
      ['waiver', 'documentation', '2026-10-30'],
      ['follow-up', 'writers', '2026-11-05'],
    ])
  })

  test('a follow-up of an expired waiver is owed as long as the gap is there', () => {
    const waivers = [
      helpWaiver('2026-10-01', '2026-10-10', { followUp: { what: 'publish the rest', owner: 'writers', due: '2026-10-15' } }),
    ]
    const kinds = (pages: number) =>
      handOffsOf(smallRoom([['2026-10-12', { facts: { 'docs.pages': pages }, waivers }]]), day('2026-10-13')).map(({ kind }) => kind)
    expect(kinds(6)).toEqual(['follow-up', 'requirement'])
    expect(kinds(12)).toEqual([])
  })

  test('a follow-up that is done is owed by nobody', () => {
    const followUp = { what: 'publish the rest', owner: 'writers', due: '2026-11-05', doneOn: '2026-10-11' }
    const waived = smallRoom([
      ['2026-10-12', { facts: { 'docs.pages': 6 }, waivers: [helpWaiver('2026-10-10', '2026-10-30', { followUp })] }],
    ])
    expect(handOffsOf(waived, day('2026-10-13'))).toEqual([])
  })
})
