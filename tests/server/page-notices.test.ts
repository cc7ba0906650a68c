import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defaultLimits } from '../../src/server/http/limit-settings.ts'
import { commitment, manifest, type TestService, testService } from './service.ts'

const html = { headers: { accept: 'text/html' } }

async function words(service: TestService, path: string): Promise<string> {
  return (await (await service.ask(path, html)).text()).replaceAll(/<[^>]+>/g, '')
}

describe('pages', () => {
  test('say since when commitments cannot be read, what is wrong, and what judges meanwhile', async () => {
    const service = await testService()
    await service.post('/v1/decisions', { documents: [{ file: 'a.yaml', text: manifest('a') }] })
    const paths = ['/', '/register', '/launches/a', '/launches/a/pack', '/digest/mail', '/nowhere']
    for (const path of paths) expect([path, await words(service, path)]).toEqual([path, expect.not.stringContaining('cannot be read')])
    writeFileSync(join(service.folder, 'rules/promise.yaml'), commitment.replace('atLeast', 'atLest'))
    await service.running.commitments.refresh()
    const told =
      /Since \d{4}-\d\d-\d\d \d\d:\d\d UTC the commitments cannot be read: rules\/promise\.yaml:\d+: .*atLest.* Until that is mended, the older commitments of \d{4}-\d\d-\d\d \d\d:\d\d UTC judge\./
    for (const path of paths) expect([path, await words(service, path)]).toEqual([path, expect.stringMatching(told)])
    writeFileSync(join(service.folder, 'rules/promise.yaml'), commitment)
    await service.running.commitments.refresh()
    expect(await words(service, '/')).not.toContain('cannot be read')
  })

  test('with data are kept by no browser, and styles are', async () => {
    const service = await testService()
    for (const path of ['/', '/register', '/register.csv', '/nowhere'])
      expect([path, (await service.ask(path, html)).headers.get('cache-control')]).toEqual([path, 'private, no-store'])
    expect((await service.ask('/assets/room.css')).headers.get('cache-control')).toBe('private, no-cache')
  })

  test('tell people what they are refused in words, and programs as data', async () => {
    const service = await testService({ limits: { ...defaultLimits, perCaller: 2 } })
    const asked = await Promise.all([1, 2, 3, 4].map(() => service.ask('/register', html)))
    const refused = asked.find(({ status }) => status === 429)
    expect(refused?.headers.get('content-type')).toContain('text/html')
    expect(await refused?.text()).toContain('<h1><bdi>Too many requests</bdi></h1>')
    const program = await service.ask('/register.json', { headers: { accept: 'application/json' } })
    expect([program.status, program.headers.get('content-type')]).toEqual([429, expect.stringContaining('application/problem+json')])
  })
})
