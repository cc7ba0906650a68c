/** Documents of a small repository, for runs of the Action. */
const head = (kind: string): string => `apiVersion: onlyif/v1\nkind: ${kind}\n`

export const promise = (bound: number, extra = ''): string => `${head('Commitment')}id: promise
title: We go to market only if customers told us it is good
owner: cco
waivers: { approvers: [cco], quorum: 1, maxDays: 60 }
goToMarketOnlyIf:
  - id: delight
    title: beta customers tell us it is good
    owner: product
    require:
      beta.csat: { atLeast: ${bound} }
    ifUnmet: Extend the beta
  - id: no-blockers
    title: no blocker is open
    owner: engineering
    appliesWhen: { launch.tier: 1 }
    forbid:
      beta.blockersOpen: { moreThan: 0 }
${extra}`

export const launch = (id: string, facts: string, more = 'tier: 1'): string =>
  `${head('Launch')}id: ${id}\ntitle: The launch ${id}\nowner: team\n${more}\nfacts:\n  beta: ${facts}\n`

export const good = '{ csat: 4.4, blockersOpen: 0 }'
export const bad = '{ csat: 3.9, blockersOpen: 0 }'
export const open = '{ csat: 4.4 }'

export const waivers = (launchId: string): string => `${head('Waivers')}waivers:
  - id: W-1
    launch: ${launchId}
    requirement: promise/delight
    covers: { beta.csat: { atLeast: 3.5 } }
    as: accepted
    reason: the next version is better
    requestedBy: ola
    approved: [{ by: maria, role: cco, on: 2026-10-06 }]
    expires: 2026-10-20
`

export const config = (more: string): string => `${head('Config')}${more}\n`
