import { expect, test } from 'vitest'
import { type LinkedTree, unfollowedIn } from '../../src/model/unfollowed.ts'
import { memorySource } from '../../src/world/memory.ts'
import { unfollowed } from '../../src/world/unfollowed.ts'
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

test('very many links to folders are looked through quickly, and those that are not looked into are told', async () => {
  const links = numbered(2000, (n) => `facts/l${n}`)
  const names = [...links, ...numbered(20_000, (n) => `src/f${n}.yaml`)]
  const isLink = (path: string): boolean => path.startsWith('facts/l')
  const text = (link: string): string => (link.endsWith('7') ? '../gone' : '../src')
  const tree: LinkedTree = { names, submodules: [], unnameable: [], isLink, textOf: async (link) => text(link) }
  const list = async (folder: string): Promise<string[]> => names.filter((name) => name.startsWith(`${folder}/`))
  const source = { ...memorySource(new Map()), list, unfollowed: (wanted: (path: string) => boolean) => unfollowedIn(tree, wanted) }
  const patterns = ['launch.yaml', '**/*.yaml']
  expect(await spent(() => unfollowed(source, patterns))).toBeLessThan(longMs)
  expect(await unfollowed(source, patterns)).toHaveLength(links.length - 3)
})
