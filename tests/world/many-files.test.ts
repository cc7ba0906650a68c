import { expect, test } from 'vitest'
import { memorySource } from '../../src/world/memory.ts'
import { loadWorld } from '../../src/world/world.ts'
import { commitment, launch } from './documents.ts'

/** Whoever opens a pull request says how many files it has, and judging it must not keep others waiting. */
const longMs = 5000

async function spent(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function numbered(count: number, name: (n: number) => string): string[] {
  return Array.from({ length: count }, (_, n) => name(n))
}

test('an archive of very many files below `launches/` is looked through quickly', async () => {
  const archive = numbered(60_000, (n) => `launches/archive/${n}.yaml`)
  const roots = numbered(3000, (n) => `launches/other/${n}/onlyif.yaml`)
  const files = new Map([...archive, ...roots].map((file) => [file, '{}']))
  files.set('rules/a.yaml', commitment()).set('launch.yaml', launch('one'))
  const source = memorySource(files)
  expect(await spent(() => loadWorld({ trusted: source, head: source }))).toBeLessThan(longMs)
})
