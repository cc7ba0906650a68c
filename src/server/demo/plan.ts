import { type Day, onOrAfter } from './calendar.ts'
import { type Line, lines } from './cast.ts'
import { type FactStory, factStories } from './fact-stories.ts'
import { type Random, randomOf } from './random.ts'
import { type WaiverStory, waiverStoryOf } from './waiver-stories.ts'

/** What is known of a launch from the beginning; how its judgements come out is not. */
export interface LaunchPlan {
  readonly id: string
  readonly title: string
  readonly line: Line
  readonly version: string
  readonly tier: 1 | 2 | 3
  readonly markets: readonly string[]
  /** The day that was promised at first, a Thursday. */
  readonly date: Day
  readonly firstJudged: Day
  readonly facts: readonly PlannedFact[]
  readonly hasNewData: boolean
  readonly removesSomething: boolean
  readonly changesTerms: boolean
  /** How many days earlier than usual its team has what it needs. */
  readonly ahead: number
  /** From when on nobody judges it any more, though it is still to come. */
  readonly forgottenFrom?: Day
  /** The day on which the date moves although nothing blocks yet, and by how many days. */
  readonly foreseen?: { readonly on: Day; readonly by: number }
  readonly waiver?: WaiverStory
  readonly rehearsedOn: Day
  readonly noticeOn: Day
}

/** A fact of one launch. */
export interface PlannedFact {
  readonly story: FactStory
  readonly begunOn: Day
  readonly readyOn: Day
  /** Shifts the days on which it is measured. */
  readonly offset: number
  /** It comes as far as a waiver accepts, and no further until it is ready. */
  readonly isHeldBack: boolean
  /** From when on nobody measures it any more. */
  readonly neglectedFrom?: Day
}

const weeksAhead = 6
/** Of all launches; the others are on their way. */
const sharePast = 0.68
const thursday = 4

/**
 * How launches come along, by turns in the order of their days, so that there is something of each at any time: `early` is ready
 * weeks before its day, `unproven` as well but for what nobody has tried or measured lately, `lowered` as well but for one thing,
 * for which less is accepted, and `stuck` does not get there.
 */
type Pace = 'usual' | 'early' | 'unproven' | 'lowered' | 'stuck'

const paces = ['usual', 'early', 'unproven', 'usual', 'lowered', 'usual', 'early', 'unproven', 'early', 'stuck'] as const
const weeksEarly: Readonly<Record<Pace, number>> = { usual: 0, early: 5, unproven: 5, lowered: 5, stuck: 0 }

/** Launches over the year before today and the weeks after it, one by one the same however many are asked for in all. */
export function plansOf(count: number, today: Day): readonly LaunchPlan[] {
  const seen = new Map<string, number>()
  const plans = Array.from({ length: count }, (_, index) => {
    const line = lines[index % lines.length] ?? lines[0]
    const [slug, title] = line.features[Math.floor(index / lines.length) % line.features.length] ?? line.features[0]
    const turn = (seen.get(slug) ?? 0) + 1
    seen.set(slug, turn)
    // In an order that mixes products over the year, with more of them still to come than have been.
    const rank = (index * 37) % count
    const place = rank / count
    const days = place < sharePast ? -350 + (350 * place) / sharePast : (7 * weeksAhead * (place - sharePast)) / (1 - sharePast)
    const date = onOrAfter(Math.round(today + days), thursday)
    return planOf({
      id: `${slug}-${turn}`,
      title: turn === 1 ? title : `${title} ${turn}`,
      line,
      turn,
      index,
      date,
      pace: paces[rank % paces.length] ?? 'usual',
    })
  })
  const overlooked = plans.find((plan) => !plan.waiver && plan.date > today + 7 && plan.date < today + 40)
  // It was judged early, and then no more.
  return plans.map((plan) => (plan === overlooked ? { ...plan, firstJudged: today - 52, forgottenFrom: today - 30 } : plan))
}

