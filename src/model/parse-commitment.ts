import { entryOf, keyRangeOf, placeOf, rangeOf, type SourceNode, textOf, valueAt } from '../source/node.ts'
import {
  type Commitment,
  type CommitmentEntry,
  type Due,
  type Enforcement,
  type HandOff,
  isComplete,
  isWithin,
  loosening,
  type Requirement,
  type WaiverRule,
} from './commitment.ts'
import { checkCommitment, checkQuorum } from './commitment-checks.ts'
import type { Condition, EvidenceRules } from './condition.ts'
import {
  dateField,
  durationField,
  isNotProvided,
  numberField,
  optional,
  type Reading,
  report,
  scalarField,
  textField,
  textsField,
} from './fields.ts'
import { dueMeant, readLaunchOffset } from './launch-offset.ts'
import { reportMisplaced } from './misplaced.ts'
import { hasFactsBeside } from './misplaced-key.ts'
import { parseCondition, parseFact } from './parse-condition.ts'
import { excerpt } from './wording.ts'

/** Reads a commitment from a document that the schema accepted; mistakes of meaning go to `reading.diagnostics`. */
export function parseCommitment(reading: Reading): Commitment {
  const { document } = reading
  const root = document.root
  const id = textField(root, 'id') ?? ''
  const waivers = waiverRule(valueAt(root, 'waivers'))
  const journey = valueAt(root, 'journey')?.kind === 'list' ? textsField(root, 'journey') : undefined
  const appliesWhen = conditionField(reading, root, 'appliesWhen', `commitment \`${excerpt(id)}\``, [])
  const list = valueAt(root, 'goToMarketOnlyIf')
  const nodes = list?.kind === 'list' ? list.items : []
  const entries = nodes.map((node, index) => parseEntry(reading, { node, index, commitment: id, waivers: waivers ?? 'never' }))
  const commitment: Commitment = {
    kind: 'Commitment',
    id,
    title: textField(root, 'title') ?? '',
    owner: textField(root, 'owner') ?? '',
    ...optional('count', numberField(root, 'count')),
    ...optional('journey', journey),
    ...optional('appliesWhen', appliesWhen),
    outOfScope: textField(root, 'outOfScope') === 'go' ? 'go' : 'hold',
    entries,
    document,
    place: placeOf(document, entryOf(root, 'id')?.keyStart ?? root.start),
  }
  checkQuorum(reading, root, waivers)
  checkCommitment(reading, commitment, nodes)
  return commitment
}

interface EntryParts {
  readonly node: SourceNode
  readonly index: number
  readonly commitment: string
  readonly waivers: WaiverRule | 'never'
}

function parseEntry(reading: Reading, { node, index, commitment, waivers }: EntryParts): CommitmentEntry {
  const { document } = reading
  const same = scalarField(node, 'same')
  if (same) return { kind: 'same', same: same.text, place: placeOf(document, same.start), range: rangeOf(document, same) }
  const localId = textField(node, 'id') ?? ''
  const owner = `requirement \`${excerpt(localId)}\``
  const path = ['goToMarketOnlyIf', index]
  const require = conditionField(reading, node, 'require', owner, path)
  const forbid = forbidField(reading, node, owner, path)
  const own = waiverRule(valueAt(node, 'waivers'))
  const idEntry = entryOf(node, 'id')
  const requirement: Requirement = {
    kind: 'requirement',
    id: `${commitment}/${localId}`,
    localId,
    title: textField(node, 'title') ?? '',
    owner: textField(node, 'owner') ?? '',
    ...optional('why', textField(node, 'why')),
    ...optional('honors', textField(node, 'honors')),
    ...optional('dishonors', textField(node, 'dishonors')),
    ...optional('stage', textField(node, 'stage')),
    ...optional('competency', numberField(node, 'competency')),
    ...optional('due', dueField(reading, node)),
    ...optional('handOff', handOff(valueAt(node, 'handOff'))),
    ...optional('ifUnmet', textField(node, 'ifUnmet')),
    enforcement: enforcement(reading, valueAt(node, 'enforcement')),
    waivers: own ?? waivers,
    evidence: evidence(reading, valueAt(node, 'evidence')),
    ...optional('appliesWhen', conditionField(reading, node, 'appliesWhen', owner, path)),
    ...optional('require', require),
    forbid: forbid ?? [],
    place: placeOf(document, idEntry?.keyStart ?? node.start),
    idRange: idEntry ? rangeOf(document, idEntry.value) : rangeOf(document, node),
  }
  if (own && isComplete(own) && !isWithin(own, waivers)) reportLoosened(reading, node, requirement, waivers)
  else checkQuorum(reading, node, own)
  return requirement
}

