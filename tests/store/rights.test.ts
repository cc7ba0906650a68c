import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../../src/store/index.ts'

test('a store in a folder that is open to all is readable by its owner only, with all that is beside it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onlyif-rights-'))
  const store = await openStore(join(folder, 'decisions.db'))
  try {
    const files = readdirSync(folder)
    expect(files).toContain('decisions.db-wal')
    for (const file of files) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
