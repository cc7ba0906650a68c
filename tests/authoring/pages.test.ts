import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Workplace } from '../cli/harness.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

const place = new Workplace({})
afterAll(() => place.remove())

beforeAll(() => {
  for (const name of ['onlyif.yaml', 'rules/market-promise', 'rules/five-conditions'])
    cpSync(join(root, name), join(place.folder, name), { recursive: true })
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.test', ...args], { cwd: place.folder, stdio: 'ignore' })
  }
  git('init', '-q')
  git('add', '-A')
  git('commit', '-qm', 'first')
  const file = 'rules/market-promise/commitment.yaml'
  place.write(file, readFileSync(join(root, file), 'utf8').replace('beta.csat: { atLeast: 4.2', 'beta.csat: { atLeast: 4.5'))
})

/** What a page shows of a command is what the command prints. `UPDATE_GOLDENS=1` writes it anew. */
test.each(['impact', 'forecast', 'diff'])('docs/%s.md shows real output', async (name) => {
  const file = join(root, 'docs', `${name}.md`)
  const page = readFileSync(file, 'utf8')
  const blocks = [...page.matchAll(/```console\n\$ onlyif (.*)\n([^`]*)```/g)]
  expect(blocks.length).toBeGreaterThan(0)
  let written = page
  for (const [block, argv = ''] of blocks) {
    const { out } = await place.run(argv.split(' '))
    written = written.replace(block, () => `\`\`\`console\n$ onlyif ${argv}\n${out.replaceAll('`', "'")}\`\`\``)
  }
  if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(file, written)
  else expect(page).toBe(written)
})
