import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Checked, Store } from '../../src/store/index.ts'
import { judgeAgain } from '../../src/world/judge-again.ts'
import { onBoth, type Place } from './databases.ts'
import { commitment, numbered, recording } from './recordings.ts'

const keys = { chain_head: 'id', entries: 'sequence', launches: 'launch', inputs: 'digest' } as const
type Table = keyof typeof keys

/** Edits one value, looks at the store, and puts the value back. */
async function withEdit(place: Place, address: string, edit: Edit, look: () => Promise<void>): Promise<boolean> {
  const key = keys[edit.table]
  const rows = await place.alter(address, `select * from ${edit.table} order by ${key}`)
  const row = rows[edit.row % rows.length]
  const names = Object.keys(row ?? {})
  const column = names[edit.column % names.length]
  if (!row || column === undefined) return false
  const before = row[column]
  const after = edited(before, edit)
  const where = `${key} = ${literal(row[key])}`
  const isKey = column === key
  if (isKey && rows.some((other) => String(other[key]) === String(after))) return false
  const done = await place
    .alter(address, `update ${edit.table} set ${column} = ${literal(after)} where ${where} returning 1`)
    .catch(() => [])
  // The database itself refuses some.
  if (done.length === 0) return false
  try {
    await look()
  } finally {
    const found = isKey ? `${key} = ${literal(after)}` : where
    await place.alter(address, `update ${edit.table} set ${column} = ${literal(before)} where ${found} returning 1`)
  }
  return true
}

interface Edit {
  readonly table: Table
  readonly row: number
  readonly column: number
  readonly at: number
  readonly by: number
  readonly kind: 'change' | 'cut' | 'add' | 'null'
}

function edited(value: unknown, { at, by, kind }: Edit): unknown {
  if (value === null) return by % 2 === 0 ? 1 : '1'
  if (kind === 'null' && typeof value !== 'string') return Number(value) + by
  if (typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))) return Number(value) + by
  const text = String(value)
  const position = text.length === 0 ? 0 : at % text.length
  if (kind === 'null' && !/^sha256/.test(text)) return null
  if (kind === 'cut') return text.slice(0, position) + text.slice(position + 1)
  if (kind === 'add') return `${text.slice(0, position)}${String.fromCharCode(32 + (by % 90))}${text.slice(position)}`
  const code = text.charCodeAt(position)
  return text.slice(0, position) + String.fromCharCode(code === 32 + (by % 90) ? 33 + (by % 90) : 32 + (by % 90)) + text.slice(position + 1)
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : `'${String(value).replaceAll("'", "''")}'`
}

const anyEdit: fc.Arbitrary<Edit> = fc.record({
  table: fc.constantFrom<Table>('entries', 'entries', 'entries', 'inputs', 'launches', 'chain_head'),
  row: fc.nat({ max: 50 }),
  column: fc.nat({ max: 50 }),
  at: fc.nat({ max: 5000 }),
  by: fc.integer({ min: 1, max: 89 }),
  kind: fc.constantFrom('change', 'cut', 'add', 'null'),
})

/** Decisions, one of which rests on an erased input, and the oldest of which were pruned. */
async function filled(place: Place, address: string): Promise<Store> {
  let clock = Date.parse('2026-01-01T00:00:00Z')
  const store = await place.open(address, { now: () => clock })
  for (let number = 0; number < 4; number++) await store.append(await recording('old', 4 + number / 10))
  clock = Date.parse('2026-06-01T00:00:00Z')
  for (const id of ['a', 'b', 'c']) await store.append(await recording(id))
  const [erased] = (await recording('b')).inputs.filter((input) => input.as === 'launch')
  await store.inputs.erase(erased?.digest ?? '', { by: 'maria', why: 'it named a customer' })
  await store.retain({ before: Date.parse('2026-03-01T00:00:00Z'), by: 'nightly', why: 'two years' })
  await store.append(await recording('a', 3.9))
  return store
}

