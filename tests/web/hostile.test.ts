import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Decision } from '../../src/model/generated/types.ts'
import type { Page, Surroundings } from '../../src/web/page.ts'
import { pageOf } from '../../src/web/page-of.tsx'
import { fileOf, wayTo } from '../../src/web/site/file-names.ts'
import { exampleDecision } from '../report/decisions.ts'
import { evil, hostile, infected, infections } from '../report/infected.ts'
import { readCsv } from '../report/readers.ts'
import { linksOf, readPage } from './html.ts'
import { around } from './seeded.ts'

const base = exampleDecision('saved-baskets')
const going = exampleDecision('one-page-checkout')
const unseen = /[\u0000-\u0008\u000b-\u001f\u202a-\u202e\u2066-\u2069\ufeff]/
const runs = { numRuns: 60 }

/** A room of decisions in which every text is hostile, but with digests by which they can be asked for. */
function infectedRoom(change: (text: string) => string): { readonly given: Surroundings; readonly decisions: readonly Decision[] } {
  const decisions = [base, going].map((decision, i) => ({
    ...infected(decision, change),
    digest: decision.digest,
    now: decision.now,
    launch: { ...infected(decision, change).launch, id: `${change(decision.launch.id)}${i}` },
  }))
  const given = around(decisions)
  given.room.undecided = [{ name: change('x'), file: change('y'), why: change('z') }]
  return { given, decisions }
}

async function everyPage({ given, decisions }: ReturnType<typeof infectedRoom>, format: string): Promise<readonly Page[]> {
  const paths = [
    [],
    ['register'],
    ...decisions.map(({ launch }) => ['launches', launch.id]),
    ...decisions.map(({ digest }) => ['decisions', digest]),
  ]
  const query = new URLSearchParams({ outcome: 'all', group: 'owner', launches: 'all', ...(format !== 'html' && { format }) })
  return Promise.all(paths.map((path) => pageOf({ path: new URL(given.links.to({ path }), 'http://room.test').pathname, query }, given)))
}

describe('nothing in a text of a file comes alive', () => {
  const everyEvil = evil.map((text) => (given: string) => `${text}${given}${text}`)
  const infect = fc.oneof(infections, fc.constantFrom(...everyEvil))

  test('on pages: only our tags, no script or style, links to pages of ours and the web alone, nothing hidden', async () => {
    await fc.assert(
      fc.asyncProperty(infect, async (change) => {
        for (const { body, status } of await everyPage(infectedRoom(change), 'html')) {
          expect([200, 404]).toContain(status)
          const read = readPage(body)
          expect(read.tags.filter(({ name }) => name === 'script')).toEqual([])
          expect(linksOf(read).filter((link) => !/^(?:\/|#main$|https?:\/\/)/.test(link) || link.startsWith('//'))).toEqual([])
          expect(read.texts.join('')).not.toMatch(unseen)
        }
      }),
      runs,
    )
  })

  test('in exports: CSV has a cell a column, no formula and no command; JSON holds the text as it is; Markdown has no mark-up of its own', async () => {
    await fc.assert(
      fc.asyncProperty(infect, async (change) => {
        const room = infectedRoom(change)
        for (const { body, status } of await everyPage(room, 'csv')) {
          if (status !== 200) continue
          const [head = [], ...rows] = readCsv(body.slice(1))
          for (const row of rows) {
            expect(row).toHaveLength(head.length)
            expect(row.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
          }
          expect(body).not.toMatch(/^\s*::|##\[|##vso\[/im)
        }
        for (const { body, status } of await everyPage(room, 'json')) if (status === 200) JSON.parse(body)
        for (const { body, status } of await everyPage(room, 'md'))
          if (status === 200) expect(body.replaceAll(/\\./g, '')).not.toMatch(/<[a-z!/]|\]\(|!\[|^\s*::/im)
      }),
      runs,
    )
  })
})

test('10,000 characters do not fill a list, and are whole where there is room', async () => {
  const long = `${'very '.repeat(2000)}long`
  const decision = { ...base, launch: { ...base.launch, title: long } }
  const given = around([decision])
  const list = await pageOf({ path: '/', query: new URLSearchParams() }, given)
  expect(list.body).not.toContain(long)
  expect(list.body).toContain('…')
  const page = await pageOf({ path: `/launches/${base.launch.id}`, query: new URLSearchParams() }, given)
  expect(page.body).toContain(long)
})

test('names from right to left stay apart from what is around them', async () => {
  const decision = { ...base, launch: { ...base.launch, title: 'سلة محفوظة' } }
  const { body } = await pageOf({ path: '/', query: new URLSearchParams() }, around([decision]))
  expect(body).toContain('<bdi>سلة محفوظة</bdi>')
})

describe('names of files', () => {
  const segment = fc.oneof(hostile, fc.constantFrom('.', '..', 'con', 'nul', 'COM1', 'index', 'A', 'a', 'launch.csv', 'a--b=c', ''))
  const target = fc.record({
    path: fc.array(segment, { maxLength: 3 }),
    query: fc.dictionary(fc.constantFrom('page', 'owner', 'group'), hostile, { maxKeys: 3, noNullPrototype: true }),
  })

  test('stay within the folder, whatever ids are', () => {
    fc.assert(
      fc.property(target, (asked) => {
        const file = fileOf(asked)
        expect(file).toMatch(/^(?:[a-z0-9_=-]{1,90}\/){0,2}[a-z0-9_=-]{1,90}\.html$/)
        expect(file).not.toMatch(/(?:^|\/)(?:con|prn|aux|nul|com\d|lpt\d)\./)
      }),
    )
  })

  test('differ where pages differ', () => {
    const wellFormed = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(wellFormed, wellFormed, (a, b) => {
        fc.pre(a !== b)
        expect(fileOf({ path: ['launches', a] })).not.toBe(fileOf({ path: ['launches', b] }))
        expect(fileOf({ path: ['register'], query: { owner: a } })).not.toBe(fileOf({ path: ['register'], query: { owner: b } }))
      }),
    )
  })

  test('are reached from one another', () => {
    fc.assert(
      fc.property(target, target, (a, b) => {
        const [from, to] = [fileOf(a), fileOf(b)]
        expect(new URL(wayTo(from, to), `file:///site/${from}`).pathname).toBe(`/site/${to}`)
      }),
    )
  })
})
