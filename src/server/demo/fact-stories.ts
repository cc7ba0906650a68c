/** How a fact of a launch comes about: when it is measured, when it gets good, and what it says until then. */
export interface FactStory {
  readonly path: string
  /** The file it reads in: which launches have it. */
  readonly of: 'every launch' | 'price' | 'advice' | 'after'
  readonly by: string
  /** Days from one measurement to the next; 0: each morning. */
  readonly every: number
  /** Days before the launch, from the latest to the earliest, on which it is as it should be. */
  readonly ready: readonly [latest: number, earliest: number]
  /** The value while `progress` goes from 0 to 1; undefined while nobody knows. `luck`, from 0 to 6, differs from launch to launch. */
  readonly value: (progress: number, luck: number) => string | undefined
  /** Evidence beside value and day, such as `sample: 120`. */
  readonly beside?: (progress: number, luck: number) => string
}

const between = (from: number, to: number, progress: number): number => from + (to - from) * Math.min(1, progress)
const once = (text: string, early?: string) => (progress: number) => (progress >= 1 ? text : early)
const yes = once('true', 'false')
const counting =
  (most: number) =>
  (progress: number): string =>
    `${Math.max(0, Math.ceil(between(most, 0, progress)))}`
const sample = (most: number) => (progress: number) => `sample: ${Math.round(between(most / 8, most, progress))}`

/** Facts that no launch is without. */
const always: readonly FactStory[] = [
  {
    path: 'beta.csat',
    of: 'every launch',
    by: 'insight',
    every: 7,
    ready: [9, 34],
    value: (progress) => between(3.2, 4.5, progress).toFixed(1),
    beside: (progress) => `sample: ${Math.round(between(9, 128, progress))}, source: beta survey`,
  },
  { path: 'beta.blockersOpen', of: 'every launch', by: 'insight', every: 7, ready: [10, 30], value: counting(6) },
  {
    path: 'cpi.timeToFirstValue',
    of: 'every launch',
    by: 'insight',
    every: 3,
    ready: [8, 30],
    value: (progress) => `${Math.round(between(31, 11, progress))}min`,
    beside: sample(240),
  },
  { path: 'defects.dataLossOpen', of: 'every launch', by: 'engineering', every: 0, ready: [5, 38], value: counting(2) },
  { path: 'defects.dataExposureOpen', of: 'every launch', by: 'engineering', every: 0, ready: [12, 45], value: counting(1) },
  {
    path: 'reliability.availability',
    of: 'every launch',
    by: 'reliability',
    every: 2,
    ready: [6, 30],
    value: (progress) => `${between(99.1, 99.96, progress).toFixed(2)}%`,
    beside: () => 'window: 28d, source: service level dashboard',
  },
  { path: 'incidents.severeOpen', of: 'every launch', by: 'reliability', every: 2, ready: [6, 25], value: counting(2) },
  {
    path: 'accessibility.unsupportedA',
    of: 'every launch',
    by: 'accessibility',
    every: 21,
    ready: [20, 40],
    value: counting(3),
    beside: () => 'sample: 31',
  },
  {
    path: 'accessibility.unsupportedAA',
    of: 'every launch',
    by: 'accessibility',
    every: 21,
    ready: [14, 40],
    value: counting(5),
    beside: (progress) => `sample: ${progress < 0.5 ? 16 : 24}`,
  },
  { path: 'privacy.assessmentSigned', of: 'every launch', by: 'data-protection', every: 14, ready: [15, 36], value: yes },
  { path: 'privacy.residualRisk', of: 'every launch', by: 'data-protection', every: 14, ready: [15, 36], value: once('low', 'TBD') },
  {
    path: 'support.agentsTrained',
    of: 'every launch',
    by: 'support',
    every: 7,
    ready: [4, 14],
    value: (progress) => `${Math.round(between(10, 96, progress))}%`,
  },
  { path: 'support.knownIssuesPublished', of: 'every launch', by: 'support', every: 7, ready: [3, 12], value: yes },
  {
    path: 'migration.customersWithoutPath',
    of: 'every launch',
    by: 'customer-success',
    every: 4,
    ready: [10, 30],
    value: (progress) => (progress < 0.2 ? undefined : counting(40)(progress)),
  },
  { path: 'listening.owner', of: 'every launch', by: 'chief-customer-officer', every: 20, ready: [5, 25], value: once('noor', 'TBD') },
  { path: 'review.countsCustomersLost', of: 'every launch', by: 'chief-customer-officer', every: 20, ready: [5, 25], value: once('true') },
]

