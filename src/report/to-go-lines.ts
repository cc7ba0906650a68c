import type { Decision } from '../model/generated/types.ts'
import { columnOf, entry, heading, paragraph, type Sheet } from './layout.ts'
import { besidesWords, reasonSentence, wayToGo } from './next-steps.ts'
import type { Change } from './obstacle-words.ts'
import { localId } from './requirement-words.ts'
import { counted } from './value-words.ts'

const widestOwner = 22

/** What would make a blocked launch go: what stands in the way, if something does, and the fewest changes, with who can make each. */
export function toGoLines(sheet: Sheet, decision: Decision): string[] {
  const { blocked, toGo, counts, noExceptions } = decision
  if (!blocked) return []
  const { note, obstacles, changes } = wayToGo(decision)
  const isWhole = toGo.possible && changes.length > 0
  if (isWhole) {
    const result = counts.blocking.waived > 0 ? 'a conditional go' : 'a go'
    const least = toGo.minimal ? '' : '; fewer may do'
    return [
      ...heading(
        sheet,
        `What would make it ${result}: ${counted(changes.length, 'change')}`,
        'blue',
        `who, and what must become true${least}`,
      ),
      ...changeLines(sheet, changes),
      ...(noExceptions && counts.blocking.waived > 0
        ? paragraph(sheet, 2, 'No exceptions are allowed in this run: what is waived must be met, too.')
        : []),
    ]
  }
  return [
    ...heading(sheet, 'What would make it a go', 'blue', obstacles.length > 0 ? 'who, and what stands in the way' : ''),
    ...paragraph(sheet, 2, isNothingJudged(decision) ? `${reasonSentence(decision)} ${note}` : note),
    ...obstacleLines(sheet, obstacles),
    ...(changes.length > 0 ? [...paragraph(sheet, 2, besidesWords(changes.length)), ...changeLines(sheet, changes)] : []),
  ]
}

function isNothingJudged({ toGo, verdict }: Decision): boolean {
  return verdict === 'hold' && !toGo.possible && toGo.blockedBy.length === 0
}

function obstacleLines(sheet: Sheet, obstacles: readonly Change[]): string[] {
  const nameWidth = widthOf(obstacles)
  return obstacles.flatMap(({ owner, text, requirements }, i) => {
    const name = owner === obstacles[i - 1]?.owner ? '' : owner
    return entry(sheet, { symbol: '✖', ink: 'red', name, nameWidth, text: `${text} (${requirements.map(localId).join(', ')})` })
  })
}

function changeLines(sheet: Sheet, changes: readonly Change[]): string[] {
  const nameWidth = widthOf(changes)
  return changes.flatMap(({ owner, text }, i) =>
    entry(sheet, { symbol: '→', ink: 'blue', name: owner === changes[i - 1]?.owner ? '' : owner, nameWidth, text }),
  )
}

function widthOf(changes: readonly Change[]): number {
  return columnOf(
    changes.map((change) => change.owner),
    widestOwner,
  )
}
