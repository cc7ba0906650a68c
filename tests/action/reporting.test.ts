import { describe, expect, test } from 'vitest'
import { bad, good, launch, open, promise } from './documents.ts'
import { type Shop, shopForEachTest } from './shop.ts'

const shop = shopForEachTest()
const base = { 'rules/promise.yaml': promise(4.2), 'launch.yaml': launch('a', good) }

describe('a failure to report changes no verdict', () => {
  const kinds = [
    'forbidden',
    'not-found',
    'unauthorized',
    'conflict',
    'unprocessable',
    'too-many-requests',
    'bad-gateway',
    'reset',
    'cut-off',
    'not-json',
    'redirect',
  ] as const
  test.each(kinds.flatMap((kind) => [[kind, bad, 1] as const, [kind, good, 0] as const]))(
    '%s while judging %s',
    async (kind, facts, code) => {
      const place = shop(base)
      const pull = place.change({ 'launch.yaml': launch('a', facts), x: 'y' })
      place.fake.fault({ kind, on: /^(?:checks|issues)\// })
      const done = await place.onPull(pull)
      expect(done).toMatchObject({ code, outputs: { blocked: String(code === 1) } })
      expect(done.summary).toContain('No check run was written')
      expect(done.summary).toContain('No comment was written')
      expect(done.log).toContain('No check run was written')
      expect(place.fake.otherHost.requests).toEqual([])
    },
  )

  test('no summary can be written: the log says so', async () => {
    const done = await shop(base).run({ event: 'push', env: { GITHUB_STEP_SUMMARY: '/nowhere/at/all' } })
    expect(done).toMatchObject({ code: 0 })
    expect(done.log).toContain('The summary of the job could not be written')
  })

  test('a run that compares in vain says so', async () => {
    const place = shop(base)
    const pull = place.change({ x: 'y' })
    place.fake.fault({ kind: 'not-found', on: /^repos\/compare/ })
    const done = await place.onPull(pull)
    expect(done.code).toBe(0)
    expect(done.summary).toContain('could not be told')
  })
})

describe('a failure to read is no go', () => {
  test.each([
    ['forbidden', 'repos/get'],
    ['not-found', 'git/get-ref'],
    ['unauthorized', 'repos/get'],
    ['conflict', 'git/get-tree'],
    ['bad-gateway', 'git/get-tree'],
    ['forbidden', 'git/get-blob'],
    ['not-json', 'git/get-tree'],
    ['half-body', 'git/get-tree'],
    ['redirect', 'git/get-blob'],
    ['too-many-requests', 'git/get-blob'],
  ] as const)('%s of %s', async (kind, on) => {
    const place = shop(base)
    const pull = place.change({ x: 'y' })
    place.fake.fault({ kind, on, retryAfter: 3600 })
    const done = await place.onPull(pull)
    expect(done).toMatchObject({ code: 1, outputs: { verdict: 'undecided', blocked: 'true' } })
    expect(place.checks().map((check) => check.conclusion)).toEqual(['failure'])
    expect(place.fake.otherHost.requests).toEqual([])
  })

  test('a list of files that stays cut is not taken for all of it', async () => {
    const place = shop({ ...base, 'a/b.yaml': 'x', 'a/c.yaml': 'x' })
    place.repository.largestTree = 1
    expect(await place.run({ event: 'push' })).toMatchObject({ code: 1, outputs: { verdict: 'undecided' } })
  })
})

test('slow answers are waited for, and change nothing', async () => {
  const place = shop(base)
  const pull = place.change({ 'launch.yaml': launch('a', bad) })
  place.fake.fault({ kind: 'slow', ms: 150, on: /^(?:git|checks|issues)\// })
  const done = await place.onPull(pull)
  expect(done).toMatchObject({ code: 1, outputs: { blocked: 'true', verdict: 'no-go' } })
  expect(place.checks().map((check) => check.conclusion)).toEqual(['failure'])
  expect(done.summary).not.toContain('No comment was written')
})

describe('the comment', () => {
  const page = (place: Shop): string => place.comments()[0] ?? ''

  test('is one, says what is missing, who owns it and what would help, and what is new', async () => {
    const place = shop(base)
    const pull = place.change({ 'launch.yaml': launch('a', bad) })
    await place.onPull(pull)
    expect(page(place)).toMatch(/\*\*Missing:\*\* to fix: delight\n- \*\*Owned by:\*\* product\n- \*\*A go if:\*\* /)
    expect(page(place)).not.toContain('<details open>')
    expect(page(place)).not.toContain('Since the last run')
    place.repository.commit({ branch: 'change', files: { 'launch.yaml': launch('a', open) } })
    await place.onPull(pull)
    expect(place.comments()).toHaveLength(1)
    expect(page(place)).toContain('`a`: NO-GO → HOLD (`promise/delight`: unmet → met; `promise/no-blockers`: met → unknown)')
    const before = page(place)
    await place.onPull(pull)
    expect(page(place)).toBe(before)
    expect(place.fake.calls('issues/update-comment')).toHaveLength(1)
  })

  test('of a good launch is short, the rest of it closed', async () => {
    const place = shop(base)
    await place.onPull(place.change({ x: 'y' }))
    const shown = page(place).replaceAll(/<details>[\s\S]*?<\/details>/g, '')
    expect(shown.split('\n').filter((line) => line !== '').length).toBeLessThan(8)
  })

  test('is not written where nobody wants it', async () => {
    const place = shop(base)
    await place.onPull(place.change({ x: 'y' }), { inputs: { comment: 'false', check: 'false' } })
    expect([...place.comments(), ...place.checks()]).toEqual([])
    expect(place.fake.requests.filter(({ method }) => method !== 'GET')).toEqual([])
  })
})

describe('much to say', () => {
  const many = (count: number): string =>
    promise(
      4.2,
      Array.from(
        { length: count },
        (_, i) => `  - { id: more-${i}, title: it is good ${i}, owner: owner-${i}, require: { more.f${i}: { atLeast: 5 } } }\n`,
      ).join(''),
    )
  const facts = (count: number): string =>
    `${launch('a', bad)}  more:\n${Array.from({ length: count }, (_, i) => `    f${i}: 1\n`).join('')}`

  test('120 things that block: ten in the step, all in the check run', async () => {
    const place = shop({ 'rules/promise.yaml': many(119), 'launch.yaml': facts(119) })
    const done = await place.run({ event: 'push' })
    const marks = done.commands.filter((line) => /^::(?:error|warning|notice)/.test(line))
    expect(marks).toHaveLength(10)
    expect(marks.at(-1)).toContain('and 110 more, in the summary of the job')
    expect(place.checks()).toMatchObject([{ annotations: 120 }])
    const off = await place.run({ event: 'push', inputs: { annotations: 'false' } })
    expect(off.commands.filter((line) => line.startsWith('::error'))).toEqual([])
  })

  test('megabytes: verdict, what blocks and what would help stay, within every limit', async () => {
    const long = 'a long story & '.repeat(600)
    const more = Array.from(
      { length: 90 },
      (_, i) => `  - { id: more-${i}, title: ${long}, owner: owner-${i}, require: { more.f${i}: { atLeast: 5 } } }\n`,
    ).join('')
    const rules = ['x', 'y', 'z'].map((id): [string, string] => [
      `rules/${id}.yaml`,
      promise(4.2, more).replace('id: promise', `id: ${id}`),
    ])
    const place = shop({ ...Object.fromEntries(rules), 'launch.yaml': facts(90) })
    const done = await place.onPull(place.change({ 'launch.yaml': `${facts(90)}    extra: 1\n` }))
    expect(done.code).toBe(1)
    expect(Buffer.byteLength(done.summary)).toBeGreaterThan(500 * 1024)
    expect(Buffer.byteLength(done.summary)).toBeLessThan(900 * 1024 + 10)
    for (const text of ['NO-GO', '**Missing:**', '**A go if:**', 'z/more-89', 'owner-89', 'do not fit here'])
      expect(done.summary).toContain(text)
    for (const text of ['NO-GO', '**Missing:**', '**Owned by:**', '**A go if:**', 'do not fit here'])
      expect(place.comments()[0]).toContain(text)
  })
})
