import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from '../../src/store/index.ts'
import { testService } from './service.ts'

test('a service whose port is taken says so and leaves nothing at work', async () => {
  const first = await testService()
  const folder = mkdtempSync(join(tmpdir(), 'onlyif-taken-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const store = await openStore(folder)
  const lines: string[] = []
  const port = Number(new URL(first.running.url).port)
  await expect(testService({ store, port, log: (_, message) => lines.push(message) })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await store.close()
  const told = lines.length
  await new Promise((resolve) => setTimeout(resolve, 1500))
  // Whatever had gone on would by now have asked the store that is closed.
  expect(lines.slice(told)).toEqual([])
})