function conditionField(
  reading: Reading,
  node: SourceNode,
  key: string,
  owner: string,
  path: readonly (string | number)[],
): Condition | undefined {
  const value = valueAt(node, key)
  const isEmpty = value?.kind === 'scalar' && value.value === null
  if (!value || (isEmpty && (key !== 'require' || hasFactsBeside(node)))) return undefined
  return parseCondition(reading, value, { owner, path: [...path, key], negated: false, inItem: false })
}

/** A mapping of facts under `forbid` is several things forbidden; anything else is one. */
function forbidField(reading: Reading, node: SourceNode, owner: string, path: readonly (string | number)[]): Condition[] | undefined {
  const value = valueAt(node, 'forbid')
  if (!value || (isNotProvided(value) && hasFactsBeside(node))) return undefined
  const context = { owner, path: [...path, 'forbid'], negated: true, inItem: false }
  const isFacts =
    value.kind === 'mapping' &&
    value.entries.length > 1 &&
    !value.entries.some((entry) => ['all', 'any', 'not', 'atLeastOf'].includes(entry.key))
  if (isFacts && reportMisplaced(reading, value, context)) return undefined
  if (!isFacts) {
    const only = parseCondition(reading, value, context)
    return only && [only]
  }
  const parsed = value.entries.map((entry) => parseFact(reading, entry, { ...context, path: [...context.path, entry.key] }))
  return parsed.every((item) => item !== undefined) ? parsed : undefined
}

function dueField(reading: Reading, node: SourceNode): Due | undefined {
  const text = textField(node, 'due')
  const days = text === undefined ? undefined : readLaunchOffset(text)
  if (days !== undefined) return { kind: 'offset', days }
  const scalar = scalarField(node, 'due')
  const meant = text === undefined ? undefined : dueMeant(text)
  if (scalar && (text?.startsWith('T') || meant !== undefined)) {
    report(reading, 'document/wrong-date', {
      range: rangeOf(reading.document, scalar),
      message: `\`${excerpt(scalar.text)}\` is not a due date`,
      hint: meant === undefined ? 'write `T-14d` for 14 days before the launch date' : `did you mean \`${meant}\`?`,
    })
    return undefined
  }
  const date = dateField(reading, node, 'due')
  return date && { kind: 'day', day: date.day }
}

function enforcement(reading: Reading, node: SourceNode | undefined): Enforcement {
  if (node?.kind === 'scalar' && node.value === 'advisory') return 'advisory'
  const from = node?.kind === 'mapping' ? dateField(reading, node, 'blockingFrom') : undefined
  return from ? { blockingFrom: from.day } : 'blocking'
}

function waiverRule(node: SourceNode | undefined): WaiverRule | 'never' | undefined {
  if (node === undefined || isNotProvided(node)) return undefined
  if (node.kind !== 'mapping') return 'never'
  return {
    approvers: textsField(node, 'approvers') ?? [],
    quorum: numberField(node, 'quorum') ?? 1,
    maxDays: numberField(node, 'maxDays') ?? 0,
  }
}

function reportLoosened(reading: Reading, node: SourceNode, requirement: Requirement, outer: WaiverRule | 'never'): void {
  const entry = entryOf(node, 'waivers')
  const { more, hint } = loosening(requirement.waivers, outer)
  report(reading, 'commitment/waivers-loosened', {
    range: entry ? keyRangeOf(reading.document, entry) : requirement.idRange,
    message: `requirement \`${excerpt(requirement.localId)}\` ${more}`,
    hint,
  })
}

function evidence(reading: Reading, node: SourceNode | undefined): EvidenceRules {
  const maxAge = durationField(reading, node, 'maxAge')
  const minWindow = durationField(reading, node, 'minWindow')
  const minSample = numberField(node, 'minSample')
  return {
    ...optional('maxAge', maxAge),
    ...optional('minSample', minSample),
    ...optional('minWindow', minWindow),
    ...(textOf(node, 'link') === 'required' && { link: true }),
    ...(textOf(node, 'note') === 'required' && { note: true }),
  }
}

function handOff(node: SourceNode | undefined): HandOff | undefined {
  if (node?.kind !== 'mapping') return undefined
  return {
    ...optional('from', textField(node, 'from')),
    ...optional('to', textField(node, 'to')),
    ...optional('what', textField(node, 'what')),
  }
}