onBoth('what verify finds', (place) => {
  let address = ''
  let store: Store
  beforeAll(async () => {
    address = place.address()
    store = await filled(place, address)
  })

  test('a store that nobody touched is valid, what was taken out of it included', async () => {
    const seen: Checked[] = []
    const verification = await store.verify({ judgeAgain, onChecked: (checked) => seen.push(checked) })
    expect(verification).toMatchObject({ isValid: true, wrong: 0, faults: [], notes: [], pruned: 3, erased: 1, to: 10 })
    expect(verification.replayed).toEqual({ 'same-bytes': 4, 'same-outcomes': 0, 'not-replayable': 1, differs: 0 })
    expect(seen.map((checked) => checked.state).slice(0, 3)).toEqual(['pruned', 'pruned', 'pruned'])
  })

  test('any edit of anything stored, byte by byte', async () => {
    let edits = 0
    await fc.assert(
      fc.asyncProperty(anyEdit, async (edit) => {
        const isEdited = await withEdit(place, address, edit, async () => {
          const result = await store.verify().catch((error: unknown) => ({ isValid: false, faults: [String(error)] }))
          expect(result.isValid, JSON.stringify(edit)).toBe(false)
        })
        if (isEdited) edits++
      }),
      { numRuns: place.kind === 'sqlite' ? 200 : 100 },
    )
    expect(edits).toBeGreaterThan(50)
    expect(await store.verify()).toMatchObject({ isValid: true })
  })

  test('rows that are gone, put in, or exchanged', async () => {
    const statements: readonly (readonly [string, string | undefined])[] = [
      ['delete from entries where sequence = 6 returning 1', undefined],
      ['delete from entries where sequence = 10 returning 1', undefined],
      ['delete from inputs where digest = (select min(digest) from inputs where text is not null) returning 1', undefined],
      ["delete from launches where launch = 'a' returning 1", undefined],
      ["insert into launches (launch, sequence) values ('ghost', 5) returning 1", undefined],
      ["insert into entries (sequence, kind, entry_digest, previous, hash) values (11, 'decision', 'x', 'y', 'z') returning 1", undefined],
      [
        'update entries set entry = null, body = null, decision = null, launch = null, product = null, owner = null, verdict = null, recorded_at = null where sequence = 6 returning 1',
        undefined,
      ],
      ["update inputs set text = null, erased = 8 where text like '%id: a%' returning 1", undefined],
    ]
    for (const [statement] of statements) {
      const copy = place.address()
      const altered = await filled(place, copy)
      expect(await altered.verify()).toMatchObject({ isValid: true })
      expect((await place.alter(copy, statement)).length, statement).toBeGreaterThan(0)
      expect((await altered.verify()).isValid, statement).toBe(false)
      await altered.close()
    }
  })

  test('a range of it, from a hash that was noted', async () => {
    const whole = await store.verify()
    expect(await store.verify({ from: 5, to: 7 })).toMatchObject({ isValid: true, from: 5, to: 7, decisions: 3 })
    const anchor = { sequence: 10, hash: whole.hash as `sha256:${string}` }
    expect(await store.verify({ anchor })).toMatchObject({ isValid: true })
    expect(await store.verify({ anchor: { ...anchor, sequence: 9 } })).toMatchObject({ isValid: false })
    expect(await store.verify({ anchor: { ...anchor, sequence: 11 } })).toMatchObject({
      faults: ['entry 11, whose hash was noted, is gone'],
    })
    await expect(store.verify({ anchor, to: 9 })).rejects.toMatchObject({ problem: 'refused' })
    await expect(store.verify({ from: 50 })).rejects.toMatchObject({ problem: 'refused' })
  })
})

onBoth('a log whose end was cut, head and all', (place) => {
  test('is told by a hash that was noted', async () => {
    const address = place.address()
    const store = await place.open(address)
    for (const id of ['a', 'b', 'c']) await store.append(await recording(id))
    const noted = await store.head()
    await place.alter(address, 'delete from entries where sequence = 3 returning 1')
    await place.alter(address, "delete from launches where launch = 'c' returning 1")
    await place.alter(address, 'update chain_head set sequence = 2, hash = (select hash from entries where sequence = 2) returning 1')
    expect(await store.verify()).toMatchObject({ isValid: true, to: 2 })
    expect(await store.verify({ anchor: noted })).toMatchObject({ isValid: false, faults: ['entry 3, whose hash was noted, is gone'] })
  })
})

onBoth('what is taken out of the log', (place) => {
  test('an erased input stays erased, and what rested on it is valid, not replayable', async () => {
    const store = await place.open()
    const request = await recording('a')
    await store.append(request)
    const [input] = request.inputs.filter((item) => item.as === 'launch')
    const digest = input?.digest ?? ''
    await expect(store.inputs.erase(digest, { by: '', why: 'x' })).rejects.toMatchObject({ problem: 'refused' })
    expect(await store.inputs.erase(digest, { by: 'maria', why: 'it named a customer' })).toBe(true)
    expect(await store.inputs.erase(digest, { by: 'maria', why: 'again' })).toBe(false)
    expect(await store.inputs.erase('sha256:none', { by: 'maria', why: 'again' })).toBe(false)
    expect(await store.inputs.get(digest)).toEqual({ erased: 2 })
    await store.append(request)
    expect(await store.inputs.get(digest)).toEqual({ erased: 2 })
    const verification = await store.verify({ judgeAgain })
    expect(verification).toMatchObject({ isValid: true, erased: 1, replayed: { 'not-replayable': 2, 'same-bytes': 0 } })
  })

  test('retention drops what is old, keeps the last decision about each launch, and what rests on the inputs', async () => {
    let clock = Date.parse('2026-01-01T00:00:00Z')
    const store = await place.open(undefined, { now: () => clock })
    for (let number = 0; number < 1200; number += 200)
      await Promise.all(
        Array.from({ length: 200 }, async (_, index) => store.append(await numbered(number + index, `l-${(number + index) % 5}`))),
      )
    await store.append(await recording('forgotten'))
    clock = Date.parse('2026-07-01T00:00:00Z')
    const kept = await recording('l-0')
    await store.append(kept)
    const retention = { before: Date.parse('2026-06-01T00:00:00Z'), by: 'nightly', why: 'kept for half a year' }
    const retained = await store.retain(retention)
    expect(retained.decisions).toBe(1196)
    expect(retained.inputs).toBeGreaterThan(0)
    expect(await store.retain(retention)).toEqual({ decisions: 0, inputs: 0 })
    expect((await store.list({ limit: 1000 })).entries.map((entry) => entry.recorded.launch).sort()).toEqual([
      'forgotten',
      'l-0',
      'l-1',
      'l-2',
      'l-3',
      'l-4',
    ])
    expect(await store.inputs.get(kept.inputs[0]?.digest ?? '')).toEqual({ text: commitment })
    expect((await store.get(kept.decision.digest))?.decision).toEqual(kept.decision)
    await store.append(await recording('after'))
    expect(await store.verify()).toMatchObject({ isValid: true, pruned: 1196, decisions: 1203 })
  })
})

describe('the digests of the store', () => {
  test('are those of the engine', async () => {
    const { digestOf } = await import('../../src/source/digest.ts')
    const { hashOf } = await import('../../src/store/hash.ts')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(hashOf(text)).toBe(digestOf(text))
      }),
    )
  })
})
