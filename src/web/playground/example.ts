import type { Texts } from './judged-texts.ts'

/** What stands in the playground at first: each kind of outcome is in it. */
export const example: Texts = {
  commitment: `apiVersion: onlyif/v1
kind: Commitment
id: new-checkout
title: We launch the new checkout only if customers gain by it
owner: chief-customer-officer
journey: [get started, get help]
waivers: never
goToMarketOnlyIf:
  - id: beta-delight
    title: beta customers tell us it is good
    honors: We ask before we announce
    owner: product
    stage: get started
    due: T-14d
    evidence: { maxAge: 14d }
    require:
      beta.csat: { atLeast: 4.2, minSample: 30 }
      beta.blockersOpen: 0
    ifUnmet: Mend what beta customers name first, and ask them again
  - id: support-ready
    title: support can help from the first day
    dishonors: Sending customers to people whom nobody told
    owner: support
    stage: get help
    due: T-7d
    require:
      support.agentsTrained: { atLeast: 90% }
  - id: fair-notice
    title: customers hear of a new price 30 days ahead
    dishonors: Surprising customers on their bill
    owner: sales
    stage: get help
    appliesWhen: { pricing.termsChange: true }
    require:
      notice.days: { atLeast: 30 }
---
apiVersion: onlyif/v1
kind: FactCatalog
facts:
  beta.csat: { name: beta satisfaction, means: how satisfied beta customers are on average, type: number, range: [1, 5], unit: points of 5, better: higher, owner: insight, cpi: { goal: gets me done sooner, benefit: functional } }
  beta.blockersOpen: { name: open blockers, type: count, better: lower, owner: insight }
  support.agentsTrained: { name: trained support people, type: percent, better: higher, owner: support }
  pricing.termsChange: { name: change of price, type: boolean, owner: sales }
  notice.days: { name: days of notice, type: count, better: higher, owner: sales }
`,
  manifest: `apiVersion: onlyif/v1
kind: Launch
id: checkout-2
title: One-page checkout
owner: checkout-team
product: checkout
tier: 1
date: 2026-12-10
facts:
  beta.csat: { value: 3.9, sample: 112, asOf: 2026-11-20, by: insight }
  beta.blockersOpen: { value: 0, asOf: 2026-11-20 }
  support.agentsTrained: TBD
  pricing.termsChange: false
`,
}
