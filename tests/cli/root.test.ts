import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { promise, Workplace } from './harness.ts'

const launch = 'apiVersion: onlyif/v1\nkind: Launch\nid: checkout-2\ntitle: Checkout\nowner: checkout-team\nfacts: { beta.csat: 4.5 }\n'
const config = 'apiVersion: onlyif/v1\nkind: Config\nrequireProof: false\n'

const places: Workplace[] = []
afterEach(() => {
  for (const place of places.splice(0)) place.remove()
})

/** A repository whose root judges, with a package that a launch stands in. */
function repository(files: Record<string, string> = {}): { folder: string; run: Workplace['run'] } {
  const made = new Workplace({ 'rules/promise.yaml': promise, 'packages/shop/launch.yaml': launch, ...files })
  places.push(made)
  mkdirSync(join(made.folder, '.git'))
  const folder = join(made.folder, 'packages/shop')
  return { folder, run: (argv, io = {}) => made.run(argv, { cwd: folder, ...io }) }
}

test.each([
  [['check', 'launch.yaml']],
  [['lint']],
  [['lint', 'launch.yaml']],
  [['test']],
  [['explain']],
  [['docs', 'pages']],
  [['site', 'room', '--launches', 'launch.yaml']],
  [['forecast', 'launch.yaml']],
  [['diff', 'launch.yaml', 'next.yaml']],
])('%j in a folder of a repository says which folder judges', async (argv) => {
  const { err } = await repository({ 'packages/shop/next.yaml': launch }).run(argv)
  expect(err).toContain('The root is ../.., the root of the repository.\nRules are looked for there, and files are named from there.\n')
})

test('what compares with a commit says it, too, but not where two folders are named', async () => {
  const { folder, run } = repository({ 'onlyif.yaml': config, 'launch.yaml': launch })
  const top = join(folder, '../..')
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.test', ...args], { cwd: top, stdio: 'ignore' })
  }
  git('init', '-q')
  git('add', '-A')
  git('commit', '-qm', 'first')
  const told = 'The root is ../.., where onlyif.yaml is.'
  expect((await run(['impact', '--base', 'HEAD'])).err).toContain(told)
  expect((await run(['diff', '--base', 'HEAD'])).err).toContain(told)
  expect((await run(['impact', '../..', '../..'])).err).toBe('')
})

test('a config further up is named as what makes the root', async () => {
  const { err } = await repository({ 'onlyif.yaml': config }).run(['check', 'launch.yaml'])
  expect(err).toContain('The root is ../.., where onlyif.yaml is.')
})

test.each([
  [['check', 'launch.yaml', '--format', 'json']],
  [['check', 'launch.yaml', '--quiet']],
  [['lint', '--quiet']],
  [['test', '--format', 'json']],
])('%j is not told of the root', async (argv) => {
  expect((await repository().run(argv)).err).not.toContain('The root is')
})

test('the root itself is not told of, nor a folder with a config of its own', async () => {
  const { run, folder } = repository({ 'packages/shop/onlyif.yaml': config, 'packages/shop/rules/own.yaml': promise })
  expect((await run(['check'])).err).toBe('')
  expect((await run(['check', 'packages/shop/launch.yaml'], { cwd: join(folder, '../..') })).err).not.toContain('The root is')
})

test('commitments of a nearer folder are passed over with a warning, unless the config of the root lists them', async () => {
  const own = { 'packages/shop/rules/own.yaml': promise.replace('id: promise', 'id: own') }
  for (const argv of [['check', 'launch.yaml'], ['lint'], ['lint', 'launch.yaml'], ['test']]) {
    expect((await repository(own).run(argv)).err, argv.join(' ')).toContain('`packages/shop/rules/own.yaml` does not judge here')
  }
  const listed = config.replace('requireProof: false', 'commitments: packages/*/rules/*.yaml')
  expect((await repository({ ...own, 'onlyif.yaml': listed }).run(['check', 'launch.yaml'])).err).not.toContain('does not judge')
  const other = { 'packages/shop/rules/eslint.yaml': 'rules: {}\n' }
  expect((await repository(other).run(['check', 'launch.yaml'])).err).not.toContain('does not judge')
})

test('a launch of the folder that is not judged is told of, where no launch is named', async () => {
  const told = '`launch.yaml` here is not judged: name it, `onlyif check launch.yaml`.'
  const files = { 'launch.yaml': launch }
  expect((await repository(files).run(['check'])).err).toContain(told)
  expect((await repository(files).run(['check', 'launch.yaml'])).err).not.toContain('is not judged')
  expect((await repository(files).run(['forecast'])).err).toContain(told.replace('check', 'forecast'))
  expect((await repository(files).run(['lint'])).err).not.toContain('is not judged')
  const listed = config.replace('requireProof: false', 'launches: packages/*/launch.yaml')
  expect((await repository({ 'onlyif.yaml': listed }).run(['check'])).err).not.toContain('is not judged')
})

test('a mistyped name is answered with a name as it is typed in the folder', async () => {
  expect((await repository().run(['check', 'lunch.yaml'])).err).toContain('did you mean `launch.yaml`?')
  const deeper = await repository({ 'packages/rules/launch-b.yaml': launch }).run(['check', '../rules/launch-c.yaml'])
  expect(deeper.err).toContain('did you mean `../rules/launch-b.yaml`?')
})
