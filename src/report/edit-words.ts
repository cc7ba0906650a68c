import type { Edit } from '../authoring/edits.ts'
import type { LaunchDiff, RequirementDiff } from '../authoring/launch-diff.ts'
import { outcomeTurn } from './impact-words.ts'
import { nameOf, type Subject } from './naming.ts'
import { placeWords } from './requirement-block.ts'
import { isMapping, valueWords } from './value-words.ts'
import { briefOf } from './words.ts'

/** What an edit is called in a column. */
export const editNouns: Readonly<Record<Edit['kind'], string>> = {
  commitment: 'commitment',
  requirement: 'requirement',
  catalog: 'catalog',
  waiver: 'waiver',
  config: 'config',
  mapping: 'mapping',
  launch: 'launch',
  fact: 'fact',
  evidence: 'evidence',
  clock: 'clock',
  exceptions: 'exceptions',
  engine: 'engine',
}

const evidenceNames: Readonly<Record<string, string>> = {
  asOf: 'date',
  sample: 'sample',
  window: 'window',
  by: 'giver',
  source: 'source',
  link: 'link',
  note: 'note',
}

/** An edit in a few words: "beta satisfaction: 4.4 → 3.9", "requirement promise/delight added". */
export function editWords(edit: Edit, facts: LaunchDiff['facts']): string {
  const { kind, subject, part, change } = edit
  switch (kind) {
    case 'fact':
    case 'launch':
      return `${factName(subject, facts)}: ${turn(edit)}`
    case 'evidence':
      return `${evidenceNames[part ?? ''] ?? part ?? ''} of ${factName(subject, facts)}: ${turn(edit)}`
    case 'clock':
      return `judged as of ${valueWords(edit.after)} instead of ${valueWords(edit.before)}`
    case 'engine':
      return `judged by ${String(edit.after)} instead of ${String(edit.before)}`
    case 'exceptions':
      return edit.after === true ? 'waivers are let pass' : 'no exceptions are let pass'
    case 'requirement':
    case 'commitment':
      return `${subject} ${change}`
    case 'catalog':
      return `${subject === 'the catalog' ? subject : factName(subject, facts)} ${change === 'edited' ? `edited${parted(edit)}` : change}`
    default:
      return `${subject} ${change}${change === 'edited' ? parted(edit) : ''}`
  }
}

/** Where an edit stands: on the side after where it is there, else on the side before. */
export function editPlace({ place }: Edit): string | undefined {
  const at = place?.after ?? place?.before
  return at && placeWords(at)
}

/** "met → not met", and why it is so now. */
export function requirementTurn(item: RequirementDiff, diff: LaunchDiff): { readonly turn: string; readonly reason?: string } {
  const subject: Subject = { facts: diff.facts as Subject['facts'], launch: diff.launch, now: diff.after.now }
  const finding = item.after?.finding
  const was = item.before?.finding
  const turned = outcomeTurn({ ...item, turns: true })
  if (finding) return { turn: turned, reason: briefOf(finding, subject) }
  return was ? { turn: turned, reason: `before: ${briefOf(was, { ...subject, now: diff.before.now })}` } : { turn: turned }
}

function factName(path: string, facts: LaunchDiff['facts']): string {
  return nameOf(path, { facts: facts as Subject['facts'] })
}

function turn({ change, before, after }: Edit): string {
  if (change === 'added') return `now ${partValue(after)}, not given before`
  if (change === 'removed') return `no longer given, before ${partValue(before)}`
  return `${partValue(before)} → ${partValue(after)}`
}

/** A fact that came or went is told by its value. */
function partValue(data: unknown): string {
  return valueWords(isMapping(data) && 'value' in data ? data['value'] : data)
}

/** The keys of an edited mapping that differ, with both values: " (expires: 2026-10-20 → 2026-10-30)". */
function parted({ before, after }: Edit): string {
  if (!isMapping(before) || !isMapping(after))
    return before === undefined || after === undefined ? '' : ` (${valueWords(before)} → ${valueWords(after)})`
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
  return ` (${changed.map((key) => `${key}: ${valueWords(before[key])} → ${valueWords(after[key])}`).join('; ')})`
}
