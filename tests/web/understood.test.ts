import { describe, expect, test } from 'vitest'
import type { Page } from '../../src/web/page.ts'
import { newRoom } from '../../src/web/room/add-decision.ts'
import { linksOf, readPage } from './html.ts'
import { pageAt } from './page-at.ts'
import { aroundRoom, smallRoom } from './small-room.ts'

const now = '2026-10-16T08:00:00Z'
const room = smallRoom([
  ['2026-10-01', { header: { product: 'shop', tier: 1 }, facts: { 'beta.csat': 4.4 } }],
  ['2026-10-15', { header: { product: 'shop', tier: 1 }, facts: { 'beta.csat': 3.9, 'docs.pages': 2 } }],
])
const around = aroundRoom(room, now)

function get(address: string, given = around): Promise<Page> {
  return pageAt(address, given)
}

/** What a page says it did not understand. */
function said({ body }: Page): string {
  const [, told = ''] = /<div class="misread" role="status">(.*?)<\/div>/.exec(body) ?? []
  return told.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
}

/** A page without the line, and without what stands in its addresses. */
const bare = (body: string): string => body.replace(/<div class="misread".*?<\/div>/, '')

/** What the page says, in the words that stand on it; and an export, by what an address takes, where that is something else. */
const unknown: readonly [address: string, says: RegExp, byName?: RegExp][] = [
  [
    '/?verdict=bogus',
    /Verdict: bogus is not understood and left out\. It can be cannot go , may go , to be judged again , NO-GO , HOLD , CONDITIONAL GO or GO \./,
    /It can be blocked , may-go , judge-again , no-go , hold , conditional-go or go \./,
  ],
  [
    '/?within=soon',
    /Launch date: soon .* It can be next 7 days , next 30 days , next 90 days or another number of days\./,
    /It can be 7 , 30 , 90 or another number of days\./,
  ],
  ['/?product=shopp', /Product: shopp is not understood and left out; did you mean shop \? It can be shop \./],
  ['/?team=nobody', /Launch owner: nobody .* It can be search-team \./],
  ['/?tier=9', /Tier: 9 .* It can be 1 \./],
  ['/?launches=closed', /Launches: closed/],
  ['/?group=colour', /Group by: colour/],
  ['/register?owner=bogus', /Requirement owner: bogus .* It can be documentation , product or sales \./],
  ['/register?stage=pay', /Stage: pay .* It can be get help or get value \./],
  ['/register?outcome=good', /Outcome: good .* all or open \./],
  ['/register?due=soon', /Due: soon .* It can be overdue or next 7 days \./, /It can be late or week \./],
  ['/register?group=colour', /Group by: colour/],
  ['/hand-offs?owner=docmentation', /Who: docmentation .* did you mean documentation \?/],
  [
    '/hand-offs?due=late',
    /Due: late .* It can be Overdue , Due within 7 days , Later or No date \./,
    /It can be overdue , soon , next or undated \./,
  ],
  ['/waivers?state=gone', /State: gone/],
  ['/waivers?launches=closed', /Launches: closed/],
  [
    '/changes?since=bad',
    /Since: bad .* It can be 14 days ago , 30 days ago , 90 days ago , another number of days or a day such as 2026-09-16 \./,
    /It can be 14 , 30 , 90 , another number of days or a day such as 2026-09-16 \./,
  ],
  ['/changes?since=2026-13-01', /Since: 2026-13-01/],
  ['/digest?owner=bogus', /Whose week: bogus/],
  [
    '/?owner=product',
    /asks for owner , by which nothing here can be narrowed, so it is left out\. There are Launch date , Verdict , Product , Launch owner , Tier , Launches and Group by \./,
    /There are within , verdict , product , team , tier , launches and group \./,
  ],
  ['/changes?sinc=90', /asks for sinc , .* left out; did you mean since \? There is Since \./, /There is since \./],
]

describe('what an address says of a filter and nothing understands', () => {
  test.each(unknown)('%s is told, with what there is, and the page is that without it', async (address, says) => {
    const page = await get(address)
    expect(page.status).toBe(200)
    expect(said(page)).toMatch(says)
    const [path = ''] = address.split('?')
    expect(bare(page.body)).toBe((await get(path)).body)
  })

  test.each(unknown)('%s is no export: a program sees no remark', async (address, says, byName = says) => {
    for (const format of ['csv', 'md', 'json']) {
      const { status, type, body } = await get(`${address}&format=${format}`)
      expect([status, type]).toEqual([400, 'text/plain; charset=utf-8'])
      expect(body.replaceAll('`', ' ').replaceAll(/ +/g, ' ')).toMatch(byName)
    }
  })

  test('leaves what is understood beside it', async () => {
    const page = await get('/register?owner=product&stage=pay&due=soon')
    expect(said(page)).toMatch(/Due: soon .*Stage: pay/)
    expect(bare(page.body)).toBe((await get('/register?owner=product')).body)
  })

  test('is told in a mail, too', async () => {
    const { status, body } = await get('/digest/mail?owner=bogus')
    expect(status).toBe(200)
    expect(body.replaceAll(/<[^>]*>/g, '')).toContain('Whose week: bogus is not understood and left out.')
    expect(body).toContain('The week in launches')
  })

  test('is shown as text, and not at any length', async () => {
    const page = await get(`/?verdict=${encodeURIComponent(`\`</p><script>\u202e${'x'.repeat(5000)}`)}`)
    const read = readPage(page.body)
    expect(page.body.length).toBeLessThan((await get('/')).body.length + 1000)
    expect(read.texts.join('')).not.toContain('\u202e')
    expect(linksOf(read).filter((link) => link.includes('verdict=%60'))).toEqual([])
  })

  test('nothing to choose from is said, too', async () => {
    expect(said(await get('/register?owner=bogus', aroundRoom(newRoom(), now)))).toContain('There is nothing to choose from yet.')
  })
})

describe('a form that there is not', () => {
  test('is told on the page that is shown instead', async () => {
    const page = await get('/register?format=bogus&owner=product')
    expect([page.status, page.type]).toEqual([200, 'text/html; charset=utf-8'])
    expect(said(page)).toContain('There is no form bogus of this, so the page is shown. There are csv , md and json .')
    expect(bare(page.body)).toBe((await get('/register?owner=product')).body)
    for (const address of ['/register?format=html', '/register?format=']) expect(said(await get(address))).toBe('')
  })

  test('is none of a table that is not there: rows of another would be taken for its', async () => {
    const { status, body } = await get('/digest?format=csv&table=ending')
    expect([status, body]).toEqual([400, expect.stringMatching(/^There is no table `ending` here now\. There are `to-do`.* and `.*`\.\n$/)])
    expect((await get('/digest?format=csv&table=to-do')).status).toBe(200)
  })
})

test.each([
  '/?verdict=blocked&within=45&team=search-team&launches=all',
  '/register?outcome=open',
  '/register?outcome=all&due=late&group=owner',
  '/register?outcome=not-applicable&stage=get help',
  '/hand-offs?owner=insight',
  '/hand-offs?owner=sales&due=undated',
  '/hand-offs?owner=search-team',
  '/waivers?state=lapsed&launches=all',
  '/changes?since=7',
  '/changes?since=365',
  '/changes?since=2026-10-01',
  '/digest?owner=sales',
  '/digest?owner=cco&page=2&page-moved=3&table=to-do',
  '/register?owner=&stage=&utm=',
  '/commitments?owner=anybody',
])('%s is understood', async (address) => {
  const page = await get(address)
  expect([page.status, said(page)]).toEqual([200, ''])
})
