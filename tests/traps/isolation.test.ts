import { describe, expect, test } from 'vitest'
import { type JudgedCase, type PreparedJudge, prepare } from '../../src/engine/judge.ts'
import { judgeCase } from '../../src/engine/judgement.ts'
import { type Decision, judge } from '../../src/index.ts'
import type { TypedLeaf } from '../../src/model/typed.ts'
import { filesOf, gate, head, inputOf, judgeFiles, type Scenario, says, words } from './gate.ts'

const bomb = {
  text: 'boom',
  found: (): boolean => {
    throw new Error('boom')
  },
}

/** A decision in which each `matches: boom` throws when it is evaluated. */
function judgedWithBombs(scenario: Scenario): Decision {
  const { input } = inputOf(filesOf(scenario))
  if (!input) throw new Error('the scenario has errors')
  const prepared: PreparedJudge = prepare(input)
  const opened = prepared.open(input.launch)
  if (!opened.judged) throw new Error(JSON.stringify(opened.diagnostics))
  const { plan } = opened.judged.input
  const armed = {
    ...plan,
    leaves: plan.leaves.map((leaf) => ({ ...leaf, typed: arm(leaf.typed) })),
    program: { ...plan.program, open: plan.program.open.map((test) => ({ ...test, leaf: arm(test.leaf) })) },
  }
  const judged: JudgedCase = {
    input: { ...opened.judged.input, plan: armed },
    judgement: judgeCase({ ...opened.judged.input, plan: armed }),
  }
  return prepared.close(judged)
}

function arm(leaf: TypedLeaf): TypedLeaf {
  const { operand } = leaf
  return operand.kind === 'pattern' && operand.pattern.text === 'boom' ? { ...leaf, operand: { kind: 'pattern', pattern: bomb } } : leaf
}

const others = '- { id: fine, title: f, owner: o, require: { a.b: 1 } }\n- { id: short, title: s, owner: o, require: { a.b: 2 } }'
const facts = 'a.b: 1\na.text: something'

describe('§1.4 one fault stays one fault', () => {
  test('a leaf that throws makes its requirement unknown, reason fault; the others are judged', () => {
    const { requirements, verdict } = judgedWithBombs({ demand: 'require: { a.text: { matches: boom } }', others, facts })
    expect(requirements.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['promise/r', 'unknown'],
      ['promise/fine', 'met'],
      ['promise/short', 'unmet'],
    ])
    expect(requirements[0]?.findings).toMatchObject([{ fact: 'a.text', result: 'unknown', reason: 'fault', actual: 'something' }])
    expect(verdict).toBe('no-go')
  })

  test.each([
    ['under `not`', 'require: { not: { a.text: { matches: boom } } }'],
    ['under `forbid`', 'forbid: { a.text: { matches: boom } }'],
    ['beside a leaf that is met', 'require: { all: [{ a.b: 1 }, { a.text: { matches: boom } }] }'],
    ['as the last hope of `any`', 'require: { any: [{ a.b: 2 }, { a.text: { matches: boom } }] }'],
    ['when it decides whether the requirement applies', 'appliesWhen: { a.text: { matches: boom } }\nrequire: { a.b: 1 }'],
    ['when it says that the requirement does not apply', 'appliesWhen: { not: { a.text: { matches: boom } } }\nrequire: { a.b: 1 }'],
  ])('a leaf that throws is never met: %s the requirement is unknown and the launch held', (_, demand) => {
    const { requirements, verdict, blocked } = judgedWithBombs({ demand, facts })
    expect(requirements[0]?.outcome).toBe('unknown')
    expect([verdict, blocked]).toEqual(['hold', true])
  })

  test('a leaf that throws cannot be waived', async () => {
    const approved = 'approved: [{ by: maria, role: cco, on: 2026-10-06 }]'
    const waivers = `- { id: W-1, launch: checkout-2, requirement: promise/r, covers: { a.text: { matches: thing } }, as: accepted, reason: because, requestedBy: ola, ${approved}, expires: 2026-10-20 }`
    const scenario: Scenario = {
      demand: 'require: { a.text: { matches: boom } }',
      facts,
      commitment: 'waivers: { approvers: [cco], quorum: 1, maxDays: 60 }',
      waivers,
    }
    expect(await says(scenario), 'without the fault it can').toBe('waived')
    expect(judgedWithBombs(scenario)).toMatchObject({
      verdict: 'hold',
      waivers: [{ state: 'lapsed' }],
      requirements: [{ outcome: 'unknown', underlying: 'unknown' }],
    })
  })

  test('a fact that nobody supplied aborts nothing', async () => {
    const { decision } = await gate({ demand: 'require: { gone.fact: { atLeast: 1 } }', others, facts })
    expect(decision?.requirements.map((item) => item.outcome)).toEqual(['unknown', 'met', 'unmet'])
  })

  test('judging is synchronous: the answer is there when the call returns', () => {
    const { input } = inputOf(filesOf({ facts: 'beta.csat: 5' }))
    expect(input && judge(input).decision?.verdict).toBe('go')
  })

  test('one broken requirement hides no mistake of another: each is told, and nothing is decided', async () => {
    const { decision, errors } = await gate({
      demand: 'require: { a..b: 1 }',
      others:
        '- { id: second, title: s, owner: o, require: { a.b: { atLest: 1 } } }\n- { id: third, title: t, owner: o, require: { all: [] } }',
      facts,
    })
    expect(decision).toBeUndefined()
    expect(errors.map((item) => item.code)).toEqual(['commitment/wrong-path', 'commitment/unknown-operator', 'commitment/empty-condition'])
  })
})

