import { expect, test } from 'vitest'
import { loadTrustedSide } from '../../src/world/begin.ts'
import { judgeWorld } from '../../src/world/judged-world.ts'
import { memorySource } from '../../src/world/memory.ts'
import { type PostedText, worldOfTexts } from '../../src/world/posted.ts'

const head = (kind: string): string => `apiVersion: onlyif/v1\nkind: ${kind}\n`
const commitment = `${head('Commitment')}id: p\ntitle: t\nowner: o\ngoToMarketOnlyIf:\n  - { id: r, title: t, owner: o, require: { open: 0 } }\n`
const launch = (id = 'checkout-2'): string => `${head('Launch')}id: ${id}\ntitle: L\nowner: team\nfacts: { open: 0 }\n`
const facts = (id: string): string => `${head('Facts')}launch: ${id}\nfacts: { seen: 3 }\n`
const waivers = `${head('Waivers')}waivers: []\n`

/** What is told of texts, and the launches that are decided. */
async function judged(...posted: readonly PostedText[]) {
  const side = await loadTrustedSide({ trusted: memorySource(new Map([['rules/p.yaml', commitment]])) })
  const options = { now: '2026-10-07', noExceptions: false, isPartial: true }
  const { decisions, diagnostics } = await judgeWorld(await worldOfTexts(side, posted), options)
  return {
    told: diagnostics.map(({ file, range, code, severity }) => `${file}:${range?.start.line ?? '-'} ${severity} ${code}`),
    hints: diagnostics.map(({ hint }) => hint),
    decided: decisions.map((decision) => decision.launch.id),
  }
}

const sent = { file: 'launch.yaml', text: launch() }

test('facts for a launch that was sent are its own, in a file of their own or beside it', async () => {
  const found = await judged(sent, { file: 'facts.yaml', text: facts('checkout-2') })
  expect(found).toEqual({ told: [], hints: [], decided: ['checkout-2'] })
  expect((await judged({ file: 'launch.yaml', text: `${launch()}---\n${facts('checkout-2')}` })).told).toEqual([])
})

test.each(['checkout_2', 'Checkout-2'])(
  'facts for `%s`, which was not sent, may be against one that was: nothing is decided',
  async (id) => {
    const alone = await judged(sent, { file: 'facts.yaml', text: facts(id) })
    expect(alone).toEqual({ told: ['facts.yaml:3 error launch/unknown-launch'], hints: ['did you mean `checkout-2`?'], decided: [] })
    const beside = await judged({ file: 'launch.yaml', text: `${launch()}---\n${facts(id)}` })
    expect(beside).toMatchObject({ told: ['launch.yaml:10 error launch/unknown-launch'], decided: [] })
    const broken = await judged(sent, { file: 'facts.yaml', text: facts(id).replace('facts:', 'fakts:') })
    expect(broken.decided).toEqual([])
    expect(broken.told).toContain('facts.yaml:- error launch/unknown-launch')
    expect(broken.told.length).toBeGreaterThan(1)
  },
)

test('facts for a launch that is nothing like one that was sent are passed over no more than others', async () => {
  const found = await judged(sent, { file: 'facts.yaml', text: facts('payments') })
  const hints = ['send that launch as well, or leave these facts out']
  expect(found).toEqual({ told: ['facts.yaml:3 error launch/unknown-launch'], hints, decided: [] })
})

test('where no launch was sent, it is told that there is none, and of a launch that cannot be told no facts are said to be of another', async () => {
  expect((await judged({ file: 'facts.yaml', text: facts('checkout-2') })).told).toEqual(['.:- error world/no-launch'])
  const nameless = { file: 'b.yaml', text: launch().replace('id: checkout-2\n', '') }
  expect((await judged(nameless, { file: 'facts.yaml', text: facts('checkout-2') })).told).toEqual(['b.yaml:1 error document/missing-key'])
  const mistyped = await judged(nameless, sent, { file: 'facts.yaml', text: facts('checkout_2') })
  expect(mistyped).toMatchObject({ told: expect.arrayContaining(['facts.yaml:3 error launch/unknown-launch']), decided: [] })
})

test.each([
  ['a commitment', commitment, 'Commitment'],
  ['waivers', waivers, 'Waivers'],
  ['a config', `${head('Config')}roles: { cco: [maria] }\n`, 'Config'],
])('%s beside a launch is not passed over, wherever it stands', async (_, text, kind) => {
  for (const whole of [`${launch()}---\n${text}`, `${text}---\n${launch()}`]) {
    const { told, hints, decided } = await judged({ file: 'launch.yaml', text: whole })
    const line = whole.split('\n').indexOf(`kind: ${kind}`) + 1
    expect([told, decided]).toEqual([[`launch.yaml:${line} error world/misnamed`], []])
    expect(hints[0]).toContain('commitments')
  }
  const apart = await judged(sent, { file: 'facts.yaml', text: `${facts('checkout-2')}---\n${text}` })
  expect(apart).toMatchObject({ told: ['facts.yaml:7 error world/misnamed'], decided: [] })
  const put = await judged(sent, { file: 'ci.yaml', text, under: 'ci' })
  expect(put).toMatchObject({ told: ['ci.yaml:2 error world/misnamed'], decided: [] })
})

test('a launch that is put under a name as if it were plain facts is not passed over', async () => {
  const alone = await judged(sent, { file: 'ci.yaml', text: launch('other'), under: 'ci' })
  expect(alone).toMatchObject({ told: ['ci.yaml:2 error world/misnamed'], decided: [] })
  const beside = await judged(sent, { file: 'ci.yaml', text: `${facts('checkout-2')}---\n${launch('other')}`, under: 'ci' })
  expect(beside).toMatchObject({ told: ['ci.yaml:6 error world/several-documents'], decided: [] })
  // What another tool wrote may call itself as we do.
  const foreign = await judged(sent, { file: 'ci.yaml', text: 'apiVersion: v1\nkind: Config\n', under: 'ci' })
  expect(foreign).toMatchObject({ told: [], decided: ['checkout-2'] })
})
