import type { DiagnosticCode } from '../../src/source/codes.ts'

const bases = {
  commitment: `apiVersion: onlyif/v1
kind: Commitment
id: market-promise
title: We go to market only after these requirements are met
owner: cco
count: 1
journey: [discover, pay]
waivers: { approvers: [cco], quorum: 1, maxDays: 60 }
outOfScope: go
goToMarketOnlyIf:
  - id: soc2-report
    title: the SOC 2 report is there
    owner: security
    competency: 3
    due: T-14d
    handOff: { from: security, to: sales }
    evidence: { maxAge: 14d, minSample: 30, link: required }
    enforcement: blocking
    require: { soc2.status: approved }
`,
  same: `apiVersion: onlyif/v1
kind: Commitment
id: market-promise
title: promise
owner: cco
goToMarketOnlyIf:
  - same: five-conditions/support-ready
`,
  launch: `apiVersion: onlyif/v1
kind: Launch
id: checkout-2
title: One-page checkout
owner: checkout-team
version: "2.0"
tier: 1
date: 2026-10-15
markets: [DE, US]
facts: { beta.csat: TBD }
`,
  facts: `apiVersion: onlyif/v1
kind: Facts
launch: checkout-2
facts: { beta.csat: 4 }
`,
  catalog: `apiVersion: onlyif/v1
kind: FactCatalog
facts:
  beta.csat: { type: number, range: [1, 5], better: higher, owner: insight, maxAge: 30d, cpi: { goal: time, benefit: social } }
  docs.needed: { type: list, lookup: { from: launch.markets, table: { DE: [de] } } }
`,
  waivers: `apiVersion: onlyif/v1
kind: Waivers
waivers:
  - id: W-1
    launch: checkout-2
    requirement: market-promise/help
    covers: { docs.languages: { unknown: stale } }
    as: mitigated
    reason: it arrives soon
    requestedBy: ola
    approved: [{ by: maria, role: cco, on: 2026-10-06 }]
    expires: 2026-10-20
`,
  test: `apiVersion: onlyif/v1
kind: CommitmentTest
commitment: market-promise
launch: fixtures/good.yaml
cases:
  - name: too few answers
    remove: [beta.csat]
    expect: { verdict: hold }
`,
  mapping: `apiVersion: onlyif/v1
kind: Mapping
id: kep
each: keps/**/kep.yaml
launch: { id: "{folder}", title: /title, owner: /owner }
facts:
  kep.status: /status
  kep.sigs: { at: /sigs, type: list }
  kep.metrics: { has: /metrics }
`,
  config: `apiVersion: onlyif/v1
kind: Config
commitments: rules/*.yaml
roles: { cco: [maria] }
requireProof: true
limits: { maxDepth: 64 }
action: { allow: [dry-run] }
`,
} as const

export type Base = keyof typeof bases

/** A valid document, the one change that spoils it, and the one diagnostic that must say so. */
export type Mistake = readonly [base: Base, from: string, to: string, code: DiagnosticCode, place: string]

/** The text of a base document with one stretch replaced; the stretch must be there. */
export function spoiled(base: Base, from: string, to: string): string {
  const text = bases[base]
  if (!text.includes(from)) throw new Error(`the ${base} document has no ${from}`)
  return text.replace(from, () => to)
}

export const baseTexts: readonly (readonly [Base, string])[] = Object.entries(bases) as [Base, string][]

