import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import type { Surroundings } from '../../src/web/page.ts'
import { pageOf } from '../../src/web/page-of.tsx'
import { aroundRoom } from './small-room.ts'
import { now, yearOf } from './year.ts'

/** The script of ten questions in the docs: what is clicked, by the words of the link, and what the page then says. */
const script: readonly { readonly question: string; readonly clicks: readonly RegExp[]; readonly answer: RegExp }[] = [
  {
    question: 'Which launches in the next 30 days cannot go, and who has to act?',
    clicks: [/cannot go, in the next 30 days/],
    answer: /Who has to act/,
  },
  { question: 'What is overdue, and with whom?', clicks: [/requirements overdue/], answer: /Who owes what by when.*Shown: Due: Overdue/ },
  {
    question: 'What do I owe, and by when?',
    clicks: [/^Hand-offs$/, /^head-of-support$/],
    answer: /Hand-offs of head-of-support.*Due.*support can help from the first day/,
  },
  { question: 'Why can this launch not go, and what would make it a go?', clicks: [/^One-page checkout 4$/], answer: /NO-GO|HOLD.*go if/i },
  {
    question: 'Which lower bars fall back within 14 days?',
    clicks: [/waivers? ends? within 14 days/],
    answer: /In force, ending within 14 days.*W-2026-/,
  },
  {
    question: 'Which requirement do we waive again and again?',
    clicks: [/^Waivers$/],
    answer: /How often each requirement is waived.*help is published.* %/,
  },
  { question: 'What changed since last week?', clicks: [/^What changed$/], answer: /Since 2026-11-15.*It was.*It is/ },
  {
    question: 'Which launches went past the gate, or are looked at by nobody?',
    clicks: [/^Keeping it alive$/],
    answer: /Launches that nobody looks at, or that went past/,
  },
  {
    question: 'How many customers did we lose, and why?',
    clicks: [/^Keeping it alive$/],
    answer: /customers\.lost.*they could not import their data/,
  },
  {
    question: 'What exactly do we promise here, and who does not keep it today?',
    clicks: [/^Commitments$/, /^support can help from the first day$/],
    answer: /trained support people must be at least 90%.*today for/,
  },
]

let around: Surroundings

beforeAll(() => {
  const { room, recorded } = yearOf(24)
  const kept = new Map(recorded.map(({ decision }) => [decision.digest, decision]))
  around = aroundRoom(room, now, { decisionOf: async (digest) => kept.get(digest) })
})

test.each(script)('$question', async ({ question, clicks, answer }) => {
  const docs = readFileSync(new URL('../../docs/customer-room.md', import.meta.url), 'utf8')
  expect(docs).toContain(`| ${question} |`)
  expect(clicks.length).toBeLessThanOrEqual(2)
  let body = await get('/')
  for (const words of clicks) {
    const link = linksIn(body).find(({ text }) => words.test(text))
    if (!link) throw new Error(`no link says ${words}: ${linksIn(body).map(({ text }) => text)}`)
    body = await get(link.href)
  }
  expect(textOf(body)).toMatch(new RegExp(answer.source, `${answer.flags}s`))
})

async function get(address: string): Promise<string> {
  const url = new URL(address, 'http://room.test')
  const { status, body } = await pageOf({ path: url.pathname, query: url.searchParams }, around)
  expect(status).toBe(200)
  return body
}

function linksIn(body: string): { readonly href: string; readonly text: string }[] {
  return [...body.matchAll(/<a [^>]*href="([^"]+)"[^>]*>(.*?)<\/a>/gs)].map(([, href = '', inner = '']) => ({
    href: href.replaceAll('&amp;', '&'),
    text: textOf(inner),
  }))
}

function textOf(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
