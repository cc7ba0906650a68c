import type { Digest } from '../source/digest.ts'
import { entryOf, placeOf, rangeOf, type SourceDocument, type SourceNode, valueAt } from '../source/node.ts'
import type { Place } from '../source/position.ts'
import { type DateValue, formatDate } from './date.ts'
import type { FactSet } from './facts.ts'
import { dateField, isNotProvided, numberField, optional, type Reading, report, textField, textsField } from './fields.ts'
import { parseFacts, provenanceDefaults } from './parse-facts.ts'
import { type LaunchFieldName, launchFields } from './path.ts'
import { isDisguised } from './placeholder.ts'

/** What is to be released: a header and the facts its own team supplies. */
export interface Launch {
  readonly kind: 'Launch'
  readonly id: string
  readonly title: string
  readonly owner: string
  readonly product?: string
  readonly version?: string
  readonly tier?: number
  readonly maturity?: string
  readonly date?: DateValue
  readonly sponsor?: string
  readonly markets?: readonly string[]
  readonly launchedOn?: DateValue
  readonly withdrawnOn?: DateValue
  /** Header fields that conditions may read, as written and where. */
  readonly fields: ReadonlyMap<LaunchFieldName, { readonly node: SourceNode; readonly place: Place }>
  readonly facts: FactSet
  /** Other files that a mapping read for it. */
  readonly reads?: readonly { readonly file: string; readonly digest: Digest }[]
  readonly document: SourceDocument
  readonly place: Place
}

/** Fields by whose texts it is mostly told of which launches something is asked: codes, of which a character that is not seen makes another. */
export const namingFields: ReadonlySet<string> = new Set<LaunchFieldName>(['maturity', 'markets'])

/** Reads a launch manifest from a document that the schema accepted. */
export function parseLaunch(reading: Reading): Launch {
  const { document } = reading
  const root = document.root
  const fields = new Map<LaunchFieldName, { node: SourceNode; place: Place }>()
  for (const name of Object.keys(launchFields) as LaunchFieldName[]) {
    const entry = entryOf(root, name)
    if (entry && !isNotProvided(entry.value)) fields.set(name, { node: entry.value, place: placeOf(document, entry.keyStart) })
  }
  for (const name of namingFields) refuseDisguise(reading, name)
  return {
    kind: 'Launch',
    id: textField(root, 'id') ?? '',
    title: textField(root, 'title') ?? '',
    owner: textField(root, 'owner') ?? '',
    ...optional('product', textField(root, 'product')),
    ...optional('version', textField(root, 'version')),
    ...optional('tier', numberField(root, 'tier')),
    ...optional('maturity', textField(root, 'maturity')),
    ...optional('date', dateField(reading, root, 'date')),
    ...optional('sponsor', textField(root, 'sponsor')),
    ...optional('markets', textsField(root, 'markets')),
    ...optional('launchedOn', dateField(reading, root, 'launchedOn')),
    ...optional('withdrawnOn', dateField(reading, root, 'withdrawnOn')),
    fields,
    facts: parseFacts(reading, entryOf(root, 'facts'), provenanceDefaults(reading)),
    document,
    place: placeOf(document, root.start),
  }
}

/** What looks like `DE` and is not would take the launch out of what is asked in that market. */
function refuseDisguise(reading: Reading, name: string): void {
  const value = valueAt(reading.document.root, name)
  for (const node of value?.kind === 'list' ? value.items : [value]) {
    if (node?.kind !== 'scalar' || typeof node.value !== 'string' || isNotProvided(node) || !isDisguised(node.value)) continue
    report(reading, 'document/wrong-value', {
      range: rangeOf(reading.document, node),
      message: `\`${name}\` has spaces around it or a character that nobody sees`,
      hint: 'write it anew, without them',
    })
  }
}

/** The calendar day of the launch, when one is set. */
export function launchDay(launch: Launch): number | undefined {
  return launch.date?.day
}

/** The header as decisions print it. */
export function launchHeader(launch: Launch): Record<string, unknown> {
  return {
    id: launch.id,
    title: launch.title,
    owner: launch.owner,
    ...optional('product', launch.product),
    ...optional('version', launch.version),
    ...optional('tier', launch.tier),
    ...optional('maturity', launch.maturity),
    ...optional('date', launch.date && formatDate(launch.date)),
    ...optional('sponsor', launch.sponsor),
    ...optional('markets', launch.markets),
    ...optional('launchedOn', launch.launchedOn && formatDate(launch.launchedOn)),
    ...optional('withdrawnOn', launch.withdrawnOn && formatDate(launch.withdrawnOn)),
    file: launch.document.file,
  }
}
