import { describe, expect, test } from 'vitest'
import { Editor } from './editor.ts'
import { commitmentHead, launchHead, marketSchema } from './known.ts'

const editor = new Editor(marketSchema())
const labels = async (text: string): Promise<string[]> => (await editor.offers(text)).map((offer) => offer.label)

/** Where and how a part of a document is marked, in the order of the lines; lines are counted from the part's first. */
async function marks(head: string, part: string): Promise<string[]> {
  const before = head.split('\n').length - 1
  const found = await editor.marks(`${head}${part}`)
  return found
    .map((mark): [number, string] => [Number(mark.split(':', 1)[0]) - before, mark.slice(mark.indexOf(': ') + 2)])
    .sort(([a], [b]) => a - b)
    .map(([line, words]) => `${line}: ${words}`)
}

describe('what is right is never marked', () => {
  test('placeholders, nothing, and empty values in a launch', async () => {
    const open = `date: TBD
tier: tbd
markets: ???
product: ~
version:
facts:
  beta: { csat: TBD, blockersOpen: ~ }
  support.agentsTrained: { value: "TBD: after the course", asOf: TBD, sample: todo, window: n/a, by: ~ }
  privacy.residualRisk: to be decided
  privacy.newPersonalData: <yes or no>
  review.bookedFor: …
  docs.languages:
  listening.owner: TBD
  cpi: ~
`
    expect(await marks(launchHead, open)).toEqual([])
  })
})

describe('a launch', () => {
  test('the facts of the catalog are offered, dotted, in groups, and with what they mean', async () => {
    const offers = await editor.offers(`${launchHead}facts:\n  |`)
    expect(offers.map((offer) => offer.label)).toEqual(expect.arrayContaining(['beta.csat', 'privacy.residualRisk', 'beta', 'privacy']))
    const csat = offers.find((offer) => offer.label === 'beta.csat')
    expect(csat?.about).toContain('Average answer of beta customers')
    expect(csat?.about).toContain('Owner: insight.')
    expect(await labels(`${launchHead}facts:\n  beta:\n    |`)).toEqual(['csat', 'blockersOpen'])
  })

  test('a fact that is looked up is not offered', async () => {
    expect(await labels(`${launchHead}facts:\n  |`)).not.toContain('docs.languagesNeeded')
  })

  test('a fact is filled in with its evidence left open, so that nothing made up passes', async () => {
    const [csat] = await editor.offers(`${launchHead}facts:\n  |`)
    expect(csat?.inserted).toBe('beta.csat:\n  value: ${1:TBD}\n  sample: ${2:TBD}\n  asOf: ${3:TBD}')
  })

  test('choices, true and false are offered as values, also within evidence', async () => {
    expect(await labels(`${launchHead}facts:\n  privacy.residualRisk: |`)).toEqual(['low', 'medium', 'high', 'value with its evidence'])
    expect(await labels(`${launchHead}facts:\n  privacy:\n    residualRisk:\n      value: |`)).toEqual(['low', 'medium', 'high'])
    expect(await labels(`${launchHead}facts:\n  privacy.assessmentSigned: |`)).toEqual(['true', 'false', 'value with its evidence'])
  })

  test('the parts of evidence are offered', async () => {
    expect(await labels(`${launchHead}facts:\n  beta.csat:\n    value: 4.4\n    |`)).toEqual(
      expect.arrayContaining(['asOf', 'sample', 'window', 'by', 'source', 'link', 'note']),
    )
  })

  test.each([
    ['dotted', 'facts:\n  beta.cs|at: 4.4'],
    ['in its group', 'facts:\n  beta:\n    cs|at: { value: 4.4 }'],
  ])('a hover over a fact %s says its name, what it means, whose it is and where it lives', async (_, text) => {
    const said = await editor.hover(launchHead + text)
    expect(said).toContain('beta satisfaction')
    expect(said).toContain('Average answer of beta customers to "how satisfied are you with it?".')
    expect(said).toContain('A number from 1 to 5, points of 5; higher is better.')
    expect(said).toContain('Where it lives: the weekly export of the beta survey.')
    expect(said).toContain('For example: { value: 4.4, sample: 112, asOf: 2026-10-01 }')
  })

  test('wrong values and misspelt facts are marked where they stand, in words', async () => {
    const wrong = `facts:
  support.agentsTrained: 94
  privacy.residualRisk: lwo
  beta.csta: 4
  beta:
    csat: 7
    blockersOpne: 0
  review.bookedFor: 2026-30-01
  cpi.timeToFirstValue: { value: 12m, sampel: 3 }
  privacy.newPersonalData: yes
  notice.days: many
  support.knownIssuesPublished: { sample: 3 }
  docs.languages: de
`
    expect(await marks(launchHead, wrong)).toEqual([
      '2: a percentage from 0% to 100% is due here, such as 94%',
      '3: one of low, medium, high is due here, such as low',
      '4: Property beta.csta is not allowed.',
      '6: Value is above the maximum of 5.',
      '7: Property blockersOpne is not allowed.',
      '8: a date is due here, such as 2026-11-26',
      '9: a duration is due here, such as 12min',
      '9: Property sampel is not allowed.',
      '10: true or false is due here, such as true',
      '11: a whole number from 0 to 730 is due here, such as 45',
      '12: Missing property "value".',
      '13: a list is due here, such as [de, en, es, nb]',
    ])
  })

  test('wrong header fields are marked in words', async () => {
    expect(await marks(launchHead, 'date: 2026-02-30\ntier: big\nmarkets: DE\n')).toEqual([
      '1: a day that exists is due here, such as 2026-10-15',
      '2: a whole number is due here',
      '3: a list is due here',
    ])
  })

  test("another team's facts are held to the same catalog", async () => {
    const head = 'apiVersion: onlyif/v1\nkind: Facts\nlaunch: a\n'
    expect(await marks(head, 'facts:\n  support.agentsTrained: 94\n  suport.agentsTrained: 94%\n')).toEqual([
      '2: a percentage from 0% to 100% is due here, such as 94%',
      '3: Property suport.agentsTrained is not allowed.',
    ])
    expect(await labels(`${head}facts:\n  support:\n    |`)).toEqual(['agentsTrained', 'knownIssuesPublished'])
  })
})

