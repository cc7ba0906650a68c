import { beforeAll, expect, test } from 'vitest'
import { digestOf } from '../../src/source/digest.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { waiverFile } from '../../src/store/kept-waiver.ts'
import { judgeAgain } from '../../src/world/judge-again.ts'
import { answer, ask, placeIn } from '../server/waivers/place.ts'
import { folderOf } from '../world/temporary-folder.ts'
import { onBoth } from './databases.ts'
import { forged, type Line, linesOf, redocumented, type Story, story } from './moved-waivers.ts'

interface Kept {
  readonly waiver: Readonly<Record<string, unknown>>
  readonly answers: readonly Readonly<Record<string, unknown>>[]
  readonly shortfall: readonly string[]
}

const state = (to: string) => (line: Line) => ({ ...line, state: to })
const kept = (edit: (document: Kept) => object) => (line: Line) => redocumented(line, (document) => edit(document as unknown as Kept))
const waiver = (edit: object) => kept((document) => ({ ...document, waiver: { ...document.waiver, ...edit } }))
const mia = { by: 'mia', role: 'cco', on: '2026-10-07' }

/** What somebody who edits an export and makes its digests anew may try, to which waiver, and what is said of it. */
const forgeries: readonly (readonly [string, keyof Story['waivers'], (line: Line, story: Story) => Line, RegExp])[] = [
  ['one that nobody approved', 'refused', state('in-force'), /its answers make it refused, and it says that it is in-force/],
  ['one that expired', 'expired', state('in-force'), /its answers make it expired or lapsed/],
  ['an approval that nobody gave', 'requested', waiver({ approved: [mia, { ...mia, by: 'maria' }] }), /its approvals are not those/],
  ['an approval of another day', 'in-force', waiver({ approved: [{ ...mia, on: '2026-10-01' }] }), /its approvals are not those/],
  [
    'an answer that is gone',
    'in-force',
    kept((document) => ({ ...document, answers: document.answers.slice(1) })),
    /its approvals are not/,
  ],
  ['another version', 'in-force', (line) => ({ ...line, version: 4 }), /it is in version 4, and its history has another number/],
  ['a lower bar than was approved', 'in-force', waiver({ covers: { 'beta.csat': { atLeast: 1 } } }), /it said something else then/],
  ['a later end than was approved', 'in-force', waiver({ expires: '2026-12-01' }), /it said something else then/],
  ['one that decisions were judged by', 'in-force', state('requested'), /decisions were judged by it, and it says that it is requested/],
  ['another launch', 'requested', (line) => ({ ...line, launch: 'other' }), /the column `launch` is not what it says itself/],
  ['another decision', 'requested', (line) => ({ ...line, decision: `sha256:${'0'.repeat(64)}` }), /that it is bound to is not recorded/],
  [
    'a wider gap',
    'requested',
    kept((document) => ({ ...document, shortfall: ['{"fact":"x"}'] })),
    /it accepts something else than fell short/,
  ],
  [
    'a time before its launch',
    'requested',
    kept((document) => ({ ...document, since: 99 })),
    /asked for after entry 99, which is not there/,
  ],
  ['the requester as approver', 'in-force', waiver({ requestedBy: 'Maria' }), /maria asked for it and approved it/],
  ['something beside it', 'requested', kept((document) => ({ ...document, note: 'x' })), /has not the form of a waiver/],
  ['what no file may say', 'requested', waiver({ as: 'ignored' }), /`ignored`/],
  [
    'answers after its end',
    'withdrawn',
    kept((document) => ({ ...document, answers: [...document.answers, ...document.answers] })),
    /something was said to it after ola had ended it/,
  ],
  [
    'a decision that nobody could look at',
    'requested',
    kept((document) => ({ ...document, answers: document.answers.map((given) => ({ ...given, saw: `sha256:${'1'.repeat(64)}` })) })),
    /the decision that mia looked at is not recorded about its launch/,
  ],
]

