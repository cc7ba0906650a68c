import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { Editor } from '../authoring/editor.ts'
import { good, launch, promise } from './harness.ts'
import { at, files, git, given, passes, place, read, testPasses } from './init-place.ts'

afterEach(() => place.remove())

describe('in a repository', () => {
  const pkg = JSON.stringify({ name: '@acme/checkout', version: '2.3.0-rc.1' })

  test('its package, default branch and team are used, and every pull request is judged by that branch', async () => {
    given({ 'package.json': pkg, '.github/CODEOWNERS': '* @acme/checkout-crew\n', 'README.md': '# Checkout\n' })
    git('init', '-q', '-b', 'trunk')
    git('remote', 'add', 'origin', 'https://github.com/acme/checkout.git')
    git('add', '-A')
    git('commit', '-qm', 'first')
    const { code, out } = await place.run(['init'])
    expect(code).toBe(0)
    expect(read('launch.yaml')).toContain('product: checkout\nversion: "2.3.0-rc.1"\n')
    expect(read('launch.yaml')).toContain('owner: checkout-crew')
    expect(out).toContain('Commit it to trunk')
    expect(read('.github/workflows/onlyif.yml')).toContain('the check `onlyif (trunk)`')
    expect(read('.github/workflows/onlyif.yml')).not.toContain('onlyif (main)')
    expect(read('onlyif.yaml')).toContain('trustedBranches: [trunk]')
    expect(out).toContain('.github/CODEOWNERS says who reviews what')
    await passes()
    testPasses()
    git('add', '-A')
    git('commit', '-qm', 'a promise')
    git('update-ref', 'refs/remotes/origin/trunk', 'HEAD')
    expect((await place.run(['check', '--trusted-ref', 'origin/trunk'])).code).toBe(0)
  })

  test('from a folder of it, begins at its root', async () => {
    given({ 'src/a.txt': '' })
    git('init', '-q')
    const { out } = await place.run(['init'], { cwd: at('src') })
    expect(existsSync(at('onlyif.yaml'))).toBe(true)
    expect(out).toContain('../rules/customer-promise.yaml')
    expect(out).toContain('cd .. && onlyif check')
  })

  test('a named folder of it is a root of its own; workflow and settings stand where they are looked for', async () => {
    given({ 'package.json': pkg })
    git('init', '-q', '-b', 'main')
    const { code, out } = await place.run(['init', 'apps/shop'])
    expect(code).toBe(0)
    expect(files()).toEqual(
      expect.arrayContaining([
        'apps/shop/onlyif.yaml',
        'apps/shop/.onlyif/onlyif.schema.json',
        '.vscode/settings.json',
        '.github/workflows/onlyif.yml',
      ]),
    )
    const workflow = read('.github/workflows/onlyif.yml')
    expect(workflow).toContain('defaults: { run: { working-directory: apps/shop } }')
    expect(workflow).toMatch(/^permissions:\n {2}contents: read\njobs:/m)
    expect(workflow).toContain('persist-credentials: false')
    expect(workflow).toContain('fetch-depth: 0')
    expect(workflow).toMatch(/npx --yes onlyif@\S+ check --trusted-ref origin\/main/)
    expect([...workflow.matchAll(/uses: (\S+)/g)].map((match) => match[1])).toEqual(['actions/checkout@v4', 'actions/setup-node@v4'])
    expect(read('.vscode/settings.json')).toContain('"./apps/shop/.onlyif/onlyif.schema.json"')
    expect(read('.vscode/settings.json')).toContain('"apps/shop/launch.yaml"')
    expect(out).toContain('cd apps/shop && onlyif check')
    await passes(at('apps/shop'))
  })

  test('of another forge gets no workflow for GitHub, but the line for its pipeline', async () => {
    given({})
    git('init', '-q', '-b', 'main')
    git('remote', 'add', 'origin', 'git@gitlab.example.test:acme/shop.git')
    const { out } = await place.run(['init'])
    expect(existsSync(at('.github'))).toBe(false)
    expect(out).toContain('change it in onlyif.yaml and in your pipeline.')
    expect(out).toMatch(/In your pipeline, run: npx --yes onlyif@\S+ check --trusted-ref origin\/main/)
  })
})

