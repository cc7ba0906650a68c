import { isClosed } from '../model/launch-end.ts'
import { daysAway, type Verdict, verdictMarks } from '../report/verdict-words.ts'
import { dayNumberOf } from './derived/days.ts'
import type { LaunchRecord, Room } from './room/room.ts'
import { doubtsOf, mayGo } from './room/today.ts'
import type { Filter } from './view.ts'

/** Which launches a reader looks at, as the address says; empty means all. */
export interface LaunchChoice {
  readonly product: string
  /** The owner of the launch; `owner` in addresses is that of requirements. */
  readonly team: string
  readonly tier: string
  /** A verdict, `blocked` for all that must not go, `may-go` for those that may today, or `judge-again` for those of which nobody can say. */
  readonly verdict: string
  /** Days from now within which the launch date lies. */
  readonly within: string
  /** `all` shows launches that are launched or withdrawn, too. */
  readonly launches: string
}

/** Reads the choice from an address. */
export function launchChoiceIn(query: URLSearchParams): LaunchChoice {
  const said = (name: string): string => query.get(name) ?? ''
  return {
    product: said('product'),
    team: said('team'),
    tier: said('tier'),
    verdict: said('verdict'),
    within: /^\d{1,4}$/.test(said('within')) ? said('within') : '',
    launches: said('launches') === 'all' ? 'all' : '',
  }
}

/** Whether a choice leaves out launches, or adds those that are closed. */
export function isNarrowed(choice: LaunchChoice): boolean {
  return Object.values(choice).some((value) => value !== '')
}

/** The launches that fit a choice. */
export function launchesFor({ launches }: Room, choice: LaunchChoice, now: string): LaunchRecord[] {
  const today = dayNumberOf(now) ?? 0
  return [...launches.values()].filter(
    (record) => (choice.launches === 'all' || !isClosed(record.standing.launch, today)) && fits(record, choice, now),
  )
}

function fits({ standing }: LaunchRecord, { product, team, tier, verdict, within }: LaunchChoice, now: string): boolean {
  const { launch } = standing
  if (product !== '' && launch.product !== product) return false
  if (team !== '' && launch.owner !== team) return false
  if (tier !== '' && String(launch.tier ?? '') !== tier) return false
  if (verdict !== '' && !hasVerdict(standing, verdict, now)) return false
  if (within === '') return true
  const days = launch.date === undefined ? undefined : daysAway(launch.date, now)
  return days !== undefined && days >= 0 && days <= Number(within)
}

function hasVerdict(standing: LaunchRecord['standing'], asked: string, now: string): boolean {
  if (asked === 'blocked') return standing.blocked
  if (asked === 'may-go') return mayGo(standing, now)
  const isDoubtful = doubtsOf(standing, now).length > 0
  return asked === 'judge-again' ? isDoubtful : !isDoubtful && standing.verdict === asked
}

/** The choice as filters of a view, with the values that there are. */
export function launchFilters({ launches }: Room, choice: LaunchChoice): Filter[] {
  const products = new Set<string>()
  const teams = new Set<string>()
  const tiers = new Set<string>()
  for (const { standing } of launches.values()) {
    const { product, owner, tier } = standing.launch
    if (product !== undefined) products.add(product)
    if (tier !== undefined) tiers.add(String(tier))
    teams.add(owner)
  }
  const verdicts = (['no-go', 'hold', 'conditional-go', 'go'] as const).map((value: Verdict) => ({
    value,
    label: verdictMarks[value].word,
  }))
  return [
    {
      name: 'within',
      label: 'Launch date',
      options: ['7', '30', '90'].map((value) => ({ value, label: `next ${value} days` })),
      chosen: choice.within,
      all: 'any',
      also: numberOfDays,
    },
    {
      name: 'verdict',
      label: 'Verdict',
      options: [
        { value: 'blocked', label: 'cannot go' },
        { value: 'may-go', label: 'may go' },
        { value: 'judge-again', label: 'to be judged again' },
        ...verdicts,
      ],
      chosen: choice.verdict,
    },
    { name: 'product', label: 'Product', options: optionsOf(products), chosen: choice.product },
    { name: 'team', label: 'Launch owner', options: optionsOf(teams), chosen: choice.team },
    { name: 'tier', label: 'Tier', options: optionsOf(tiers), chosen: choice.tier },
    {
      name: 'launches',
      label: 'Launches',
      options: [{ value: 'all', label: 'closed ones, too' }],
      chosen: choice.launches,
      all: 'open ones',
    },
  ]
}

/** Any number of days, where a few are offered. */
export const numberOfDays = { isMeant: (value: string): boolean => /^\d{1,4}$/.test(value), words: ['another number of days'] }

/** Values in order, as the options of a filter. */
export function optionsOf(values: Iterable<string>): Filter['options'] {
  return [...values].sort().map((value) => ({ value, label: value }))
}
