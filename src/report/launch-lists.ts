import type { Decision, JudgedRequirement, JudgedWaiver } from '../model/generated/types.ts'
import { columnOf, entry, heading, type Sheet } from './layout.ts'
import { localId, tellingId } from './requirement-words.ts'
import { outcomeMarks } from './verdict-words.ts'
import { requestedWords } from './waiver-words.ts'
import { foundOf, statementOf } from './words.ts'

/** What is met, a line each. */
export function metList(sheet: Sheet, items: readonly JudgedRequirement[]): string[] {
  return listOf(sheet, 'Met', items, (item) => (item.enforcement === 'advisory' ? `${item.title} (advisory)` : item.title))
}

/** What does not apply, each with why. */
export function notApplicableList(sheet: Sheet, decision: Decision, items: readonly JudgedRequirement[]): string[] {
  return listOf(sheet, 'Does not apply', items, (item) => {
    const why = item.applies.findings.filter((finding) => finding.decisive && finding.result === 'unmet')
    return why.length === 0
      ? item.title
      : `only when ${why.map((finding) => `${statementOf(finding, decision)}; found ${foundOf(finding, decision)}`).join(', and ')}`
  })
}

function listOf(sheet: Sheet, name: string, items: readonly JudgedRequirement[], words: (item: JudgedRequirement) => string): string[] {
  const [first] = items
  if (!first) return []
  const { symbol, ink } = outcomeMarks[first.outcome]
  const nameWidth = columnOf(
    items.map((item) => localId(item.id)),
    26,
  )
  return [
    ...heading(sheet, `${name} (${items.length})`, ink === 'dim' ? 'none' : ink),
    ...items.flatMap((item) =>
      entry(sheet, { symbol, ink, name: localId(item.id), nameWidth, text: `${words(item)}${ofWhich(item, items)}` }),
    ),
  ]
}

/** Of which commitment it is, where another here has one of the same id. */
function ofWhich({ id }: JudgedRequirement, items: readonly JudgedRequirement[]): string {
  return tellingId(id, items) === id ? ` (${id.slice(0, id.indexOf('/'))})` : ''
}

/** Waivers that change nothing, each with why. */
export function waiverList(sheet: Sheet, waivers: readonly JudgedWaiver[]): string[] {
  if (waivers.length === 0) return []
  const nameWidth = columnOf(
    waivers.map((waiver) => waiver.id),
    20,
  )
  const words = (waiver: JudgedWaiver): string => `for ${waiver.requirement}: ${waiverStates[waiver.state](waiver)}`
  return [
    ...heading(sheet, `Waivers that do not count (${waivers.length})`, 'yellow'),
    ...waivers.flatMap((waiver) => entry(sheet, { symbol: '▲', ink: 'dim', name: waiver.id, nameWidth, text: words(waiver) })),
  ]
}

/** Why a waiver does not count, by its state. */
const waiverStates: Readonly<Record<JudgedWaiver['state'], (waiver: JudgedWaiver) => string>> = {
  requested: requestedWords,
  'in-force': () => 'in force',
  expired: ({ expires }) => `expired on ${expires}`,
  lapsed: () => 'lapsed: what is wrong now is more than what it accepts',
  refused: ({ why }) => `refused: ${why ?? 'it may not be waived'}`,
  unused: () => 'not used: the requirement does not apply, or another waiver does',
  'no-longer-needed': () => 'no longer needed: the requirement is met without it',
}
