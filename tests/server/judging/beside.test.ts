import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { builtThreads } from '../built-threads.ts'
import { commitment, manifest, testService } from '../service.ts'

function documents(id: string, csat = 4.4): unknown {
  return { documents: [{ file: 'launch.yaml', text: manifest(id, { csat }) }] }
}

test('what is recorded while what judges changes was judged by the version that its record names', async () => {
  const service = await testService({ judges: builtThreads(2) })
  const { commitments } = service.running
  const bars = new Map<string | undefined, number>()
  const asked: Promise<Response>[] = []
  for (const [round, bar] of [4.2, 4.6, 4.3, 4.7].entries()) {
    writeFileSync(join(service.folder, 'rules/promise.yaml'), commitment.replace('4.2', String(bar)))
    await commitments.refresh()
    bars.set(commitments.standing().set?.version, bar)
    for (let n = 0; n < 25; n++) asked.push(service.post('/v1/decisions', documents(`launch-${round}-${n}`)))
  }
  expect(new Set((await Promise.all(asked)).map(({ status }) => status))).toEqual(new Set([201]))
  const { entries } = await service.store.list({ limit: 200 })
  const gated = entries.filter(({ recorded }) => recorded.circumstances.gate === 'http')
  expect(gated).toHaveLength(100)
  expect((await service.store.verify()).isValid).toBe(true)
  for (const { recorded } of gated) expect(recorded.verdict).toBe((bars.get(recorded.circumstances.trustedRef) ?? 0) > 4.4 ? 'no-go' : 'go')
})

test('whoever asks for something else does not wait for a judgement', async () => {
  const service = await testService({ judges: builtThreads(2) })
  const requirements = Array.from({ length: 900 }, (_, n) => `  - { id: r${n}, title: t, owner: o, require: { a: { atLeast: ${n} } } }`)
  const own = `apiVersion: onlyif/v1\nkind: Commitment\nid: c\ntitle: C\nowner: o\ngoToMarketOnlyIf:\n${requirements.join('\n')}\n`
  const ended: string[] = []
  const heavy = service
    .post('/v1/decisions', { ...(documents('checkout-2') as object), commitments: [{ file: 'rules/c.yaml', text: own }] })
    .then(({ status }) => ended.push(`judged ${status}`))
  for (let asked = 0; asked < 3; asked++) {
    await service.ask('/healthz')
    ended.push('healthy')
  }
  await heavy
  expect(ended).toEqual(['healthy', 'healthy', 'healthy', 'judged 200'])
})
