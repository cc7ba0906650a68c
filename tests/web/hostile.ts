import { decide, parseDocuments } from '../../src/index.ts'
import type { Decision } from '../../src/model/generated/types.ts'

/** What must stay text: markup, a script, a way out of an attribute, a text that turns the reading direction, and one that is far too long. */
export const hostileTitle = '<script>window.broken = 1</script><img src=x onerror="window.broken = 2">'
export const turnedName = 'release\u202eexe.gpj\u202c "onmouseover="window.broken = 3'
export const longReason = 'w'.repeat(10_000)

const documents = parseDocuments([
  {
    file: 'hostile.yaml',
    text: `apiVersion: onlyif/v1
kind: Commitment
id: hostile
title: ${JSON.stringify(hostileTitle)}
owner: ${JSON.stringify(turnedName)}
journey: [${JSON.stringify('</td></table><h1>')}]
waivers: { approvers: [cco], quorum: 1, maxDays: 60 }
goToMarketOnlyIf:
  - id: told
    title: ${JSON.stringify(`{{7*7}} \${7*7} ${hostileTitle}`)}
    owner: ${JSON.stringify(turnedName)}
    stage: ${JSON.stringify('</td></table><h1>')}
    due: T-3d
    require: { told.people: { atLeast: 3 } }
    ifUnmet: ${JSON.stringify(`javascript:alert(1) ${longReason}`)}
---
apiVersion: onlyif/v1
kind: Launch
id: hostile-launch
title: ${JSON.stringify(hostileTitle)}
owner: ${JSON.stringify(turnedName)}
product: ${JSON.stringify('=HYPERLINK("http://example.test","x")')}
tier: 1
date: 2026-11-26
facts: { told.people: { value: 1, asOf: 2026-11-20, by: ${JSON.stringify(hostileTitle)}, link: "https://example.test/?a=1&b=<script>", note: ${JSON.stringify(turnedName)} } }
---
apiVersion: onlyif/v1
kind: Waivers
waivers:
  - id: W-1
    launch: hostile-launch
    requirement: hostile/told
    covers: { told.people: { atLeast: 2 } }
    as: accepted
    reason: ${JSON.stringify(`${hostileTitle} ${longReason}`)}
    requestedBy: ${JSON.stringify(turnedName)}
    approved: []
    expires: 2026-12-01
`,
  },
])

/** A decision about a launch whose every name and text tries to be more than text. */
export async function hostileDecision(now: string): Promise<Decision> {
  const [launch] = documents.launches
  const { decision, diagnostics } = launch ? await decide({ documents, launch, now }) : { diagnostics: documents.diagnostics }
  if (!decision) throw new Error(JSON.stringify(diagnostics))
  return decision
}
