import { expect, test } from 'vitest'
import { manifest, startedAt, type TestService, testService } from './service.ts'

const day = 86_400_000

async function textOf(service: TestService, path: string): Promise<string> {
  return (await (await service.ask(path, { headers: { accept: 'text/html' } })).text()).replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
}

test.each([
  ['launched', 'launchedOn: 2026-11-24\n'],
  ['withdrawn', 'withdrawnOn: 2026-11-24T06:00:00Z\n'],
])('a launch that is only to be %s on a day ahead is open until that day', async (how, more) => {
  const service = await testService()
  const documents = [{ file: 'a.yaml', text: manifest('a', { csat: 3.9, more }) }]
  await service.post('/v1/decisions', { documents })
  expect(await textOf(service, '/')).toContain('Of 1 launch, 0 may go today, and 1 cannot')
  expect(await textOf(service, '/')).toContain('2026-12-15, in 23 days')
  expect(await textOf(service, '/hand-offs')).toContain('One-page checkout')
  expect(await textOf(service, '/digest')).not.toContain(`${how} on`)
  expect(await textOf(service, '/commitments/promise')).toContain('today for 1 open launch: One-page checkout')
  expect(await textOf(service, '/launches/a/pack')).toContain('May One-page checkout go to customers')
  const kept = await textOf(service, '/keeping-alive')
  expect(kept).toContain('Every open launch had a decision')
  service.setNow(startedAt + 2 * day)
  expect(await textOf(service, '/')).toContain('No launch to show.')
  expect(await textOf(service, '/?launches=all')).toContain(`${how} 2026-11-24`)
  expect(await textOf(service, '/hand-offs')).not.toContain('One-page checkout')
  expect((await textOf(service, '/keeping-alive')).includes('It was launched, and the decision that stood on that day blocked it')).toBe(
    how === 'launched',
  )
})
