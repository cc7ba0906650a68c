import type { Decision } from '../../src/model/generated/types.ts'
import { commitment, decisionOf, exampleDecision, launch } from './decisions.ts'

const waiver = `apiVersion: onlyif/v1
kind: Waivers
waivers:
  - id: W-1
    launch: checkout-2
    requirement: promise/r
    covers: { a.b: { atLeast: 2 } }
    as: mitigated
    reason: the rest follows in a week
    requestedBy: ola
    approved: [{ by: maria, role: cco, on: 2026-10-06 }]
    expires: 2026-10-09
    followUp: { what: do the rest, owner: product, due: 2026-10-12 }
`
const waivable = 'waivers: { approvers: [cco], quorum: 1, maxDays: 30 }\n'
const conditionalFiles = {
  'rules.yaml': commitment({ r: 'require:\n  a.b: { atLeast: 3 }', s: 'require:\n  a.b: { atMost: 9 }' }, waivable),
  'launch.yaml': launch('a.b: 2'),
  'waivers.yaml': waiver,
}

/** Decisions of every kind: each verdict, each outcome, blocking and advisory, with and without what may be left out. */
export const examples: Readonly<Record<string, Decision>> = {
  'no-go': exampleDecision('saved-baskets'),
  go: exampleDecision('one-page-checkout'),
  'no-exceptions': exampleDecision('saved-baskets', { noExceptions: true }),
  conditional: decisionOf(conditionalFiles),
  'conditional-blocked': decisionOf(conditionalFiles, { noExceptions: true }),
  advisory: decisionOf({
    'rules.yaml': commitment({
      r: 'enforcement: advisory\nrequire:\n  a.b: 1',
      s: 'require:\n  a.b: 2',
      t: 'enforcement: advisory\nrequire:\n  a.c: 1',
    }),
    'launch.yaml': launch('a.b: 2'),
  }),
  'nothing-applies': decisionOf({
    'rules.yaml': commitment({ r: 'require:\n  a.b: 1' }, 'appliesWhen: { launch.tier: 1 }\n'),
    'launch.yaml': launch('a.b: 1', 'tier: 3\n'),
  }),
  unclear: decisionOf({
    'rules.yaml': commitment({ r: 'appliesWhen: { price.changes: true }\nrequire:\n  a.b: 1' }),
    'launch.yaml': launch('a.b: 1'),
  }),
  layered: decisionOf({
    'rules.yaml': commitment({ r: 'require:\n  a.b: 1\n  a.c: { atLeast: 3, minSample: 30 }' }),
    'launch.yaml': launch('a.b: 2'),
  }),
  stuck: decisionOf({
    'rules.yaml': commitment({ r: 'require:\n  a.b: { before: T-3d }', s: 'require:\n  launch.tier: { oneOf: [1, 2] }' }),
    'launch.yaml': launch('a.b: 2026-10-01', ''),
  }),
}
