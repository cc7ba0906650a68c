import type { JudgedEvent } from '../src/github/event.ts'
import { baseAlerts } from '../src/report/check-page.ts'
import type { Alert } from '../src/report/gate-page.ts'
import { editLine, shiftLine } from '../src/report/standing-words.ts'
import type { Comparison, Shadow } from './comparing.ts'
import type { Opened } from './opening.ts'
import type { WeakeningInput } from './refusals.ts'

/** What is told first: that the gate only looks on. */
export function dryRunAlert(isBlocked: boolean): Alert {
  return isBlocked
    ? { mark: 'stop', text: 'Dry run: this would have been BLOCKED. It passes only because `dry-run` is on.', items: [] }
    : { mark: 'warn', text: 'Dry run: nothing is blocked here, whatever the verdict.', items: [] }
}

/** Why the step fails although launches may go. */
export function refusalAlerts(refused: readonly WeakeningInput[], branch: string): Alert[] {
  if (refused.length === 0) return []
  return [
    {
      mark: 'stop',
      text: `Refused: ${refused.map((name) => `\`${name}\``).join(', ')}. The change under judgement can write these inputs itself, so the step fails, and the launches are judged without them.`,
      items: [`to allow them, write \`action: { allow: [${refused.join(', ')}] }\` into \`onlyif.yaml\` of \`${branch}\``],
    },
  ]
}

/** Who judges, where that is not as people expect. */
export function judgeAlerts(event: JudgedEvent, { trusted }: Opened, isWorkspace: boolean): Alert[] {
  if (isWorkspace)
    return [
      {
        mark: 'warn',
        text: 'Everything is read from the workspace, what judges included: the checkout is trusted here, not a branch.',
        items: [],
      },
    ]
  return baseAlerts(event.base, trusted.branch)
}

/** What a change does beside changing facts. */
export function comparisonAlerts({ edits, shadow, problem }: Comparison, branch: string): Alert[] {
  return [
    ...(edits.length === 0
      ? []
      : [{ mark: 'warn' as const, text: 'This change makes less be asked, or of others. Is that meant?', items: edits.map(editLine) }]),
    ...(shadow ? [shadowAlert(shadow, branch)] : []),
    ...(problem === undefined
      ? []
      : [{ mark: 'note' as const, text: `Whether this change edits what judges could not be told: ${problem}`, items: [] }]),
  ]
}

function shadowAlert({ files, shifts, errors }: Shadow, branch: string): Alert {
  const names = files.slice(0, 6).map((file) => `\`${file}\``)
  const rest = files.length - names.length
  const text = `This change edits ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}. It is judged by what \`${branch}\` holds, and its own edits do not help it.`
  if (errors.length > 0) return { mark: 'warn', text: `${text} If it were merged, nothing could be decided:`, items: errors }
  if (shifts.length === 0) return { mark: 'note', text: `${text} If it were merged, every launch would stand as it does.`, items: [] }
  return { mark: 'warn', text: `${text} If it were merged:`, items: shifts.map(shiftLine) }
}