export const mistakes: readonly Mistake[] = [
  ['commitment', 'apiVersion: onlyif/v1\n', '', 'document/missing-api-version', '1:1'],
  ['commitment', 'apiVersion', 'apiversion', 'document/unknown-key', '1:1'],
  ['commitment', 'onlyif/v1', 'onlyif/v2', 'document/unknown-api-version', '1:13'],
  ['commitment', 'onlyif/v1', '', 'document/missing-api-version', '1:1'],
  ['commitment', 'kind: Commitment\n', '', 'document/missing-kind', '1:1'],
  ['commitment', 'kind:', 'Kind:', 'document/missing-kind', '2:1'],
  ['commitment', 'kind: Commitment', 'kind: Comitment', 'document/unknown-kind', '2:7'],
  ['commitment', 'kind: Commitment', 'kind: Deployment', 'document/unknown-kind', '2:7'],
  ['launch', 'apiVersion: onlyif/v1\nkind: Launch\n', '', 'document/missing-api-version', '1:1'],
  ['commitment', 'enforcement', 'enforcment', 'document/unknown-key', '18:5'],
  ['commitment', 'owner: security', 'ownr: security', 'document/unknown-key', '13:5'],
  ['commitment', '    owner: security\n', '', 'document/missing-key', '11:5'],
  ['commitment', 'owner: security', 'owner: TBD', 'document/not-provided', '13:12'],
  ['commitment', 'owner: security', 'owner:', 'document/not-provided', '13:5'],
  ['commitment', 'owner: security', 'owner: [security, sales]', 'document/wrong-type', '13:12'],
  ['commitment', 'title: the SOC 2 report is there', 'title: 2.10', 'document/wrong-type', '12:12'],
  ['commitment', 'id: soc2-report', 'id: SOC2 Report', 'document/wrong-id', '11:9'],
  ['commitment', 'id: soc2-report', 'id: verdict', 'document/wrong-id', '11:9'],
  ['commitment', 'id: soc2-report', 'id: tbd', 'document/not-provided', '11:9'],
  ['commitment', '- id: soc2-report\n   ', '-', 'document/missing-key', '11:5'],
  ['commitment', 'count: 1', 'count: one', 'document/wrong-type', '6:8'],
  ['commitment', 'count: 1', 'count: TBD', 'document/not-provided', '6:8'],
  ['commitment', 'journey: [discover, pay]', 'journey: discover', 'document/wrong-type', '7:10'],
  ['commitment', '[discover, pay]', '[discover, ~]', 'document/wrong-type', '7:21'],
  ['commitment', 'waivers: { approvers: [cco], quorum: 1, maxDays: 60 }', 'waivers: always', 'document/wrong-value', '8:10'],
  ['commitment', 'quorum: 1', 'quorum: 0', 'document/wrong-value', '8:38'],
  ['commitment', 'quorum', 'qorum', 'document/unknown-key', '8:30'],
  ['commitment', 'approvers: [cco]', 'approvers: cco', 'document/wrong-type', '8:23'],
  ['commitment', 'outOfScope: go', 'outOfScope: no-go', 'document/wrong-value', '9:13'],
  ['commitment', 'outOfScope', 'appliesTo', 'document/unknown-key', '9:1'],
  ['commitment', 'goToMarketOnlyIf', 'goToMarketOnlyif', 'document/unknown-key', '10:1'],
  ['commitment', 'competency: 3', 'competency: 6', 'document/wrong-value', '14:17'],
  ['commitment', 'due: T-14d', 'due: 14', 'document/wrong-type', '15:10'],
  ['commitment', 'to: sales', 'two: sales', 'document/unknown-key', '16:32'],
  ['commitment', 'maxAge: 14d', 'maxAge: 14', 'document/wrong-type', '17:25'],
  ['commitment', 'maxAge: 14d', 'maxAge: TBD', 'document/not-provided', '17:25'],
  ['commitment', 'minSample: 30', 'minSample: "30"', 'document/wrong-type', '17:41'],
  ['commitment', 'link: required', 'link: yes please', 'document/wrong-value', '17:51'],
  ['commitment', 'enforcement: blocking', 'enforcement: blokking', 'document/wrong-value', '18:18'],
  ['commitment', 'enforcement: blocking', 'enforcement: { from: 2027-01-01, blockingFrom: 2027-01-01 }', 'document/unknown-key', '18:20'],
  ['commitment', 'enforcement: blocking', 'enforcement: {}', 'document/missing-key', '18:5'],
  ['commitment', 'enforcement: blocking', 'enforcement: [blocking]', 'document/wrong-type', '18:18'],
  ['same', 'same: five-conditions/support-ready', 'same: support-ready', 'document/wrong-id', '7:11'],
  ['same', 'same: five-conditions/support-ready', 'sme: five-conditions/support-ready', 'document/unknown-key', '7:5'],
  ['same', 'ready\n', 'ready\n    title: ours\n', 'document/unknown-key', '8:5'],
  ['same', '  - same: five-conditions/support-ready', '  []', 'document/wrong-value', '7:3'],
  ['same', 'same: five-conditions/support-ready', 'five-conditions/support-ready', 'document/wrong-type', '7:5'],
  ['launch', 'owner: checkout-team', 'owner: <your team>', 'document/not-provided', '5:8'],
  ['launch', 'version: "2.0"', 'version: 2.0', 'document/wrong-type', '6:10'],
  ['launch', 'tier: 1', 'tier: 0', 'document/wrong-value', '7:7'],
  ['launch', 'tier: 1', 'tier: one', 'document/wrong-type', '7:7'],
  ['launch', 'tier: 1', 'tier: 1.5', 'document/wrong-type', '7:7'],
  ['launch', 'date: 2026-10-15', 'date: 20261015', 'document/wrong-type', '8:7'],
  ['launch', 'markets: [DE, US]', 'markets: DE', 'document/wrong-type', '9:10'],
  ['launch', 'tier: 1', 'beta.csat: 4', 'document/unknown-key', '7:1'],
  ['launch', 'id: checkout-2', 'id: checkout/2', 'document/wrong-id', '3:5'],
  ['launch', 'facts: { beta.csat: TBD }', 'facts: [beta.csat]', 'document/wrong-type', '10:8'],
  ['facts', 'launch: checkout-2\n', '', 'document/missing-key', '1:1'],
  ['facts', 'facts: { beta.csat: 4 }', 'facts: ~', 'document/not-provided', '4:8'],
  ['facts', 'facts:', 'fact:', 'document/unknown-key', '4:1'],
  ['catalog', 'type: number, ', '', 'document/missing-key', '4:3'],
  ['catalog', 'type: number', 'type: nubmer', 'document/wrong-value', '4:22'],
  ['catalog', 'range: [1, 5]', 'range: [1]', 'document/wrong-value', '4:37'],
  ['catalog', 'range: [1, 5]', 'range: 1 to 5', 'document/wrong-type', '4:37'],
  ['catalog', 'better: higher', 'better: more', 'document/wrong-value', '4:53'],
  ['catalog', 'benefit: social', 'benefit: financial', 'document/wrong-value', '4:118'],
  ['catalog', 'from: launch.markets, ', '', 'document/missing-key', '5:30'],
  ['catalog', '{ type: list, lookup: { from: launch.markets, table: { DE: [de] } } }', 'list', 'document/wrong-type', '5:16'],
  ['waivers', '    expires: 2026-10-20\n', '', 'document/missing-key', '4:5'],
  ['waivers', 'expires: 2026-10-20', 'expires: TBD', 'document/not-provided', '12:14'],
  ['waivers', 'market-promise/help', 'help', 'document/wrong-id', '6:18'],
  ['waivers', 'as: mitigated', 'as: mitigate', 'document/wrong-value', '8:9'],
  ['waivers', 'unknown: stale', 'unknown: fault', 'document/wrong-value', '7:42'],
  ['waivers', '{ docs.languages: { unknown: stale } }', '{}', 'document/wrong-value', '7:13'],
  ['waivers', ', role: cco', '', 'document/missing-key', '11:16'],
  ['waivers', 'by: maria', 'by: ~', 'document/not-provided', '11:22'],
  ['waivers', 'approved: [{ by: maria, role: cco, on: 2026-10-06 }]', 'approved: maria', 'document/wrong-type', '11:15'],
  ['test', 'commitment: market-promise', 'commitment: Market Promise', 'document/wrong-id', '3:13'],
  ['test', 'remove: [beta.csat]', 'removed: [beta.csat]', 'document/unknown-key', '7:5'],
  ['test', 'expect: { verdict: hold }', 'expect: hold', 'document/wrong-type', '8:13'],
  ['mapping', 'each: keps/**/kep.yaml', 'each: { file: x.json }', 'document/missing-key', '4:1'],
  ['mapping', ', owner: /owner', '', 'document/missing-key', '5:1'],
  ['mapping', 'has: /metrics', 'hs: /metrics', 'document/unknown-key', '9:18'],
  ['mapping', 'has: /metrics', 'has: /metrics, type: boolean', 'document/unknown-key', '9:33'],
  ['mapping', 'type: list', 'type: array', 'document/wrong-value', '8:32'],
  ['mapping', 'kep.status: /status', 'kep.status: 7', 'document/wrong-type', '7:15'],
  ['config', 'commitments:', 'commitment:', 'document/unknown-key', '3:1'],
  ['config', 'requireProof: true', 'requireProof: yes', 'document/wrong-type', '5:15'],
  ['config', 'maxDepth: 64', 'maxDepth: 0', 'document/wrong-value', '6:21'],
  ['config', 'cco: [maria]', 'cco: maria', 'document/wrong-type', '4:15'],
  ['config', 'dry-run', 'dryrun', 'document/wrong-value', '7:19'],
  ['config', 'allow: [dry-run]', 'allow: dry-run', 'document/wrong-type', '7:18'],
]