describe('a commitment', () => {
  test.each([
    ['require', '    require:\n      |'],
    ['forbid', '    forbid:\n      |'],
    ['appliesWhen', '    appliesWhen:\n      |\n    require:\n      beta.csat: 4'],
    ['all', '    require:\n      all:\n        - |'],
    ['not', '    require:\n      not:\n        |'],
  ])('facts and header fields are offered under %s, with what they mean', async (_, text) => {
    const offers = await editor.offers(commitmentHead + text)
    expect(offers.map((offer) => offer.label)).toEqual(expect.arrayContaining(['beta.csat', 'docs.languagesNeeded', 'launch.tier', 'any']))
    expect(offers.find((offer) => offer.label === 'beta.csat')?.about).toContain('Average answer of beta customers')
    expect(offers.find((offer) => offer.label === 'launch.tier')?.about).toContain('How big the launch is')
  })

  test('a fact is filled in with the comparison that is most often meant', async () => {
    const offers = await editor.offers(`${commitmentHead}    require:\n      |`)
    const inserted = (label: string): string | undefined => offers.find((offer) => offer.label === label)?.inserted
    expect(inserted('beta.csat')).toContain('atLeast:')
    expect(inserted('beta.blockersOpen')).toContain('atMost:')
    expect(inserted('docs.languages')).toContain('includesAll:')
    expect(inserted('review.bookedFor')).toContain('onOrBefore:')
  })

  test('only operators that fit the fact are offered', async () => {
    const operators = await labels(`${commitmentHead}    require:\n      docs.languages:\n        |`)
    expect(operators).toEqual(expect.arrayContaining(['includesAll', 'size', 'every', 'maxAge']))
    expect(operators).not.toContain('atLeast')
    expect(await labels(`${commitmentHead}    require:\n      launch.tier:\n        |`)).not.toContain('maxAge')
  })

  test('choices, true and false, and other facts are offered as values', async () => {
    expect(await labels(`${commitmentHead}    require:\n      privacy.residualRisk: |`)).toEqual(['low', 'medium', 'high', 'oneOf'])
    expect(await labels(`${commitmentHead}    require:\n      privacy.residualRisk:\n        oneOf: [|]`)).toEqual([
      'low',
      'medium',
      'high',
    ])
    expect(await labels(`${commitmentHead}    require:\n      privacy.assessmentSigned: |`)).toEqual(['true', 'false'])
    expect(await labels(`${commitmentHead}    require:\n      docs.languages:\n        includesAll:\n          fact: |`)).toContain(
      'docs.languagesNeeded',
    )
  })

  test('a hover over a fact or an operator says what it means', async () => {
    expect(await editor.hover(`${commitmentHead}    require:\n      beta.cs|at: { atLeast: 4 }`)).toContain(
      'Average answer of beta customers',
    )
    expect(await editor.hover(`${commitmentHead}    require:\n      beta.csat:\n        at|Least: 4`)).toContain(
      'The fact is this much or more.',
    )
  })

  test('what onlyif would refuse is marked where it stands', async () => {
    const wrong = `    due: T-2weeks
    evidence: { maxAge: 3m }
    appliesWhen: { launch.teir: 1 }
    require:
      support.agentsTrained: { atLeast: 90 }
      beta.csta: 4
      beta.csat: { atLest: 4 }
      beta.blockersOpen: { includes: 4 }
      privacy.residualRisk: { oneOf: [low, mid] }
      review.bookedFor: { before: T-30, withinLast: 30 }
      docs.languages: { includesAll: { fact: docs.languageNeeded } }
      listening.owner: ~
      launch.tier: { atMost: 2, maxAge: 3d }
`
    expect(await marks(commitmentHead, wrong)).toEqual([
      '1: a day is due here, such as T-14d (14 days before the launch) or 2026-10-15',
      '2: a length of time is due here, such as 14d, 36h or 15min',
      '3: Property launch.teir is not allowed.',
      '5: a percentage from 0% to 100% is due here, such as 94%',
      '6: Property beta.csta is not allowed.',
      '7: Property atLest is not allowed.',
      '8: Property includes is not allowed.',
      '9: one of low, medium, high is due here, such as low',
      '10: a date is due here, such as 2026-11-26, or T-30d for 30 days before the launch',
      '10: a length of time is due here, such as 30d',
      '11: no such fact is in the catalog',
      '12: text is due here, such as ines',
      '13: Property maxAge is not allowed.',
    ])
  })

  test('conditions within conditions are held to the catalog, conditions over items are not', async () => {
    const nested = `    require:
      any:
        - all: [{ beta.csta: 4 }, { not: { support.agentsTrained: 90 } }]
        - docs.languages: { every: { code: de, reviewed.by: { size: { atLeast: 3 } } } }
`
    expect(await marks(commitmentHead, nested)).toEqual([
      '3: Property beta.csta is not allowed.',
      '3: a percentage from 0% to 100% is due here, such as 94%',
    ])
  })
})

test('tests and waivers are offered the facts they may change or cover', async () => {
  const suite = 'apiVersion: onlyif/v1\nkind: CommitmentTest\ncommitment: a\nlaunch: b.yaml\ncases:\n  - name: c\n    change:\n      |'
  expect(await labels(suite)).toContain('beta.csat')
  expect(await labels('apiVersion: onlyif/v1\nkind: Waivers\nwaivers:\n  - id: W-1\n    covers:\n      |')).toContain('beta.csat')
})

test('a document that says nothing yet is offered its first two lines', async () => {
  expect(await labels('|')).toEqual(expect.arrayContaining(['apiVersion', 'kind']))
  expect(await labels('apiVersion: onlyif/v1\nkind: |')).toEqual(
    expect.arrayContaining(['Commitment', 'Launch', 'FactCatalog', 'CommitmentTest']),
  )
})
