import type { Decision, JudgedRequirement } from '../model/generated/types.ts'
import { byText } from '../source/order.ts'
import { columnOf, entry, heading, paragraph, type Sheet } from './layout.ts'
import { isRelative, isUnclear, stuckNote } from './requirement-groups.ts'
import { localId } from './requirement-words.ts'
import { counted } from './value-words.ts'
import { foundOf, nameOf, needsWords, statementOf } from './words.ts'

/** The fewest changes that make a blocked launch go, with who can make each; or why there are none. */
export function toGoLines(sheet: Sheet, decision: Decision): string[] {
  const { verdict, blocked, toGo } = decision
  if (!blocked) return []
  if (verdict === 'conditional-go')
    return [
      ...heading(sheet, 'What would make it a go', 'blue'),
      ...paragraph(sheet, 2, 'No exceptions are allowed in this run: what is waived must be met.'),
    ]
  if (!toGo.possible) return [...heading(sheet, 'What would make it a go', 'blue'), ...impossible(sheet, decision)]
  const changes = [...toGo.changes].sort((a, b) => byText(a.owner, b.owner))
  const nameWidth = columnOf(
    toGo.changes.map((change) => change.owner),
    22,
  )
  const result = decision.counts.blocking.waived > 0 ? 'a conditional go' : 'a go'
  const least = toGo.minimal ? '' : '; fewer may do'
  return [
    ...heading(
      sheet,
      `What would make it ${result}: ${counted(toGo.changes.length, 'change')}`,
      'blue',
      `who, and what must become true${least}`,
    ),
    ...changes.flatMap((change, i) =>
      entry(sheet, {
        symbol: '→',
        ink: 'blue',
        name: change.owner === changes[i - 1]?.owner ? '' : change.owner,
        nameWidth,
        text: needsWords(change.fact, change.needs, decision),
      }),
    ),
    ...(decision.noExceptions && decision.counts.blocking.waived > 0
      ? paragraph(sheet, 2, 'No exceptions are allowed in this run: what is waived must be met, too.')
      : []),
  ]
}

function impossible(sheet: Sheet, decision: Decision): string[] {
  const { toGo, requirements } = decision
  const stuck = toGo.blockedBy.flatMap((id) => requirements.find((item) => item.id === id) ?? [])
  if (stuck.length === 0)
    return paragraph(
      sheet,
      2,
      'No requirement applies to this launch, so nothing was judged, and nothing judged is not a go. Check which commitments are meant for it, and their `appliesWhen`.',
    )
  return [
    ...paragraph(sheet, 2, stuckNote(stuck)),
    ...stuck.flatMap((item) =>
      entry(sheet, {
        symbol: '✖',
        ink: 'red',
        name: localId(item.id),
        nameWidth: columnOf(
          stuck.map((other) => localId(other.id)),
          26,
        ),
        text: stuckWords(item, decision),
      }),
    ),
  ]
}

function stuckWords(requirement: JudgedRequirement, decision: Decision): string {
  const unclear = isUnclear(requirement)
  const open = (unclear ? requirement.applies.findings : requirement.findings).filter(
    (finding) => finding.decisive && finding.result !== 'met',
  )
  const ofLaunch = open.find(
    (finding) => finding.fact.startsWith('launch.') || (decision.launch.date === undefined && isRelative(finding.expected)),
  )
  const first = ofLaunch ?? open[0]
  if (!first) return requirement.title
  const words = unclear
    ? `only when ${statementOf(first, decision)}; ${foundOf(first, decision)}`
    : `${nameOf(first.fact, decision)}: ${foundOf(first, decision)}`
  return ofLaunch ? `${words}; the launch itself would have to change` : words
}
