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
  'looked-up': decisionOf({
    'rules.yaml': commitment({
      help: 'require:\n  docs.languages: { includesAll: { fact: docs.needed } }\n  docs.pages: { atLeast: 10 }',
      separator: 'require:\n  market.separator: ","',
      given: 'require:\n  plan.price: { atMost: 10 }',
      good: 'require:\n  a.b: { atLeast: 3 }',
    }),
    'catalog.yaml': `apiVersion: onlyif/v1
kind: FactCatalog
facts:
  docs.languages: { type: list, owner: documentation }
  docs.needed:
    name: languages of its markets
    type: list
    owner: terminology
    lookup:
      from: launch.markets
      table: { AT: [de], BE: [fr, nl], DE: [de], DK: [da], ES: [es], FR: [fr], GB: [en], SE: ~ }
  docs.pages: { type: count, owner: documentation }
  market.region: { name: region, type: text, owner: sales }
  market.separator: { type: text, lookup: { from: market.region, table: { europe: ";", america: "," } } }
  plan.name: { type: text, owner: sales }
  plan.price: { type: number, lookup: { from: plan.name, table: { basic: 5, full: 20 } } }
  a.b: { type: number, owner: insight }
`,
    'launch.yaml': launch('docs.languages: [de]\ndocs.pages: 4\nmarket.region: Amerika\na.b: 2', 'markets: [DE, Gb, BR, SE]\n'),
  }),
  contradictory: decisionOf({
    'rules.yaml': commitment({
      least: 'require:\n  a.b: { atLeast: 5 }',
      most: 'require:\n  a.b: { atMost: 3 }',
      itself: 'require:\n  all: [{ a.c: { moreThan: 3 } }, { any: [{ a.c: { atMost: 2 } }, { a.c: { atMost: 1 } }] }]',
      listed: 'require:\n  all: [{ a.d: { includes: x } }, { any: [{ a.d: { excludes: x } }, { a.d: { size: { equals: 0 } } }] }]',
      turned: 'appliesWhen: { a.e: { atLeast: 3 } }\nrequire:\n  a.e: { atMost: 1 }',
      far: 'require:\n  a.f: { atLeast: 6 }',
      bar: 'require:\n  a.g: { atLeast: { fact: a.h } }\n  a.i: { atLeast: { fact: a.g } }',
      good: 'require:\n  a.j: true',
    }),
    'catalog.yaml': `apiVersion: onlyif/v1
kind: FactCatalog
facts:
  a.b: { type: number, name: size of the basket, owner: insight }
  a.c: { type: number }
  a.d: { type: list }
  a.e: { type: number }
  a.f: { type: number, range: [1, 5] }
  a.g: { type: number }
  a.h: { type: number, owner: finance }
  a.i: { type: number }
  a.j: { type: boolean }
`,
    'launch.yaml': launch('a.b: 4\na.c: 1\na.d: [x]\na.e: 5\na.f: 4\na.g: 1\na.i: 1'),
  }),
  stuck: decisionOf({
    'rules.yaml': commitment({ r: 'require:\n  a.b: { before: T-3d }', s: 'require:\n  launch.tier: { oneOf: [1, 2] }' }),
    'launch.yaml': launch('a.b: 2026-10-01', ''),
  }),
}

export function exampleNamed(name: string): Decision {
  const example = examples[name]
  if (!example) throw new Error(`there is no example \`${name}\``)
  return example
}
