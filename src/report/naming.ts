import type { Decision } from '../model/generated/types.ts'

/** What sentences about a decision need to know of it. */
export type Subject = Pick<Decision, 'facts' | 'launch' | 'now'>

const launchWords: ReadonlyMap<string, string> = new Map([
  ['launch.id', 'the id of the launch'],
  ['launch.title', 'the title of the launch'],
  ['launch.owner', 'the owner of the launch'],
  ['launch.product', 'the product'],
  ['launch.version', 'the version'],
  ['launch.tier', 'the launch tier'],
  ['launch.maturity', 'the maturity'],
  ['launch.date', 'the launch date'],
  ['launch.sponsor', 'the sponsor'],
  ['launch.markets', 'the markets'],
  ['launch.launchedOn', 'the day it was launched'],
  ['launch.withdrawnOn', 'the day it was withdrawn'],
])

/** What a fact is called in a sentence: its name in the catalog, the field of the launch, or else its path. */
export function nameOf(path: string, { facts }: Pick<Subject, 'facts'>): string {
  const name = Object.hasOwn(facts, path) ? facts[path]?.name : undefined
  return launchWords.get(path) ?? (name === undefined || name.trim() === '' ? `\`${path}\`` : name)
}

/** The type of a fact as the catalog has it. */
export function typeOf(path: string, { facts }: Pick<Subject, 'facts'>): string | undefined {
  return Object.hasOwn(facts, path) ? facts[path]?.type : undefined
}

/** The unit to put after a bound of a fact; nothing where the name of the fact says it already. */
export function unitOf(path: string, value: unknown, { facts }: Pick<Subject, 'facts'>): string {
  const fact = Object.hasOwn(facts, path) ? facts[path] : undefined
  const unit = fact?.unit?.trim()
  if (!fact || !unit || !['number', 'count', 'percent'].includes(fact.type)) return ''
  const [head = ''] = unit.toLowerCase().split(/\s+/)
  const said = (fact.name ?? '').toLowerCase().split(/[^\p{L}\p{N}%]+/u)
  if (said.includes(head) && head !== 'of') return ''
  return ` ${value === 1 ? unit.replace(/^(\p{L}*[^s\s])s(?=\s|$)/u, '$1') : unit}`
}