onBoth('waivers that are exported', (place) => {
  let told: Story
  let lines: string[]
  beforeAll(async () => {
    told = await story(place)
    lines = await linesOf(told.store)
  })

  async function isLeftWithout(store: Store): Promise<void> {
    expect(await store.waivers.list()).toEqual([])
    expect(await store.verify()).toMatchObject({ isValid: true, waivers: 0 })
  }

  test('come over with all that was said to them, to the other database and back', async () => {
    const all = await told.store.waivers.list()
    expect(all.map((item) => item.state).sort()).toEqual(['expired', 'in-force', 'lapsed', 'refused', 'requested', 'withdrawn'])
    const other = await openStore(await folderOf())
    expect(await other.importLines(lines)).toMatchObject({ entries: 3, waivers: 6, knownWaivers: 0, notes: [] })
    const back = await place.open()
    await back.importLines(await linesOf(other))
    for (const store of [other, back]) {
      expect(await store.waivers.list()).toEqual(all)
      expect(await linesOf(store)).toEqual(lines)
      expect(await store.verify({ judgeAgain })).toMatchObject({ isValid: true, waivers: 6, faults: [], notes: [] })
    }
    expect(await back.importLines(lines)).toMatchObject({ entries: 0, known: 3, waivers: 0, knownWaivers: 6 })
    await other.close()
  })

  test('go on as those that are there, and never back', async () => {
    const own = await placeIn((options) => place.open(undefined, options))
    const first = await own.judge()
    const asked = await ask(own, first)
    const early = await linesOf(own.store)
    const copy = await place.open()
    await copy.importLines(early)
    const once = await answer(own, 'maria', asked, { role: 'cco' })
    await answer(own, 'petra', once)
    await own.judge()
    const later = await linesOf(own.store, 2)
    expect(await copy.importLines(later)).toMatchObject({ entries: 1, waivers: 1, notes: [] })
    expect(await copy.waivers.get(asked.id)).toMatchObject({ state: 'in-force', version: 3 })
    expect(await copy.importLines(early)).toMatchObject({ waivers: 0, knownWaivers: 1 })
    expect(await copy.waivers.get(asked.id)).toEqual(await own.store.waivers.get(asked.id))
    // What the copy has ended meanwhile, no export brings back.
    const { document } = (await copy.waivers.get(asked.id)) ?? { document: '' }
    const ended = JSON.stringify({ ...JSON.parse(document), ended: { at: '2026-10-09T00:00:00Z', because: 'it was enough' } })
    await copy.waivers.change(asked.id, 3, { state: 'lapsed', document: ended })
    expect(await copy.importLines(later)).toMatchObject({ waivers: 0, knownWaivers: 1 })
    expect(await copy.waivers.get(asked.id)).toMatchObject({ state: 'lapsed', version: 4 })
    await answer(own, 'maria', { ...once, version: 3 }, { answer: 'withdraw', role: 'cco' })
    await expect(copy.importLines(await linesOf(own.store))).rejects.toThrow(/the waiver `S-[^`]+`: it is another one in this store/)
    expect(await copy.waivers.get(asked.id)).toMatchObject({ state: 'lapsed', version: 4 })
  })

  test('are missed in an older export, which is imported all the same', async () => {
    const older = lines.flatMap((text) => {
      const { waivers: _, ...line } = JSON.parse(text) as Line
      if (line['line'] === 'waiver') return []
      return [JSON.stringify(line['line'] === 'start' ? { ...line, format: 'onlyif-log/1' } : line)]
    })
    const store = await place.open()
    expect(await store.importLines(older)).toMatchObject({ entries: 3, waivers: 0 })
    await isLeftWithout(store)
    expect(await store.importLines(lines)).toMatchObject({ entries: 0, known: 3, waivers: 6 })
  })

  test('are refused all together when one was altered, left out, put in or told twice', async () => {
    const at = lines.findIndex((line) => line.startsWith('{"line":"waiver"'))
    const line = lines[at] ?? ''
    const spoilt: readonly (readonly [string, readonly string[], RegExp])[] = [
      ['altered', lines.with(at, line.replace('"maria', '"tom').replace('ola', 'tom')), /line \d+: the waiver does not fit its digest/],
      ['left out', lines.toSpliced(at, 1), /line \d+: the end is not that of the waivers before it/],
      ['twice', lines.toSpliced(at, 0, line), /line \d+: the waiver `S-[^`]+` is another one than before/],
      ['of the format before', lines.with(0, (lines[0] ?? '').replace('log/2', 'log/1')), /there are no waivers in this format/],
      ['not bound', lines.with(-1, (lines.at(-1) ?? '').replace(/,"waivers":"[^"]*"/, '')), /the end is not that of the waivers before it/],
    ]
    for (const [name, edited, says] of spoilt) {
      const store = await place.open()
      await expect(store.importLines(edited), name).rejects.toThrow(says)
      await isLeftWithout(store)
    }
  })

  test.each(forgeries)('are refused with %s, though all digests fit', async (_, which, edit, says) => {
    const { id } = told.waivers[which]
    const store = await place.open()
    const edited = forged(lines, id, (line) => edit(line, told))
    expect(edited).not.toEqual(lines)
    await expect(store.importLines(edited)).rejects.toThrow(says)
    await expect(store.importLines(edited)).rejects.toMatchObject({ problem: 'refused', message: expect.stringContaining(id) })
    await isLeftWithout(store)
  })

  test('never count with fewer approvals than what judges asks for', async () => {
    const own = await placeIn((options) => place.open(undefined, options))
    const asked = await answer(own, 'maria', await ask(own, await own.judge()), { role: 'cco' })
    const copy = await placeIn((options) => place.open(undefined, options))
    const imported = await copy.store.importLines(forged(await linesOf(own.store), asked.id, state('in-force')))
    expect(imported.notes).toEqual([expect.stringContaining(`\`${asked.id}\` is in force, and no decision was judged by it`)])
    expect((await copy.store.verify()).notes).toEqual(imported.notes)
    const judged = await copy.judge()
    expect(judged).toMatchObject({ blocked: true, waivers: [{ id: asked.id, state: 'requested' }] })
  })

  test('are whole though decisions were dropped and texts were erased, which they do not bring back', async () => {
    const own = await story(place)
    const { entries } = await own.store.list({ limit: 10 })
    const texts = entries.flatMap(({ recorded }) => recorded.inputs.filter(({ as }) => as === 'launch' || as === 'waivers'))
    const erased = new Set<string>()
    for (const { digest } of texts) {
      const found = await own.store.inputs.get(digest)
      if (found && 'text' in found) erased.add(found.text)
      await own.store.inputs.erase(digest, { by: 'maria', why: 'asked for' })
    }
    expect(texts.some(({ file }) => file === waiverFile)).toBe(true)
    await own.store.retain({ before: Date.parse('2027-01-01'), by: 'nightly', why: 'old' })
    const exported = await linesOf(own.store)
    for (const text of erased) expect(exported.some((line) => line.includes(JSON.stringify(text)))).toBe(false)
    const copy = await place.open()
    expect(await copy.importLines(exported)).toMatchObject({ waivers: 6, notes: [expect.stringContaining('no decision was judged by it')] })
    expect(await copy.verify()).toMatchObject({ isValid: true, waivers: 6, pruned: 2 })
    for (const { digest } of texts) expect(await copy.inputs.get(digest)).not.toHaveProperty('text')
    await copy.importLines(await linesOf(own.store))
    expect(await copy.waivers.list()).toEqual(await own.store.waivers.list())
  })

  test('are whole though they are answered, and decisions are judged by them, while they are exported', async () => {
    const own = await placeIn((options) => place.open(undefined, options))
    const asked = await ask(own, await own.judge())
    const once = await answer(own, 'maria', asked, { role: 'cco' })
    const exported: string[] = []
    let steps = [() => answer(own, 'petra', once), () => own.judge(), async () => ask(own, await own.judge(), { reason: 'one more' })]
    for await (const line of own.store.exportLines()) {
      exported.push(JSON.stringify(line))
      if (line.line !== 'waiver') continue
      for (const step of steps) await step()
      steps = []
    }
    expect(exported.filter((line) => line.startsWith('{"line":"waiver"'))).toHaveLength(3)
    const copy = await place.open()
    expect(await copy.importLines(exported)).toMatchObject({ entries: 3, waivers: 2, notes: [] })
    expect(await copy.waivers.list()).toEqual(await own.store.waivers.list())
    expect(await copy.verify()).toMatchObject({ isValid: true, waivers: 2 })
  })

  test('take no secret and nothing of the audit log with them', async () => {
    const own = await placeIn((options) => place.open(undefined, options))
    await ask(own, await own.judge())
    const { secret, token } = await own.store.tokens.create({ name: 'the-token-of-ola', scopes: ['read'], bounds: {}, createdBy: 'maria' })
    const session = await own.store.sessions.begin(token.id, Date.parse('2027-01-01'))
    const exported = (await linesOf(own.store)).join('\n')
    for (const text of [secret, digestOf(secret), 'the-token-of-ola', token.id, session, digestOf(session), 'waiver.ask'])
      expect(exported).not.toContain(text)
  })
})
