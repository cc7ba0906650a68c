import type { ManifestEdit } from '../authoring/manifest-edits.ts'
import type { Shift } from '../engine/standing.ts'
import { verdictMarks } from './verdict-words.ts'

const mostNamed = 6

/** One launch that stands otherwise than before: "`checkout-2`: NO-GO → GO (`beta-delight`: unmet → met)". */
export function shiftLine({ launch, before, after, requirements }: Shift): string {
  const verdicts = before === after ? wordOf(after) : `${wordOf(before)} → ${wordOf(after)}`
  const named = requirements.slice(0, mostNamed).map((item) => `\`${item.id}\`: ${item.before ?? 'new'} → ${item.after ?? 'gone'}`)
  const rest = requirements.length - named.length
  const list = named.length === 0 ? '' : ` (${named.join('; ')}${rest > 0 ? `; and ${rest} more` : ''})`
  return `\`${launch}\`: ${verdicts}${list}`
}

/** What an edit of a manifest does, in one sentence. */
export function editLine(edit: ManifestEdit): string {
  switch (edit.kind) {
    case 'removed':
      return `the launch \`${edit.launch}\` (\`${edit.file}\`) is removed: nobody judges it any more`
    case 'unread-removed':
      return `\`${edit.file}\`, which could not be read, is removed: nobody judges its launch any more`
    case 'renamed':
      return `the id of the launch \`${edit.launch}\` (\`${edit.file}\`) becomes \`${edit.to}\`: its waivers and its record stay behind`
    case 'owner':
      return `the owner of the launch \`${edit.launch}\` becomes \`${edit.to}\`, was \`${edit.from}\``
    case 'no-longer-applies':
      return `\`${edit.requirement}\` (${edit.title}) no longer applies to the launch \`${edit.launch}\``
  }
}

function wordOf(verdict: Shift['before']): string {
  return verdict === undefined ? 'no decision' : verdictMarks[verdict].word
}
