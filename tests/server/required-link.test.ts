import { expect, test } from 'vitest'
import type { Decision } from '../../src/model/generated/types.ts'
import { commitment, config, manifest, testService } from './service.ts'

test('a link that nobody can open holds a launch whose commitment requires one, and the page says why', async () => {
  const rules = commitment.replace('require: { beta.csat', 'evidence: { link: required }\n    require: { beta.csat')
  const service = await testService({ files: { 'rules/promise.yaml': rules, 'onlyif.yaml': config } })
  const judged = async (link: string): Promise<Decision> => {
    const text = manifest('a').replace('beta.csat: 4.4', `beta.csat: { value: 4.4, link: ${JSON.stringify(link)} }`)
    return (await (await service.post('/v1/decisions', { documents: [{ file: 'a.yaml', text }] })).json()) as Decision
  }
  expect(await judged('https://example.test/csat')).toMatchObject({ verdict: 'go' })
  expect(await judged('see the <b>wiki</b>')).toMatchObject({
    verdict: 'hold',
    requirements: [{ outcome: 'unknown', findings: [{ result: 'unknown', reason: 'no-link' }] }, { outcome: 'met' }],
  })
  const page = await (await service.ask('/launches/a', { headers: { accept: 'text/html' } })).text()
  expect(page.replaceAll(/<\/?(?:code|bdi|span)[^>]*>/g, '')).toContain(
    '4.4, and its link see the &lt;b>wiki&lt;/b> is no web address; one that starts with https:// is required',
  )
})
