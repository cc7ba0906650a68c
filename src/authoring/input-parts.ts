import type { CatalogEntry } from '../model/catalog.ts'
import { type Commitment, requirementsOf } from '../model/commitment.ts'
import { formatDate, formatDay } from '../model/date.ts'
import type { Evidence, SuppliedFact } from '../model/facts.ts'
import type { Launch } from '../model/launch.ts'
import type { LaunchFieldName } from '../model/path.ts'
import type { Waiver } from '../model/waivers.ts'
import { type JsonValue, toData } from '../source/node.ts'
import { conditionData, definitionOf, rulesData } from './definition.ts'
import type { FactPart, JudgePart, Told } from './input-part.ts'
import type { Inputs } from './inputs.ts'

const evidenceParts = ['asOf', 'sample', 'window', 'by', 'source', 'link', 'note'] as const satisfies readonly (keyof Evidence)[]

type Entry = readonly [key: string, told: Told]

/** What judges, in parts. A commitment that only one side has is one part, with all that it asks. */
export function* judgePartsOf(own: Inputs, other: Inputs): Generator<Entry> {
  for (const commitment of own.commitments) yield* commitmentParts(commitment, other)
  if (own.catalogs.length > 0) yield ['closed', { kind: 'catalog', subject: 'the catalog', data: true, value: { type: 'closed' } }]
  for (const entry of own.catalogs.flatMap((catalog) => catalog.facts))
    yield [
      `catalog ${entry.path}`,
      { kind: 'catalog', subject: entry.path, data: entryData(entry), place: entry.place, value: { type: 'catalog', entry } },
    ]
  for (const waiver of own.waivers.flatMap((file) => file.waivers))
    if (waiver.launch === own.launch.id)
      yield [
        `waiver ${waiver.id}`,
        { kind: 'waiver', subject: waiver.id, data: waiverData(waiver), place: waiver.place, value: { type: 'waiver', waiver } },
      ]
  for (const of of ['roles', 'teams'] as const)
    for (const [name, people] of own.config[of])
      yield [`${of} ${name}`, { kind: 'config', subject: `${of}.${name}`, data: [...people], value: { type: 'people', of, name, people } }]
  const required = own.config.requireProof
  yield ['proof', { kind: 'config', subject: 'requireProof', data: required, value: { type: 'proof', required } }]
  for (const mapping of own.mappings) {
    const data = Object.fromEntries(mapping.facts.flatMap(({ path, type }) => (type ? [[path, type]] : [])))
    yield [`mapping ${mapping.id}`, { kind: 'mapping', subject: mapping.id, data, value: { type: 'mapping', mapping } }]
  }
}

function* commitmentParts(commitment: Commitment, other: Inputs): Generator<Entry> {
  const { id, outOfScope, appliesWhen, place } = commitment
  const own = requirementsOf(commitment)
  const isShared = other.commitments.some((item) => item.id === id)
  const header: JsonValue = { outOfScope, ...(appliesWhen && { appliesWhen: conditionData(appliesWhen) }) }
  const data: JsonValue = isShared ? header : { ...header, requirements: own.map((item) => item.id) }
  const value: JudgePart = { type: 'commitment', commitment, ...(!isShared && { entries: own }) }
  yield [`commitment ${id}`, { kind: 'commitment', subject: id, data, place, value }]
  if (!isShared) return
  for (const [order, requirement] of own.entries())
    yield [
      `requirement ${requirement.id}`,
      {
        kind: 'requirement',
        subject: requirement.id,
        data: definitionOf(requirement),
        place: requirement.place,
        value: { type: 'requirement', commitment: id, requirement, order },
      },
    ]
}

/** One field of a launch's header, where it says anything. */
export function* launchPartsOf(launch: Launch, name: LaunchFieldName): Generator<Entry> {
  const field = launch.fields.get(name)
  if (field)
    yield [
      `launch ${name}`,
      { kind: 'launch', subject: `launch.${name}`, data: toData(field.node), place: field.place, value: { type: 'field', name, launch } },
    ]
}

/** The facts of a launch, one by one; of those that both sides have, value and evidence apart. */
export function* factPartsOf(own: Inputs, other: Inputs): Generator<Entry> {
  const others = new Set([...suppliedIn(other)].map(({ key }) => key))
  for (const { key, ...supplied } of suppliedIn(own)) {
    const { fact } = supplied
    const base = { subject: fact.path, place: fact.place }
    if (!others.has(key)) {
      yield [
        key,
        {
          ...base,
          kind: 'fact',
          data: { value: valueData(fact), ...evidenceData(fact.evidence) },
          value: { type: 'fact', of: 'all', ...supplied },
        },
      ]
      continue
    }
    yield [
      `${key} value`,
      { ...base, kind: 'fact', part: 'value', data: valueData(fact), value: { type: 'fact', of: 'value', ...supplied } },
    ]
    const evidence = evidenceData(fact.evidence)
    for (const part of evidenceParts) {
      const data = evidence[part]
      if (data !== undefined)
        yield [`${key} ${part}`, { ...base, kind: 'evidence', part, data, value: { type: 'fact', of: part, ...supplied } }]
    }
  }
}

interface Supplied extends Pick<FactPart, 'document' | 'facts' | 'fact'> {
  readonly key: string
}

function* suppliedIn({ launch, facts }: Inputs): Generator<Supplied> {
  for (const fact of launch.facts.facts) yield { key: `fact launch ${fact.path}`, document: 'launch', fact }
  for (const part of facts) {
    if (part.launch !== launch.id) continue
    const document = `${part.document.file}#${part.document.index}`
    for (const fact of part.facts.facts) yield { key: `fact ${document} ${fact.path}`, document, facts: part, fact }
  }
}

function valueData({ node, unreachable }: SuppliedFact): JsonValue {
  return unreachable === undefined ? toData(node) : { unreachable }
}

function evidenceData({ asOf, window, ...rest }: Evidence): Partial<Record<keyof Evidence, JsonValue>> {
  return { ...rest, ...(asOf && { asOf: formatDate(asOf) }), ...(window && { window: window.text }) }
}

function entryData({ type, range, choices, rules, lookup }: CatalogEntry): JsonValue {
  return {
    type,
    ...(range && { range: range.map((bound) => JSON.parse(JSON.stringify(bound)) as JsonValue) }),
    ...(choices && { choices: [...choices] }),
    ...rulesData(rules),
    ...(lookup && {
      lookup: { from: lookup.from, table: Object.fromEntries([...lookup.table].map(([key, node]) => [key, toData(node)])) },
    }),
  }
}

function waiverData({ requirement, covers, requestedBy, approved, expires, followUp }: Waiver): JsonValue {
  return {
    requirement,
    covers: Object.fromEntries(covers.map(({ fact, data }) => [fact, data])),
    requestedBy,
    approved: approved.map(({ by, role, on }) => ({ by, role, on: formatDate(on) })),
    expires: formatDay(expires),
    ...(followUp?.due !== undefined && { followUpDue: formatDay(followUp.due) }),
  }
}
