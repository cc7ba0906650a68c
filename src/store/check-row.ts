import type { Decision } from '../model/generated/types.ts'
import { canonicalJson, type Digest } from '../source/digest.ts'
import { type DecisionEntry, type Entry, linkHash } from './entry.ts'
import { bodyOf, decisionOfBody, hashOf } from './hash.ts'
import { copiedFrom, type Head } from './log.ts'
import { readEntry } from './read-entry.ts'
import type { EntryRow } from './tables.ts'
import { prunes, type TakenOut } from './taken-out.ts'

/** A row as it was looked at: its entry where it has one that fits its digest, and what is wrong. */
export interface CheckedRow {
  readonly entry?: Entry
  readonly isPruned: boolean
  readonly faults: readonly string[]
}

/** Looks at one row: its place in the chain, its entry, the text of its decision, and the columns copied from it. */
export function checkRow(row: EntryRow, previous: Head, taken: TakenOut): CheckedRow {
  const faults = linkFaults(row, previous)
  if (row.entry === null) {
    const isSaid = taken.prunings.some((pruning) => prunes(pruning, row.sequence))
    const isEmpty =
      row.kind === 'decision' &&
      row.body === null &&
      Object.values(copied(row)).every((value) => value === null) &&
      row.recorded_at === null
    if (!isSaid) faults.push('it is empty, and no entry of the log says that it was pruned')
    else if (!isEmpty) faults.push('it was pruned, and something of it is still there')
    return { isPruned: isSaid && isEmpty, faults }
  }
  if (hashOf(row.entry) !== row.entry_digest)
    return { isPruned: false, faults: [...faults, 'the text of the entry does not fit its digest'] }
  const entry = readEntry(row.entry)
  if (!entry) return { isPruned: false, faults: [...faults, 'the text of the entry is none'] }
  faults.push(...copyFaults(row, entry))
  if (entry.kind === 'decision') faults.push(...bodyFaults(row, entry))
  else if (row.body !== null) faults.push('it has the text of a decision, which it is not about')
  return { entry, isPruned: false, faults }
}

function linkFaults(row: EntryRow, previous: Head): string[] {
  const link = { sequence: row.sequence, entry: row.entry_digest as Digest, previous: row.previous as Digest }
  return [
    ...(row.sequence === previous.sequence + 1 ? [] : [`it follows entry ${previous.sequence}: what lay between is gone`]),
    ...(row.previous === previous.hash ? [] : ['it does not name the hash of the entry before it']),
    ...(row.hash === linkHash(link) ? [] : ['its hash is not that of its place in the chain']),
  ]
}

function copyFaults(row: EntryRow, entry: Entry): string[] {
  const expected = {
    ...copiedFrom(entry.kind === 'decision' ? entry : undefined),
    kind: entry.kind,
    recorded_at: Date.parse(entry.recordedAt),
  }
  const found: Readonly<Record<string, unknown>> = { ...copied(row), kind: row.kind, recorded_at: row.recorded_at }
  return Object.entries(expected)
    .filter(([name, value]) => found[name] !== value)
    .map(([name]) => `the column \`${name}\` is not what the entry says`)
}

function copied({
  decision,
  launch,
  product,
  owner,
  verdict,
}: EntryRow): Pick<EntryRow, 'decision' | 'launch' | 'product' | 'owner' | 'verdict'> {
  return { decision, launch, product, owner, verdict }
}

function bodyFaults({ body }: EntryRow, entry: DecisionEntry): string[] {
  if (body === null) return ['the text of the decision is gone, and no entry of the log says that it was pruned']
  if (hashOf(body) !== entry.decision) return ['the text of the decision does not fit its digest']
  const decision = readDecision(body, entry.decision)
  if (!decision || bodyOf(decision) !== body) return ['the text of the decision is not in canonical form']
  const { engine, launch, verdict, blocked, gateReady, onPlan, now } = decision
  const { product, owner, title, date } = launch
  const said = { engine, launch: launch.id, title, product, owner, date, verdict, blocked, gateReady, onPlan, now }
  const { kind: _, recordedAt: __, decision: ___, circumstances: ____, inputs: _____, ...summary } = entry
  return canonicalJson(said) === canonicalJson(summary) ? [] : ['the entry does not say what the decision says']
}

function readDecision(body: string, digest: Digest): Decision | undefined {
  try {
    return decisionOfBody(body, digest)
  } catch {
    return undefined
  }
}