const price: readonly FactStory[] = [
  { path: 'price.noticeDelivered', of: 'price', by: 'sales', every: 7, ready: [20, 34], value: (p) => `${between(61, 99, p).toFixed(1)}%` },
  { path: 'price.raisedMidTerm', of: 'price', by: 'legal-counsel', every: 7, ready: [20, 40], value: counting(12) },
  {
    path: 'price.largestIncrease',
    of: 'price',
    by: 'sales',
    every: 7,
    ready: [22, 40],
    value: (p) => `${Math.round(between(34, 14, p))}%`,
  },
  {
    path: 'price.noticeUnderstood',
    of: 'price',
    by: 'documentation',
    every: 14,
    ready: [30, 40],
    value: (p) => `${Math.round(between(58, 86, p))}%`,
    beside: () => 'sample: 24',
  },
  {
    path: 'price.ownAmountShown',
    of: 'price',
    by: 'product',
    every: 14,
    ready: [20, 34],
    value: yes,
    beside: () => 'link: "https://example.test/account/new-amount"',
  },
  { path: 'price.leaveOnline', of: 'price', by: 'product', every: 14, ready: [24, 40], value: yes },
  {
    path: 'price.wrongTestBills',
    of: 'price',
    by: 'engineering',
    every: 2,
    ready: [6, 20],
    value: counting(17),
    beside: () => 'sample: 500',
  },
  {
    path: 'price.agentsBriefed',
    of: 'price',
    by: 'support',
    every: 7,
    ready: [26, 40],
    value: (p) => `${Math.round(between(20, 98, p))}%`,
  },
  { path: 'price.answersPublished', of: 'price', by: 'support', every: 14, ready: [26, 36], value: yes },
  { path: 'price.leaversCountedBy', of: 'price', by: 'chief-customer-officer', every: 14, ready: [8, 30], value: once('ines') },
]

const advice: readonly FactStory[] = [
  {
    path: 'ai.noticeUnderstood',
    of: 'advice',
    by: 'insight',
    every: 7,
    ready: [16, 30],
    value: (p) => `${Math.round(between(71, 95, p))}%`,
    beside: () => 'sample: 25, link: "https://example.test/advice/reading-test"',
  },
  {
    path: 'ai.answersRight',
    of: 'advice',
    by: 'insight',
    every: 5,
    ready: [8, 26],
    value: (p) => `${between(82, 96.5, p).toFixed(1)}%`,
    beside: sample(820),
  },
  {
    path: 'ai.harmfulAnswers',
    of: 'advice',
    by: 'engineering',
    every: 5,
    ready: [8, 26],
    value: (p) => `${between(1.4, 0.05, p).toFixed(2)}%`,
    beside: () => 'sample: 4000',
  },
  { path: 'ai.severeAttacksOpen', of: 'advice', by: 'engineering', every: 5, ready: [8, 30], value: counting(3) },
  {
    path: 'ai.gapBetweenGroups',
    of: 'advice',
    by: 'accessibility',
    every: 14,
    ready: [4, 30],
    value: (p) => between(9, 2.1, p).toFixed(1),
    beside: () => 'sample: 240',
  },
  { path: 'ai.canBeSwitchedOff', of: 'advice', by: 'product', every: 14, ready: [15, 35], value: yes },
  {
    path: 'ai.answersWithSource',
    of: 'advice',
    by: 'documentation',
    every: 7,
    ready: [-10, 25],
    value: (p) => `${Math.round(between(41, 88, p))}%`,
    beside: sample(800),
  },
]

const reasonsToLeave = [
  'moved away',
  'found it slower than the telephone',
  'went to another harbour',
  'could not use it with a screen reader',
  'wanted to pay by invoice',
  'had no answer for a week',
  'sold the boat',
]
const lost = (progress: number, luck: number): number => Math.ceil(progress * (1 + luck))

const after: readonly FactStory[] = [
  {
    path: 'customers.lost',
    of: 'after',
    by: 'customer-success',
    every: 7,
    ready: [-30, -8],
    value: (progress, luck) => `${lost(progress, luck)}`,
    beside: (progress, luck) =>
      `note: "${reasonsToLeave
        .slice(0, lost(progress, luck))
        .map((why) => `one ${why}`)
        .join('; ')}"`,
  },
]

export const factStories: readonly FactStory[] = [...always, ...price, ...advice, ...after]
