import type { Tone } from './table/table.ts'

/** What the two lights mean, told on every view: a colour that nobody can look up is decoration. */
export const legendRows: readonly {
  readonly symbol: string
  readonly word: string
  readonly tone: Tone
  readonly gate: string
  readonly plan: string
}[] = [
  {
    symbol: '✖',
    word: 'RED',
    tone: 'red',
    gate: 'no-go or hold: a blocking requirement is not met or unknown, or nothing applied',
    plan: 'something is overdue, or a waiver still needed has expired',
  },
  {
    symbol: '▲',
    word: 'AMBER',
    tone: 'amber',
    gate: 'conditional go, or a go with an advisory requirement not met',
    plan: 'something is due within 7 days, or evidence gets too old before launch',
  },
  { symbol: '●', word: 'GREEN', tone: 'green', gate: 'go, without waivers, all advice kept', plan: 'nothing is late' },
  {
    symbol: '○',
    word: 'GREY',
    tone: 'grey',
    gate: 'nobody can say: nothing was decided, or something has changed since (judge again); or the launch is over',
    plan: 'there are no dates, it does not apply, or the launch is over',
  },
]
