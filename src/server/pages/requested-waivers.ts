import { formatInstant } from '../../model/date.ts'
import { optional } from '../../model/fields.ts'
import type { FollowUp, JudgedFollowUp } from '../../model/generated/types.ts'
import type { Store, WaiverRequest } from '../../store/index.ts'
import type { KeptWaiver } from '../../store/kept-waiver.ts'
import type { RequestedWaiver } from '../../web/page.ts'
import { keptIn, stateOf } from '../waivers/kept-waiver.ts'

const atOnce = 1000

/** All waivers that were asked for by request, by id, as the dashboard shows them. */
export async function requestedWaivers({ waivers }: Pick<Store, 'waivers'>): Promise<readonly RequestedWaiver[]> {
  const found: RequestedWaiver[] = []
  for (let after: string | undefined; ; ) {
    const page = await waivers.list({ limit: atOnce, ...optional('after', after) })
    found.push(...page.map(requestedOf))
    after = page.at(-1)?.id
    if (page.length < atOnce) return found
  }
}

function requestedOf(request: WaiverRequest): RequestedWaiver {
  const kept = keptIn(request)
  const { launch, followUp, ...waiver } = kept.waiver
  return {
    launch,
    state: stateOf(request),
    digest: request.decision,
    changedAt: formatInstant(request.changedAt),
    // Only who holds a role by the config could answer.
    waiver: {
      ...waiver,
      proof: 'roles',
      ...optional('followUp', followUp ? saidOf(followUp) : undefined),
      ...optional('why', whyOf(kept)),
    },
  }
}

function saidOf({ what, owner, due, doneOn }: FollowUp): JudgedFollowUp {
  return {
    ...optional('what', what ?? undefined),
    ...optional('owner', owner ?? undefined),
    ...optional('due', due ?? undefined),
    ...optional('doneOn', doneOn ?? undefined),
  }
}

/** Why it does not count: who ended it, when, and what they said. */
function whyOf({ answers, ended }: KeptWaiver): string | undefined {
  if (ended) return ended.because
  const last = answers.findLast(({ answer }) => answer !== 'approve')
  if (!last) return undefined
  const did = last.answer === 'refuse' ? 'refused' : 'withdrawn'
  return `${did} by ${last.by}${last.role === undefined ? '' : ` (${last.role})`} on ${last.at.slice(0, 10)}${last.because === undefined ? '' : `: ${last.because}`}`
}