interface Naming extends Pick<LaunchPlan, 'id' | 'title' | 'line' | 'date'> {
  readonly turn: number
  readonly index: number
  readonly pace: Pace
}

function planOf({ id, title, line, turn, index, date, pace }: Naming): LaunchPlan {
  const random = randomOf(id)
  const tier = random.pick([1, 2, 2, 3] as const)
  const markets = random.pick(line.markets)
  const ahead = 7 * weeksEarly[pace]
  const waiver = asksFor(pace, index) ? waiverStoryOf(random, { index, id, date, markets, line, isEarly: pace === 'lowered' }) : undefined
  const troubles = waiver || pace === 'early' || pace === 'lowered' ? ready : pace === 'usual' ? troublesOf(random) : troublesBy[pace]
  return {
    id,
    title,
    line,
    version: `${turn}.${random.whole(0, 9)}.0`,
    tier,
    markets,
    date,
    firstJudged: date - random.whole(28, 46) - (pace === 'early' ? 7 : 0),
    facts: factStories
      .filter(({ of }) => of === 'every launch' || of === 'after' || of === { billing: 'price', advice: 'advice' }[line.product])
      .map((story) => factOf(story, { date, random, troubles, waiver, ahead })),
    hasNewData: random.chance(45),
    removesSomething: random.chance(30),
    changesTerms: line.product === 'billing',
    ahead,
    ...(random.chance(8) && { foreseen: { on: date - random.whole(8, 20), by: random.pick([14, 21, 28]) } }),
    ...(waiver && { waiver }),
    rehearsedOn: date - random.whole(6, 20) - (pace === 'unproven' ? 0 : ahead),
    noticeOn: date - random.whole(33, 46),
  }
}

/** Who is late asks for a waiver every other time. */
function asksFor(pace: Pace, index: number): boolean {
  return pace === 'lowered' || (pace === 'usual' && index % 2 === 1)
}

interface Troubles {
  /** How many days later than planned everything comes. */
  readonly late: number
  /** How many in a hundred facts come later still. */
  readonly stuck: number
  readonly neglected: number
}

/** Whoever asks for a waiver has the rest in order. */
const ready: Troubles = { late: -6, stuck: 0, neglected: 0 }

const troublesBy: Readonly<Record<'unproven' | 'stuck', Troubles>> = {
  unproven: { late: -6, stuck: 0, neglected: 5 },
  stuck: { late: 40, stuck: 30, neglected: 0 },
}

function troublesOf(random: Random): Troubles {
  const roll = random.next()
  if (roll < 0.55) return ready
  if (roll < 0.75) return { late: 2, stuck: 5, neglected: 0 }
  if (roll < 0.9) return { late: 0, stuck: 12, neglected: 3 }
  return { late: -2, stuck: 0, neglected: 14 }
}

function factOf(
  story: FactStory,
  {
    date,
    random,
    troubles,
    waiver,
    ahead,
  }: { date: Day; random: Random; troubles: Troubles; waiver: WaiverStory | undefined; ahead: number },
): PlannedFact {
  const [latest, earliest] = story.ready
  const spared =
    random.whole(latest, earliest) -
    troubles.late -
    (random.chance(troubles.stuck) ? random.whole(12, 30) : 0) +
    (story.of === 'after' ? 0 : ahead)
  const isHeldBack = waiver?.holdsBack === story.path
  const readyOn = isHeldBack ? date + waiver.days : date - spared
  const neglected = random.chance(troubles.neglected) ? date - random.whole(10, 25) : undefined
  return {
    story,
    // What a waiver accepts has been so for long.
    begunOn: isHeldBack ? date - 140 : Math.min(date - 60 - (story.of === 'after' ? 0 : ahead), readyOn - 20),
    readyOn,
    offset: random.whole(0, 6),
    isHeldBack,
    ...(neglected !== undefined && { neglectedFrom: neglected }),
  }
}
