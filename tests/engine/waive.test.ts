import { expect, test } from 'vitest'
import { prepare } from '../../src/engine/judge.ts'
import { type Reason, UNKNOWN, unknown } from '../../src/engine/reason.ts'
import { waive } from '../../src/engine/waive.ts'
import { parseDocuments } from '../../src/model/documents.ts'
import { now } from './arbitrary-values.ts'

const text = `
apiVersion: onlyif/v1
kind: Commitment
id: c
title: We go only if
owner: someone
waivers: { approvers: [cco], quorum: 1, maxDays: 60 }
goToMarketOnlyIf:
  - { id: csat, title: it is good, owner: someone, require: { csat: { atLeast: 4.2 } } }
---
apiVersion: onlyif/v1
kind: Waivers
waivers:
  - { id: W-1, launch: l, requirement: c/csat, covers: { csat: { atLeast: 4 } }, as: accepted, reason: soon,
      requestedBy: ola, approved: [{ by: maria, role: cco, on: 2026-10-06 }], expires: 2026-10-20 }
---
{ apiVersion: onlyif/v1, kind: Launch, id: l, title: L, owner: team, facts: { csat: 4.1 } }
`

test.each<[Reason | undefined, string]>([
  [undefined, 'in-force'],
  ['fault', 'lapsed'],
  ['conflict', 'lapsed'],
])('a leaf that is unknown for %s is accepted by no test: %s', (reason, state) => {
  const { commitments, waivers, launches } = parseDocuments([{ file: 'all.yaml', text }])
  const [launch] = launches
  const { judged: opened } = launch ? prepare({ commitments, waivers, now }).open(launch) : {}
  const [first] = opened?.judgement.requirements ?? []
  if (!opened || !first) throw new Error('nothing is judged')
  const { judged, world } = opened.judgement
  const [leaf = 0] = first.planned.demandLeaves
  const broken = reason && { results: judged.results.with(leaf, unknown(reason)), values: judged.values.with(leaf, UNKNOWN) }
  const result = waive({
    plan: opened.input.plan,
    requirement: first.planned,
    underlying: first.underlying,
    judged: { ...judged, ...broken },
    world,
    waivers: first.waivers.map(({ linked }) => linked),
    launch: opened.input.launch,
    config: opened.input.config,
  })
  expect(result).toMatchObject({ waived: state === 'in-force', waivers: [{ state }] })
})
