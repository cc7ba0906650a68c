import { evidenceAsked } from '../../engine/needs.ts'
import type { CatalogEntry } from '../../model/catalog.ts'
import { factsReadBy } from '../../model/facts-read.ts'
import { optional } from '../../model/fields.ts'
import type { LinkedCommitments } from '../../model/link.ts'
import { spelled } from '../../model/spelled.ts'
import type { Vocabulary } from '../../model/typing-context.ts'
import { toData } from '../../source/node.ts'
import { byText } from '../../source/order.ts'
import type { Place } from '../../source/position.ts'
import { nameOf, type Subject } from '../naming.ts'
import { listWords, rangeWords, valueWords } from '../value-words.ts'
import { evidenceWords } from '../words.ts'

/** A fact as the catalog describes it; only its path where no catalog does. */
export interface ExplainedFact {
  readonly path: string
  readonly name?: string
  readonly means?: string
  /** "a number from 1 to 5", or what a mapping says of it. */
  readonly value?: string
  readonly unit?: string
  readonly better?: 'higher' | 'lower'
  readonly owner?: string
  /** "at most 30 days old", and whatever else is asked of its evidence everywhere. */
  readonly evidence: readonly string[]
  /** Where the number lives. */
  readonly from?: string
  /** How it is worked out from something else. */
  readonly lookup?: string
  readonly cpi?: { readonly goal?: string; readonly benefit?: string }
  /** Ids of the requirements that read it, with those that read what it is worked out from. */
  readonly requirements: readonly string[]
  readonly place?: Place
}

/** What sentences need to know of facts where no launch is judged: there is no launch date, so days stay relative to it. */
export function subjectOf({ entries, mapped }: Vocabulary): Subject {
  const typed = [...mapped].map(([path, type]) => [path, { type }] as const)
  const described = [...entries].map(
    ([path, { type, name, unit }]) => [path, { type, ...optional('name', name), ...optional('unit', unit) }] as const,
  )
  return { facts: Object.fromEntries([...typed, ...described]), launch: { id: '', title: '', owner: '', file: '' }, now: '' }
}

/** The facts that some requirements read; without a choice of requirements those that nobody reads, too. */
export function factsOf({ requirements, vocabulary }: LinkedCommitments, asked: ReadonlySet<string> | undefined): ExplainedFact[] {
  const readers = new Map<string, string[]>(asked ? [] : [...vocabulary.entries.keys()].map((path) => [path, []]))
  const shown = requirements.filter(({ requirement }) => asked?.has(requirement.id) ?? true)
  for (const item of shown) for (const path of factsReadBy(item)) if (!readers.has(path)) readers.set(path, [])
  for (const item of requirements) for (const path of factsReadBy(item)) readers.get(path)?.push(item.requirement.id)
  return [...readers].sort(([a], [b]) => byText(a, b)).map(([path, readBy]) => factOf(path, readBy, vocabulary))
}

function factOf(path: string, requirements: readonly string[], vocabulary: Vocabulary): ExplainedFact {
  const entry = vocabulary.entries.get(path)
  const mapped = vocabulary.mapped.get(path)
  if (!entry) return { path, ...optional('value', mapped && typeNouns[mapped]), evidence: [], requirements }
  return {
    path,
    ...optional('name', entry.name),
    ...optional('means', entry.means),
    value: valueKind(entry),
    ...optional('unit', entry.unit),
    ...optional('better', entry.better),
    ...optional('owner', entry.owner),
    evidence: evidenceWords(evidenceAsked([entry.rules])),
    ...optional('from', entry.from),
    ...optional('lookup', lookupWords(entry, subjectOf(vocabulary))),
    ...optional('cpi', entry.cpi),
    requirements,
    place: entry.place,
  }
}

const typeNouns: Readonly<Record<CatalogEntry['type'], string>> = {
  number: 'a number',
  count: 'a whole number',
  percent: 'a percentage',
  money: 'an amount of money',
  duration: 'a length of time',
  date: 'a date',
  version: 'a version',
  boolean: 'true or false',
  text: 'a text',
  choice: 'a choice',
  list: 'a list',
}

function valueKind({ type, range, choices }: CatalogEntry): string {
  if (choices) return `one of ${listWords(choices, 'or')}`
  return range ? `${typeNouns[type]} from ${rangeWords(range.map(spelled))}` : typeNouns[type]
}

/** The most rows of a table that are said. */
const saidRows = 12

function lookupWords({ lookup }: CatalogEntry, subject: Subject): string | undefined {
  if (!lookup) return undefined
  const rows = [...lookup.table].map(([key, node]) => `${valueWords(key)} gives ${valueWords(toData(node), 'and')}`)
  const rest = rows.length - saidRows
  const said = [...rows.slice(0, saidRows), ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ')
  return `worked out from ${nameOf(lookup.from, subject)}: ${said}; anything else is unknown`
}
