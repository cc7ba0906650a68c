import { expect, test } from 'vitest'
import { report } from '../../src/report/reporters.ts'
import { stateWords } from '../../src/report/waiver-words.ts'
import { commitment, decisionOf, launch } from './decisions.ts'

const decided = (approved: string) =>
  decisionOf({
    'rules.yaml': commitment(
      { delight: 'require: { beta.csat: { atLeast: 4.2 } }' },
      'waivers: { approvers: [cco, owner], quorum: 2, maxDays: 60 }\n',
    ),
    'launch.yaml': launch('beta.csat: 4'),
    'waivers.yaml': `apiVersion: onlyif/v1
kind: Waivers
waivers:
  - { id: W-1, launch: checkout-2, requirement: promise/delight, covers: { beta.csat: { atLeast: 4 } }, as: accepted, reason: soon, requestedBy: ola, approved: [${approved}], expires: 2026-10-20 }
`,
  })

const words = (approved: string): readonly (string | undefined)[] => {
  const decision = decided(approved)
  const line = report([decision], { format: 'text' }).replaceAll(/\s+/g, ' ')
  return [decision.waivers.map(stateWords)[0], /for promise\/delight: (not enough[^▲]*?yet(?:: .*? counts)?)/.exec(line)?.[1]]
}

test('two approvals in one role are told as that, where people were enough', () => {
  const told = 'not enough people have approved it yet: maria and tom approved it in the same role, cco, of which one counts'
  expect(words('{ by: maria, role: cco, on: 2026-10-06 }, { by: tom, role: cco, on: 2026-10-06 }')).toEqual([`requested: ${told}`, told])
})

test.each([
  ['one approval', '{ by: maria, role: cco, on: 2026-10-06 }'],
  ['one person who approved twice', '{ by: maria, role: cco, on: 2026-10-06 }, { by: maria, role: cco, on: 2026-10-06 }'],
])('%s is too few people', (_, approved) => {
  const told = 'not enough people have approved it yet'
  expect(words(approved)).toEqual([`requested: ${told}`, told])
})
