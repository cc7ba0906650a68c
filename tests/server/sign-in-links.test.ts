import { expect, test } from 'vitest'
import type { Store } from '../../src/store/index.ts'
import { onBoth } from '../store/databases.ts'
import { startedAt, testService } from './service.ts'

const opened = async (link: string): Promise<readonly [number, string | undefined]> => {
  const { status, headers } = await fetch(link, { redirect: 'manual', headers: { accept: 'text/html' } })
  return [status, /onlyif_session=([^;]+)/.exec(headers.get('set-cookie') ?? '')?.[1]]
}

onBoth('a link that signs in', (place) => {
  const replicas = async () => {
    const address = place.address()
    const openAt = (): Promise<Store> => place.open(address, { now: () => startedAt })
    const [printing, other] = [await testService({ store: await openAt() }), await testService({ store: await openAt() })]
    return { address, printing, other, token: await printing.token(['read']) }
  }

  test('that one replica prints opens at another, at one of them, and once', async () => {
    const { printing, other, token } = await replicas()
    for (let round = 0; round < 5; round++) {
      const link = await printing.running.invite(token)
      const elsewhere = link.replace(printing.running.url, other.running.url)
      const answers = await Promise.all([link, elsewhere, elsewhere, link].map(opened))
      expect(answers.map(([status]) => status).sort()).toEqual([303, 401, 401, 401])
      expect(answers.flatMap(([, cookie]) => cookie ?? [])).toEqual([token])
      expect((await opened(elsewhere))[0]).toBe(401)
    }
    const elsewhere = (await printing.running.invite(token)).replace(printing.running.url, other.running.url)
    expect(await opened(elsewhere)).toEqual([303, token])
  })

  test('is kept so that nobody who reads the store can sign in by it', async () => {
    const { address, printing, token } = await replicas()
    const link = await printing.running.invite(token)
    const code = new URL(link).searchParams.get('once') ?? ''
    const kept = JSON.stringify(await place.alter(address, 'select * from sign_in_links'))
    expect(kept).toContain('sealed')
    for (const secret of [code, token, Buffer.from(token).toString('base64')]) expect(kept).not.toContain(secret)
    await place.alter(address, `update sign_in_links set sealed = '${Buffer.from(`${token}0123456789abcdef`).toString('base64')}'`)
    expect(await opened(link)).toEqual([401, undefined])
  })
})
