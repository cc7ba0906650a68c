import { describe, expect, test } from 'vitest'
import { digestOfDecision } from '../../src/engine/decision.ts'
import type { Append, RecordedEntry, Store } from '../../src/store/index.ts'
import { onBoth } from './databases.ts'
import { numbered, recording } from './recordings.ts'

onBoth('the decision log', (place) => {
  test('gives back what was recorded, to the byte', async () => {
    const store = await place.open()
    const request = await recording('checkout-2')
    const { sequence, isRepeat } = await store.append(request)
    expect({ sequence, isRepeat }).toEqual({ sequence: 1, isRepeat: false })
    const found = await store.get(request.decision.digest)
    expect(found?.decision).toEqual(request.decision)
    expect(found && digestOfDecision(found.decision)).toBe(request.decision.digest)
    expect(found?.recorded).toMatchObject({
      launch: 'checkout-2',
      verdict: 'go',
      circumstances: request.circumstances,
      inputs: request.inputs,
    })
    expect(await store.at(1)).toEqual(found)
    for (const [digest, text] of request.texts) expect(await store.inputs.get(digest)).toEqual({ text })
    expect((await store.head()).hash).toBe(found?.hash)
    expect(await store.get('sha256:unknown')).toBeUndefined()
  })

  test('holds everything after it was closed and opened again', async () => {
    const address = place.address()
    const first = await place.open(address)
    const request = await recording('checkout-2')
    await first.append(request)
    await first.close()
    const second = await place.open(address)
    expect((await second.get(request.decision.digest))?.decision).toEqual(request.decision)
    expect(await second.append(await recording('checkout-2', 3.9))).toMatchObject({ sequence: 2 })
    expect(await second.verify()).toMatchObject({ isValid: true, to: 2, decisions: 2, faults: [] })
  })

  test('refuses a decision that does not fit its digest, and a text that does not fit its', async () => {
    const store = await place.open()
    const request = await recording('a')
    const forged: Append = { ...request, decision: { ...request.decision, verdict: 'no-go' } }
    await expect(store.append(forged)).rejects.toMatchObject({ problem: 'refused' })
    const [digest = 'sha256:'] = request.texts.keys()
    await expect(store.append({ ...request, texts: new Map([[digest, 'other']]) })).rejects.toMatchObject({ problem: 'refused' })
    await expect(store.append({ ...request, texts: new Map() })).rejects.toThrow(/the text of the input `rules\/promise.yaml` is missing/)
    expect(await store.head()).toMatchObject({ sequence: 0 })
  })

  test('one bad request in a group does not take the others with it', async () => {
    const store = await place.open()
    const requests = await Promise.all([0, 1, 2, 3, 4].map((number) => numbered(number)))
    const [, second] = requests
    if (second) requests[1] = { ...second, circumstances: { ...second.circumstances, labels: { bad: Number.NaN as unknown as string } } }
    const results = await Promise.allSettled(requests.map((request) => store.append(request)))
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
    expect(await store.verify()).toMatchObject({ isValid: true, decisions: 4 })
  })

  test('takes texts that a database would not take as they are', async () => {
    const store = await place.open()
    const request = await recording('odd', 4.4, `"quote ' \\0 \u{1F680} ${'long '.repeat(1000)}"`)
    await store.append(request)
    expect((await store.get(request.decision.digest))?.decision).toEqual(request.decision)
    expect((await store.list({ product: request.decision.launch.product ?? '' })).entries).toHaveLength(1)
    expect(await store.verify()).toMatchObject({ isValid: true })
  })

  test('finds decisions by launch, product, owner, verdict and time', async () => {
    let clock = Date.parse('2026-10-01T00:00:00Z')
    const store = await place.open(undefined, { now: () => clock })
    for (const [id, csat, product] of [
      ['a', 4.4, 'checkout'],
      ['b', 3.9, 'search'],
      ['a', 4.0, 'checkout'],
      ['c', '~', 'search'],
    ] as const) {
      await store.append(await recording(id, csat, product))
      clock += 86_400_000
    }
    const ids = async (query: Parameters<Store['list']>[0]): Promise<number[]> =>
      (await store.list(query)).entries.map((entry) => entry.sequence)
    expect(await ids({})).toEqual([4, 3, 2, 1])
    expect(await ids({ order: 'oldest-first' })).toEqual([1, 2, 3, 4])
    expect(await ids({ launch: 'a' })).toEqual([3, 1])
    expect(await ids({ product: 'search' })).toEqual([4, 2])
    expect(await ids({ owner: 'team-search', verdict: 'hold' })).toEqual([4])
    expect(await ids({ verdict: 'no-go' })).toEqual([3, 2])
    expect(await ids({ from: Date.parse('2026-10-02'), to: Date.parse('2026-10-04') })).toEqual([3, 2])
    expect((await store.history('a')).entries.map((entry) => entry.recorded.verdict)).toEqual(['no-go', 'go'])
    const latest = await store.latestPerLaunch({ limit: 2 })
    expect(latest.entries.map(({ recorded, sequence }) => [recorded.launch, sequence])).toEqual([
      ['a', 3],
      ['b', 2],
    ])
    expect((await store.latestPerLaunch({ after: latest.next ?? '' })).entries.map(({ recorded }) => recorded.launch)).toEqual(['c'])
    expect(await ids({ within: { launches: ['a'], products: ['search'] } })).toEqual([4, 3, 2, 1])
    expect(await ids({ within: { launches: ['b', 'none'] }, verdict: 'no-go' })).toEqual([2])
    expect(await ids({ within: { products: [] } })).toEqual([])
    const own = await store.latestPerLaunch({ limit: 1, within: { products: ['search'] } })
    expect([own.entries.map(({ recorded }) => recorded.launch), own.next]).toEqual([['b'], 'b'])
    expect(await store.latestPerLaunch({ within: { launches: [] } })).toEqual({ entries: [] })
  })

  test('pages neither repeat nor miss anything while others record', async () => {
    const store = await place.open()
    for (let number = 0; number < 40; number++) await store.append(await numbered(number))
    for (const order of ['newest-first', 'oldest-first'] as const) {
      const before = (await store.head()).sequence
      const seen: RecordedEntry[] = []
      let after: number | undefined
      do {
        const [page] = await Promise.all([
          store.list({ order, limit: 7, ...(after !== undefined && { after }) }),
          store.append(await numbered(100 + seen.length)),
          store.append(await numbered(200 + seen.length)),
        ])
        seen.push(...page.entries)
        after = page.next
      } while (after !== undefined && seen.length < before + 20)
      const sequences = seen.map((entry) => entry.sequence)
      expect(new Set(sequences).size).toBe(sequences.length)
      const expected = Array.from({ length: before }, (_, index) => index + 1)
      expect(expected.filter((sequence) => !sequences.includes(sequence))).toEqual([])
      expect(sequences).toEqual([...sequences].sort((a, b) => (order === 'oldest-first' ? a - b : b - a)))
    }
  })

  test('a repeated request finds what it recorded the first time', async () => {
    const store = await place.open()
    const key = { key: 'token-1/abc', fingerprint: 'one' }
    const [first, twin] = await Promise.all([store.append({ ...(await numbered(1)), key }), store.append({ ...(await numbered(2)), key })])
    expect([first.sequence, twin.sequence]).toEqual([1, 1])
    expect([first.isRepeat, twin.isRepeat]).toEqual([false, true])
    expect(await store.append({ ...(await numbered(3)), key })).toEqual({ sequence: 1, isRepeat: true })
    await expect(store.append({ ...(await numbered(4)), key: { ...key, fingerprint: 'two' } })).rejects.toMatchObject({
      problem: 'key-reused',
    })
    expect(await store.head()).toMatchObject({ sequence: 1 })
  })

  test('a request is no repeat of one whose key has expired, whether or not that was cleared away', async () => {
    let clock = Date.parse('2026-10-07T12:00:00Z')
    const store = await place.open(undefined, { now: () => clock })
    const key = { key: 'token-1/abc', fingerprint: 'one' }
    await store.append({ ...(await numbered(1)), key })
    clock += 86_400_000 - 1
    expect(await store.append({ ...(await numbered(2)), key })).toEqual({ sequence: 1, isRepeat: true })
    expect(await store.requestKeys.known([key.key])).toEqual(new Map([[key.key, { fingerprint: 'one', sequence: 1 }]]))
    clock += 1
    expect(await store.requestKeys.known([key.key])).toEqual(new Map())
    const other = { ...key, fingerprint: 'two' }
    expect(await store.append({ ...(await numbered(3)), key: other })).toEqual({ sequence: 2, isRepeat: false })
    clock += 86_400_000 - 1
    expect(await store.append({ ...(await numbered(4)), key: other })).toEqual({ sequence: 2, isRepeat: true })
    await expect(store.append({ ...(await numbered(5)), key })).rejects.toMatchObject({ problem: 'key-reused' })
  })

  test('a clock that goes back breaks nothing and is told', async () => {
    let clock = Date.parse('2026-10-07T12:00:00Z')
    const store = await place.open(undefined, { now: () => clock })
    await store.append(await numbered(1))
    clock -= 3_600_000
    await store.append(await numbered(2))
    clock += 1000
    await store.append(await numbered(3))
    expect((await store.list()).entries.map((entry) => entry.sequence)).toEqual([3, 2, 1])
    const verification = await store.verify()
    expect(verification).toMatchObject({ isValid: true, notes: ['entry 2: the clock had gone back by 3600000 ms'] })
  })

  describe('what was recorded many at once', () => {
    test('is one chain without a gap', async () => {
      const address = place.address()
      const stores = await Promise.all([place.open(address), place.open(address), place.open(address)])
      const requests = await Promise.all(Array.from({ length: 150 }, (_, number) => numbered(number)))
      const appended = await Promise.all(requests.map((request, index) => (stores[index % 3] ?? stores[0])?.append(request)))
      expect(appended.map((item) => item?.sequence).sort((a = 0, b = 0) => a - b)).toEqual(
        Array.from({ length: 150 }, (_, index) => index + 1),
      )
      expect(await stores[0]?.verify()).toMatchObject({ isValid: true, decisions: 150 })
    })
  })
})
