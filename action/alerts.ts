import type { JudgedEvent } from '../src/github/event.ts'
import { baseAlerts, editAlerts, notComparedAlert } from '../src/report/check-page.ts'
import type { Alert } from '../src/report/gate-page.ts'
import { impactCounts } from '../src/report/impact-words.ts'
import { counted } from '../src/report/value-words.ts'
import type { Comparison } from './comparing.ts'
import type { Opened } from './opening.ts'
import type { Proposal } from './proposal.ts'
import type { WeakeningInput } from './refusals.ts'

const mostNamed = 6

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
export function comparisonAlerts({ edits, proposal, problem }: Comparison, branch: string): Alert[] {
  return [
    ...editAlerts(edits),
    ...(proposal ? [proposalAlert(proposal, branch)] : []),
    ...(problem === undefined ? [] : [notComparedAlert(problem)]),
  ]
}

function proposalAlert({ files, contested, impact, errors }: Proposal, branch: string): Alert {
  const text = `This change edits ${namesOf(files)}. It is judged by what \`${branch}\` holds, and its own edits do not help it.`
  const meanwhile =
    contested.length === 0
      ? []
      : [`\`${branch}\` was edited in ${namesOf(contested)} meanwhile, too: that is compared as this change has it`]
  if (!impact) return { mark: 'warn', text: `${text} If it were merged, nothing could be decided:`, items: [...errors, ...meanwhile] }
  const { changes, launches } = impact.impact
  const unknown = impact.impact.notDecided + impact.impact.lost.length
  if (changes.length === 0 && unknown === 0)
    return { mark: 'note', text: `${text} If it were merged, every launch would stand as it does.`, items: meanwhile }
  const told = `If it were merged, of ${counted(launches, 'launch', 'launches')}: ${impactCounts(impact.impact)}.`
  return { mark: 'warn', text: `${text} ${told}`, items: meanwhile }
}

function namesOf(files: readonly string[]): string {
  const names = files.slice(0, mostNamed).map((file) => `\`${file}\``)
  const rest = files.length - names.length
  return `${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
