import { type Day, dayText } from './calendar.ts'
import type { Line } from './cast.ts'
import type { Random } from './random.ts'

/** A waiver of a launch from its request to its end. */
export interface WaiverStory {
  readonly id: string
  readonly requirement: string
  /** The fact that is not ready in time, and the days after the launch on which it is. */
  readonly holdsBack: string
  readonly days: number
  readonly covers: string
  readonly reason: string
  readonly asks: string
  readonly askedOn: Day
  readonly approvals: readonly { readonly by: string; readonly role: string; readonly on: Day }[]
  readonly expires: Day
  readonly followUp: { readonly what: string; readonly owner: string; readonly due: Day }
}

interface Asking {
  /** Of the launch among all of them. */
  readonly index: number
  readonly id: string
  readonly date: Day
  readonly markets: readonly string[]
  readonly line: Line
  /** Whether the rest is ready weeks before, so that what is missing is seen early. */
  readonly isEarly: boolean
}

type Kind = Pick<WaiverStory, 'requirement' | 'holdsBack' | 'covers' | 'reason'> & {
  readonly owner: string
  readonly days: number
  readonly what: string
  readonly team: string
  /** For how many days the requirement allows a waiver. */
  readonly most: number
}

const kinds: readonly [Kind, ...Kind[]] = [
  {
    requirement: 'market-promise/help-in-every-language',
    holdsBack: 'docs.languages',
    days: 6,
    covers: 'docs.languages: { unknown: missing }',
    reason: 'The help in the last language is with the translators; until then support answers by telephone',
    owner: 'tom',
    what: 'publish the help in every language',
    team: 'documentation',
    most: 14,
  },
  {
    requirement: 'market-promise/beta-delight',
    holdsBack: 'beta.csat',
    days: 12,
    covers: 'beta.csat: { atLeast: 3.6, minSample: 30 }',
    reason: 'What beta customers dislike is the old start page, which goes away with the next version',
    owner: 'jonas',
    what: 'ask the beta customers again',
    team: 'insight',
    most: 30,
  },
  {
    requirement: 'market-promise/first-value-fast',
    holdsBack: 'cpi.timeToFirstValue',
    days: 2,
    covers: 'cpi.timeToFirstValue: { atMost: 22min }',
    reason: 'New customers wait for a letter with a code; the code by telephone comes two weeks later',
    owner: 'jonas',
    what: 'send the code by telephone',
    team: 'product',
    most: 30,
  },
  {
    requirement: 'market-promise/reliable-in-beta',
    holdsBack: 'reliability.availability',
    days: 8,
    covers: 'reliability.availability: { atLeast: 99.6%, minWindow: 28d }',
    reason: 'One outage of the map service weighs on the window; the way around it is in place',
    owner: 'pavel',
    what: 'let another four weeks prove it',
    team: 'reliability',
    most: 14,
  },
  {
    requirement: 'market-promise/usable-by-everyone',
    holdsBack: 'accessibility.unsupportedAA',
    days: 10,
    covers: 'accessibility.unsupportedAA: { atMost: 2, minSample: 24 }',
    reason: 'Two criteria of the calendar are mended in the next version; booking by telephone stays free',
    owner: 'samir',
    what: 'mend the calendar',
    team: 'accessibility',
    most: 60,
  },
]

/** How far waivers come, in turn: `own` is approved by whoever asked for it, which does not count. */
const ends = ['approved', 'approved', 'own', 'approved', 'asked', 'approved', 'half'] as const

/** The waiver of a launch. In some of them somebody is too late, or not allowed to, or accepts too little; who is early is given until after the launch. */
export function waiverStoryOf(random: Random, { index, id, date, markets, line, isEarly }: Asking): WaiverStory {
  const turn = Math.floor(index / 2)
  const own = isEarly ? kinds.filter(({ most }) => most > 14) : kinds
  const { owner, what, team, most, ...kind } = own[turn % own.length] ?? kinds[0]
  const askedOn = date - random.whole(9, 12) - (isEarly ? 14 : 0)
  const isLong = isEarly && most > 30 && turn % 4 === 3
  const end = isEarly ? 'approved' : ends[turn % ends.length]
  const cco = { by: end === 'own' ? line.asks : 'maria', role: 'cco', on: askedOn + random.whole(2, 3) }
  const second = { by: owner, role: 'owner', on: cco.on + random.whole(0, 2) }
  const expires = isEarly ? date + random.whole(1, 4) + (isLong ? 28 : 0) : cco.on + random.pick([12, 13, 14])
  const tooLittle = kind.holdsBack === 'reliability.availability' && turn % 10 === 3
  return {
    ...kind,
    id: `W-${dayText(askedOn).slice(0, 4)}-${id}`,
    ...(kind.holdsBack === 'docs.languages' && { covers: languagesWithoutLast(markets) }),
    ...(tooLittle && { covers: 'reliability.availability: { atLeast: 99.88%, minWindow: 28d }' }),
    // Sometimes what was accepted for a time is still so when the time is over.
    days: random.chance(25) || isLong ? kind.days + 21 : kind.days,
    asks: line.asks,
    askedOn,
    approvals: end === 'asked' ? [] : end === 'half' ? [cco] : [cco, second],
    expires,
    followUp: { what, owner: team, due: expires },
  }
}

/** The languages that people in a market read, as far as the catalog of the market promise lists it. */
const languages: Readonly<Record<string, readonly string[]>> = {
  AT: ['de'],
  BE: ['fr', 'nl'],
  CA: ['en', 'fr'],
  CH: ['de', 'fr', 'it'],
  DE: ['de'],
  DK: ['da'],
  ES: ['es'],
  FI: ['fi', 'sv'],
  FR: ['fr'],
  GB: ['en'],
  IE: ['en'],
  IT: ['it'],
  JP: ['ja'],
  KR: ['ko'],
  NL: ['nl'],
  NO: ['nb'],
  SE: ['sv'],
  US: ['en', 'es'],
}

/** What help must be published in for some markets, the last to be finished at the end. */
export function languagesOf(markets: readonly string[]): readonly string[] {
  return [...new Set(markets.flatMap((market) => languages[market] ?? []))]
}

function languagesWithoutLast(markets: readonly string[]): string {
  const kept = languagesOf(markets).slice(0, -1)
  return kept.length === 0 ? 'docs.languages: { unknown: missing }' : `docs.languages: { includesAll: [${kept.join(', ')}] }`
}
