import type { CheckRequest } from '../../github/webhook.ts'
import type { WaiverRule } from '../../model/commitment.ts'
import type { Decision, JudgedRequirement } from '../../model/generated/types.ts'
import type { Alert } from '../../report/gate-page.ts'
import { canonicalJson, digestOf } from '../../source/digest.ts'
import type { World } from '../../world/world.ts'
import { momentOf } from '../clock.ts'
import type { Judgement } from './judging.ts'
import { coversFor } from './proposed-waiver.ts'
import { day, type Gate, type WaiverAsked } from './settings.ts'

/** One press asks for no more than these. */
const mostAsked = 20
/** A waiver by a button is for the time until somebody has looked into it. */
const mostDays = 14

interface Blocker {
  readonly decision: Decision
  readonly requirement: JudgedRequirement
}

/** What became of a blocker when the button was pressed. */
type Asking = WaiverAsked | 'never' | 'asked' | 'unclear'

/** Asks for a waiver of each requirement that blocks and may be waived, and says for which. Asking approves nothing. */
export async function askForWaivers(gate: Gate, request: CheckRequest, { decisions, world }: Judgement): Promise<Alert[]> {
  const { requestWaiver } = gate
  if (!requestWaiver || !request.pressed) return []
  const blockers = decisions.filter((decision) => decision.blocked).flatMap((decision) => blockersOf(decision))
  const named: Record<'made' | Extract<Asking, string>, string[]> = { made: [], never: [], asked: [], unclear: [] }
  for (const blocker of blockers) {
    const asking = named.made.length < mostAsked ? await askingFor(gate, request, world, blocker) : 'unclear'
    if (typeof asking !== 'string') await requestWaiver(asking)
    named[typeof asking === 'string' ? asking : 'made'].push(`\`${blocker.requirement.id}\` of \`${blocker.decision.launch.id}\``)
  }
  const alert = (mark: Alert['mark'], text: string, items: readonly string[]): Alert[] =>
    items.length === 0 ? [] : [{ mark, text, items }]
  return [
    ...alert('note', `\`${request.pressed.by}\` asked for waivers; each has to be approved before it counts:`, named.made),
    ...alert('note', 'A waiver is asked for already, and waits for approval:', named.asked),
    ...alert('warn', 'No waiver was asked for, as it is never waived:', named.never),
    ...alert('warn', 'No waiver was asked for, as what it should accept is for somebody to write:', named.unclear),
  ]
}

async function askingFor(gate: Gate, request: CheckRequest, world: World, { decision, requirement }: Blocker): Promise<Asking> {
  const { owner, repo, head, base, pull, pressed } = request
  const rule = ruleOf(world, requirement.id)
  if (!rule || !pressed) return 'never'
  const covers = coversFor(requirement)
  if (!covers) return 'unclear'
  const launch = decision.launch.id
  const open = await gate.store.waivers.list({ launch, state: ['requested'] })
  if (open.some((waiver) => waiver.requirement === requirement.id)) return 'asked'
  const repository = `${owner}/${repo}`
  return {
    key: digestOf(canonicalJson([repository, head, base, launch, requirement.id])),
    repository,
    commit: head,
    ...(pull !== undefined && { pull }),
    launch,
    requirement: requirement.id,
    decision: decision.digest,
    requestedBy: pressed.by,
    covers,
    reason: `asked for by ${pressed.by} at the check of ${pull === undefined ? head.slice(0, 12) : `pull request ${pull}`} in ${repository}`,
    expires: momentOf(gate.now() + Math.min(rule.maxDays, mostDays) * day).slice(0, 10),
  }
}

function blockersOf(decision: Decision): Blocker[] {
  return decision.requirements
    .filter(({ enforcement, outcome }) => enforcement === 'blocking' && (outcome === 'unmet' || outcome === 'unknown'))
    .map((requirement) => ({ decision, requirement }))
}

function ruleOf({ commitments }: World, id: string): WaiverRule | undefined {
  const found = commitments.flatMap((commitment) => commitment.entries).find((entry) => entry.kind === 'requirement' && entry.id === id)
  return found?.kind === 'requirement' && found.waivers !== 'never' ? found.waivers : undefined
}