describe('beside what is here already', () => {
  test('files are kept, and what they would need is told', async () => {
    const kept = {
      '.vscode/settings.json': '{ "editor.tabSize": 2 }\n',
      '.github/workflows/onlyif.yml': 'name: mine\n',
      'catalog.yaml': 'apiVersion: onlyif/v1\nkind: FactCatalog\nfacts:\n  shop.open: { type: boolean }\n',
    }
    const { code, out } = await given(kept).run(['init'])
    expect(code).toBe(0)
    for (const [file, text] of Object.entries(kept)) expect(read(file)).toBe(text)
    expect(out).toContain('.vscode/settings.json needs: "yaml.schemas": {')
    expect(read('rules/customer-promise.catalog.yaml')).toContain('beta.csat:')
    await passes(place.folder, ['catalog/unread-fact'])
    testPasses('rules', 'customer-promise', ['catalog.yaml', 'rules/customer-promise.catalog.yaml'])
  })

  test('a fact that a catalog describes already is not described again', async () => {
    const own = 'apiVersion: onlyif/v1\nkind: FactCatalog\nfacts:\n  beta.csat: { type: number, range: [0, 10] }\n'
    await given({ 'catalog.yaml': own }).run(['init'])
    expect(read('rules/customer-promise.catalog.yaml')).not.toContain('beta.csat')
    await passes(place.folder, ['catalog/no-owner'])
  })

  test('launches go on: the new requirements are advisory, and what they supply is in the catalog', async () => {
    given({
      'launches/a.yaml': launch('a', '{ csat: { value: 4.4, sample: 50 }, blockersOpen: 0 }'),
      'launches/b.yaml': launch(
        'b',
        '{ csat: 3 }\n  shop: { open: true, price: EUR 3.00, langs: [de], share: 40%, since: 2026-01-01, "no": TBD }',
      ),
    })
    const { code, out } = await place.run(['init'])
    expect(code).toBe(0)
    expect(existsSync(at('launch.yaml'))).toBe(false)
    expect(read('catalog.yaml')).toContain('  shop.open: { type: boolean }\n')
    expect(read('catalog.yaml')).toContain('  shop.langs: { type: list }\n')
    expect(read('catalog.yaml')).toContain('  shop.price: { type: money }\n')
    expect(read('rules/customer-promise.yaml').match(/enforcement: advisory/g)).toHaveLength(3)
    expect(out).toContain('judges 2 launches')
    // What the requirements ask besides, launches that go on do not say yet.
    await passes(place.folder, ['catalog/never-supplied', 'catalog/never-supplied', 'catalog/never-supplied'])
    testPasses()
    const text = read('rules/customer-promise.yaml').replaceAll(/ {4}enforcement: advisory.*\n/g, '')
    writeFileSync(at('rules/customer-promise.yaml'), text)
    expect((await place.run(['check'])).code).toBe(1)
  })

  test('a commitment is enough of a beginning: only what surrounds it is written', async () => {
    given({ 'rules/promise.yaml': promise, 'launch.yaml': launch('a', good) })
    const { code, out } = await place.run(['init'])
    expect(code).toBe(0)
    expect(out).toContain('There is a commitment here, promise in rules/promise.yaml')
    expect(files()).toEqual([
      '.github/workflows/onlyif.yml',
      '.gitignore',
      '.onlyif/onlyif.schema.json',
      '.vscode/extensions.json',
      '.vscode/settings.json',
      'launch.yaml',
      'onlyif.yaml',
      'rules/promise.yaml',
    ])
    await passes()
    const editor = new Editor(JSON.parse(read('.onlyif/onlyif.schema.json')))
    expect(await editor.marks(read('launch.yaml'))).toEqual([])
  })

  test('a config that looks elsewhere is told about, and nothing is written that it would not find', async () => {
    given({ 'onlyif.yaml': 'apiVersion: onlyif/v1\nkind: Config\ncommitments: promises/*.yaml\n', 'promises/.keep': '' })
    const { code, err } = await place.run(['init'])
    expect(code).toBe(2)
    expect(err).toContain('`onlyif.yaml` looks for commitments in `promises/*.yaml` only')
    expect(files()).toEqual(['onlyif.yaml', 'promises/.keep'])
  })

  test('a config may name what is not written yet', async () => {
    const config = 'apiVersion: onlyif/v1\nkind: Config\ncommitments: rules/\ncatalog: catalog.yaml\nlaunches: [launch.yaml]\n'
    expect((await given({ 'onlyif.yaml': config }).run(['init'])).code).toBe(0)
    await passes()
  })

  test('a config that keeps to the usual places is kept', async () => {
    const config = 'apiVersion: onlyif/v1\nkind: Config\ntrustedBranches: [main]\n'
    expect((await given({ 'onlyif.yaml': config }).run(['init'])).code).toBe(0)
    expect(read('onlyif.yaml')).toBe(config)
    await passes()
  })

  test('rules of another tool are left alone: everything goes into a folder of its own', async () => {
    const rules = { 'rules/detect.yaml': 'rules:\n  - id: no-eval\n    severity: ERROR\n', 'launch.yaml': '- node: camera\n' }
    const { code, out } = await given(rules).run(['init'])
    expect(code).toBe(0)
    expect(out).toContain('so everything is in onlyif/.')
    expect(files()).toEqual(
      expect.arrayContaining([
        'onlyif.yaml',
        'onlyif/catalog.yaml',
        'onlyif/launches/first-launch.yaml',
        'onlyif/rules/customer-promise.yaml',
      ]),
    )
    await passes()
    testPasses('onlyif/rules', 'customer-promise', ['onlyif/catalog.yaml'])
    expect((await place.run(['init'])).code).toBe(0)
  })

  test('mistakes in what is here come first', async () => {
    const { code, out, err } = await given({ 'launch.yaml': launch('a', good).replace('title', 'titel') }).run(['init'])
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toContain('launch.yaml:4:1')
    expect(err).toContain('nothing was written')
    expect(files()).toEqual(['launch.yaml'])
  })

  test('a folder where a file is due is told', async () => {
    mkdirSync(join(given({}).folder, 'onlyif.yaml'))
    const { code, err } = await place.run(['init'])
    expect(code).toBe(2)
    expect(err).toContain('onlyif.yaml')
  })
})
