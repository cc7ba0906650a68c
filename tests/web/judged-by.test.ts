import { expect, test } from 'vitest'
import { judgedByWords, minuteWords } from '../../src/web/judged-by.ts'
import { readPage } from './html.ts'
import { pageAt } from './page-at.ts'
import { aroundRoom, smallRoom } from './small-room.ts'

const names = new Map([['6cee7734-aaaa', 'pipeline']])

test.each([
  [{ gate: 'http', actor: 'token:6cee7734-aaaa' }, 'a request to the service · token pipeline'],
  [{ gate: 'http', actor: 'token:0b2c9d1e-bbbb' }, 'a request to the service · token 0b2c9d1e'],
  [{ gate: 'http', actor: 'workflow:acme/shop@4711' }, 'a request to the service · workflow of acme/shop'],
  [{ gate: 'rejudge' }, 'judged again by the service'],
  [{ gate: 'deployment-rule', actor: 'nadia' }, 'a deployment at GitHub · nadia'],
  [{ gate: 'constructor', actor: 'person:ola' }, 'constructor · ola'],
])('%j is told by name', (moment, says) => {
  expect(judgedByWords({ ...moment, dryRun: false }, names)).toBe(says)
})

test('moments are told to the minute on pages, exactly in exports', async () => {
  expect(minuteWords('2026-11-23T12:05:09.688Z')).toBe('2026-11-23 12:05 UTC')
  expect(minuteWords('2026-11-23')).toBe('2026-11-23')
  const around = aroundRoom(smallRoom([['2026-10-12T08:05:09Z', {}]]), '2026-10-16T08:00:00Z')
  const page = readPage((await pageAt('/launches/search', around)).body).texts.join(' ')
  expect(page).toContain('2026-10-12 08:05 UTC')
  expect(page).not.toContain('2026-10-12T')
  expect((await pageAt('/launches/search?format=csv&table=history', around)).body).toContain('2026-10-12T08:05:09Z')
})
