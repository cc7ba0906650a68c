import type { CheckRequest } from '../../github/webhook.ts'
import type { Decision } from '../../model/generated/types.ts'
import type { Alert } from '../../report/gate-page.ts'
import { canonicalJson, digestOf } from '../../source/digest.ts'
import type { World } from '../../world/world.ts'
import type { Judgement } from './judging.ts'
import type { Gate } from './settings.ts'

/** One press asks for no more than these. */
const mostAsked = 20

/** Asks for a waiver of each requirement that blocks and may be waived, and says for which. Asking approves nothing. */
export async function askForWaivers({ requestWaiver }: Gate, request: CheckRequest, { decisions, world }: Judgement): Promise<Alert[]> {
  const { owner, repo, head, base, pull, pressed } = request
  if (!requestWaiver || !pressed) return []
  const open = decisions.filter((decision) => decision.blocked).flatMap((decision) => blockersOf(decision))
  const may = open.filter(({ requirement }) => isWaivable(world, requirement))
  const asked = may.slice(0, mostAsked)
  for (const { decision, requirement } of asked) {
    const { id: launch } = decision.launch
    const repository = `${owner}/${repo}`
    await requestWaiver({
      key: digestOf(canonicalJson([repository, head, base, launch, requirement])),
      repository,
      commit: head,
      ...(pull !== undefined && { pull }),
      launch,
      requirement,
      decision: decision.digest,
      requestedBy: pressed.by,
    })
  }
  const items = asked.map(({ decision, requirement }) => `\`${requirement}\` of \`${decision.launch.id}\``)
  const never = open.length - may.length
  return [
    ...(items.length === 0
      ? []
      : [{ mark: 'note' as const, text: `\`${pressed.by}\` asked for waivers; each has to be approved before it counts.`, items }]),
    ...(never === 0
      ? []
      : [{ mark: 'warn' as const, text: `No waiver was asked for ${never} of what blocks: it is never waived.`, items: [] }]),
    ...(may.length > asked.length ? [{ mark: 'warn' as const, text: `Only ${mostAsked} waivers were asked for at once.`, items: [] }] : []),
  ]
}

function blockersOf(decision: Decision): { readonly decision: Decision; readonly requirement: string }[] {
  return decision.requirements
    .filter(({ enforcement, outcome }) => enforcement === 'blocking' && (outcome === 'unmet' || outcome === 'unknown'))
    .map(({ id }) => ({ decision, requirement: id }))
}

function isWaivable({ commitments }: World, id: string): boolean {
  return commitments
    .flatMap((commitment) => commitment.entries)
    .some((entry) => entry.kind === 'requirement' && entry.id === id && entry.waivers !== 'never')
}