describe('§1.4 no path language and no code from any file', () => {
  const paths = [
    '$.beta.csat',
    '$',
    'beta..csat',
    'beta[0]',
    "beta['csat']",
    'beta.*',
    '$..csat',
    'beta.csat[?(@.a)]',
    "$..[?(@.constructor.constructor('return process')())]",
    '/beta/csat',
    'beta.csat.',
    '.beta',
    'beta csat',
    '${beta.csat}',
    '{{beta.csat}}',
    'beta.0',
  ]

  test.each(paths)('`%s` is not the name of a fact in a condition', async (path) => {
    const { decision, errors } = await gate({ demand: `require: { ${JSON.stringify(path)}: { notEquals: 1 } }`, facts: 'beta.csat: 1' })
    expect(decision).toBeUndefined()
    expect(errors.map((item) => item.code)).toEqual(['commitment/wrong-path'])
  })

  test.each(paths)('`%s` is not the name of a fact on the right', async (path) => {
    const { decision, errors } = await gate({
      demand: `require: { beta.csat: { atLeast: { fact: ${JSON.stringify(path)} } } }`,
      facts: 'beta.csat: 1',
    })
    expect(decision).toBeUndefined()
    expect(errors.map((item) => item.code)).toEqual(['commitment/wrong-path'])
  })

  test.each(paths)('`%s` is not the name of a fact in a manifest', async (path) => {
    const { decision, errors } = await gate({ demand: 'require: { beta.csat: 1 }', facts: `${JSON.stringify(path)}: 1\nbeta.csat: 1` })
    expect(decision).toBeUndefined()
    expect(errors.map((item) => item.code)).toEqual(['launch/wrong-path'])
  })

  test.each(paths.filter((path) => !path.startsWith('/')))('`%s` is no JSON Pointer in a mapping', async (path) => {
    const mapping = `${head('Mapping')}id: kep\neach: "keps/*.yaml"\nlaunch: { id: "{file}", title: /title, owner: /owner }\nfacts: { kep.status: ${JSON.stringify(path)} }\n`
    const { decision, errors } = await judgeFiles([...filesOf({ facts: 'beta.csat: 5' }), { file: 'mapping.yaml', text: mapping }])
    expect(decision).toBeUndefined()
    expect(errors.map((item) => item.code)).toEqual(['mapping/wrong-pointer'])
  })

  test.each(['$..[?(@.a.match(/^(a+)+$/))]', 'constructor.constructor("return process")()', '{{ 7 * 7 }}', '${process.exit()}'])(
    'the value `%s` stays the text it is',
    async (text) => {
      const { decision } = await gate({ demand: 'require: { a.b: { present: true } }', facts: `a.b: ${JSON.stringify(text)}` })
      expect(decision?.requirements[0]?.findings[0]).toMatchObject({ actual: text, result: 'met' })
    },
  )
})

describe('§1.4 patterns run in linear time', () => {
  const hostile = ['^(a+)+$', '^(a|aa)+$', '^(a*)*b$', '(x+x+)+y', '^(([a-z])+.)+[A-Z]([a-z])+$', '(a|a|a|a)*$']
  const table = hostile.flatMap((pattern) => [31, 100_000].map((length) => [pattern, length] as const))

  test.each(table)('`%s` answers within two seconds on %i characters', async (pattern, length) => {
    const start = performance.now()
    const text = `${'a'.repeat(length)}!`
    expect(await says({ demand: `require: { a.b: { matches: ${JSON.stringify(pattern)} } }`, facts: `a.b: ${text}` })).toMatch(
      /^(?:met|unmet)$/,
    )
    expect(performance.now() - start).toBeLessThan(2000)
  })

  test.each([
    ['(?=a)b', 'look-ahead'],
    ['(?<!a)b', 'look-behind'],
    ['(a)\\1', 'a back reference'],
    ['(?>a)', 'an atomic group'],
    ['a{1000000}', 'a repetition without measure'],
    ['(', 'an open group'],
    [`${'a'.repeat(1001)}`, 'a pattern without measure'],
  ])('`%.20s` is refused: %s is not RE2', async (pattern) => {
    const { decision, errors } = await gate({ demand: `require: { a.b: { matches: ${JSON.stringify(pattern)} } }`, facts: 'a.b: x' })
    expect(decision).toBeUndefined()
    expect(errors.map((item) => item.code)).toEqual(['commitment/wrong-pattern'])
    expect(errors.map(words).join()).toContain('RE2')
  })

  test('a pattern never comes from a manifest', async () => {
    expect(await says({ demand: 'require: { a.b: { matches: { fact: a.c } } }', facts: 'a.b: x\na.c: "^(a+)+$"' })).toBe(
      'no decision: commitment/wrong-operand',
    )
  })

  test('a thousand requirements of four leaves are judged and explained within ten seconds, none left out', async () => {
    const entries = Array.from(
      { length: 1000 },
      (_, index) => `- { id: r${index}, title: t, owner: o, require: { a.b: 1, a.c: 2, a.d: 3, a.e: { atMost: ${index + 7} } } }`,
    )
    const start = performance.now()
    const { decision } = await gate({ demand: 'require: { a.b: 1 }', others: entries.join('\n'), facts: 'a.b: 1\na.c: 2\na.d: 3\na.e: 7' })
    const spent = performance.now() - start
    expect(decision?.requirements.flatMap((item) => item.findings)).toHaveLength(4001)
    expect(decision?.counts.blocking).toMatchObject({ met: 1001 })
    expect(spent).toBeLessThan(10_000)
  })
})
