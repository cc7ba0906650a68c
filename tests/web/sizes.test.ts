import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { prepare } from '../../src/engine/judge.ts'
import { parseDocuments } from '../../src/model/documents.ts'
import type { Decision } from '../../src/model/generated/types.ts'
import { pageOf } from '../../src/web/page-of.tsx'
import { pageAt } from './page-at.ts'
import { around, chance, dayAfter, now } from './seeded.ts'

const stages = ['discover', 'decide', 'get started', 'get value', 'get help', 'pay', 'change', 'leave']

/** Launches by a hundred requirements: some are judged, and each of those stands for several that only have other names and days. */
function many(launches: number, judged: number): Decision[] {
  const requirements = Array.from(
    { length: 100 },
    (_, i) =>
      `  - { id: requirement-${i}, title: customers can count on thing number ${i}, owner: team-${i % 17}, stage: ${stages[i % stages.length]}, due: T-${3 + (i % 28)}d, require: { area${i % 10}.value${i}: { atLeast: 10, maxAge: 30d } } }`,
  )
  const commitment = `apiVersion: onlyif/v1\nkind: Commitment\nid: hundred\ntitle: We keep a hundred promises\nowner: cco\njourney: [${stages.join(', ')}]\ngoToMarketOnlyIf:\n${requirements.join('\n')}\n`
  const { commitments, digests } = parseDocuments([{ file: 'rules/hundred.yaml', text: commitment }])
  const prepared = prepare({ commitments, digests, now })
  const made = Array.from({ length: judged }, (_, i) => {
    const next = chance(i)
    const facts = Array.from({ length: 100 }, (_item, n) =>
      next() < 0.03
        ? ''
        : `  area${n % 10}.value${n}: { value: ${next() < 0.05 ? 3 : 12}, asOf: ${dayAfter(now, -Math.floor(next() * 20))} }\n`,
    )
    const text = `apiVersion: onlyif/v1\nkind: Launch\nid: launch-${i}\ntitle: A launch\nowner: team\ndate: 2026-11-01\nfacts:\n${facts.join('')}`
    const [launch] = parseDocuments([{ file: `launches/${i}.yaml`, text }]).launches
    const decision = launch && prepared.judge(launch, []).decision
    if (!decision) throw new Error('no decision')
    return decision
  })
  return Array.from({ length: launches }, (_, i) => {
    const decision = made[i % judged] as Decision
    const next = chance(i * 31)
    const date = dayAfter(now, Math.floor(next() * 200) - 10)
    const launch = {
      ...decision.launch,
      id: `launch-${i}`,
      title: `Launch of thing number ${i}`,
      owner: `team-${i % 23}`,
      product: `product-${i % 9}`,
      tier: 1 + (i % 3),
      date,
    }
    return { ...decision, digest: `sha256:${String(i).padStart(64, '0')}`, launch }
  })
}

test('with 1,000 launches by 100 requirements the first pages stay small', async () => {
  const given = around(many(1000, 10))
  expect(given.room.launches.size).toBe(1000)
  for (const address of ['/', '/register', '/register?outcome=all&group=owner', '/launches/launch-7']) {
    const { status, body } = await pageAt(address, given)
    expect(status).toBe(200)
    expect(gzipSync(body).length, address).toBeLessThan(30_000)
    expect(body.length, address).toBeLessThan(400_000)
  }
  const style = await pageOf({ path: '/assets/room.css', query: new URLSearchParams() }, given)
  expect(gzipSync(style.body).length).toBeLessThan(12_000)
})
