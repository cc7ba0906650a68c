import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { inputNames } from '../../action/inputs.ts'
import { emptyConfig } from '../../src/model/config.ts'
import { schemas } from '../../src/model/generated/schemas.ts'
import { bundleAction } from '../../tools/action-bundle.ts'
import { withTables } from '../../tools/action-docs.ts'

const root = new URL('../../', import.meta.url).pathname
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: unknown }>>
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
  readonly runs: { readonly using: string; readonly main: string }
}
const action = parse(read('action.yml')) as ActionFile

describe('the bundle', () => {
  test('is what the sources give, byte by byte; if not: `npm run bundle`', async () => {
    const files = await bundleAction()
    expect(files.map(({ path }) => path.replace('action/dist/', '')).sort()).toEqual(readdirSync(join(root, 'action/dist')).sort())
    for (const { path, text } of files) expect(read(path) === text, `${path} is not up to date`).toBe(true)
  })

  test('names no place of the machine it was made on, and can start no process and run no text', () => {
    const text = read(action.runs.main)
    expect(text.includes(root)).toBe(false)
    expect(/\/(?:home|Users)\/[a-z]/.test(text)).toBe(false)
    expect(/["'](?:node:)?(?:child_process|vm|worker_threads|cluster)["']/.test(text)).toBe(false)
    expect(/(?<![.\w}])eval\(/.test(text)).toBe(false)
    expect(text.match(/new Function\(/g) ?? []).toHaveLength(1)
    expect(text.includes('new Function("","return this")')).toBe(true)
  })

  test('closes the gate where there is no runner', () => {
    const { status, stdout } = spawnSync(process.execPath, [join(root, action.runs.main)], { encoding: 'utf8', env: { PATH: '' } })
    expect(status).toBe(1)
    expect(stdout).toContain('::error title=onlyif::Nothing could be decided: this is no run of a repository')
  })
})

describe('action.yml', () => {
  test('runs the bundle on Node 24', () => expect(action.runs).toEqual({ using: 'node24', main: 'action/dist/index.js' }))

  test('has the inputs that are read, each described', () => {
    expect(Object.keys(action.inputs)).toEqual([...inputNames])
    for (const item of [...Object.values(action.inputs), ...Object.values(action.outputs)]) expect(item.description).toMatch(/\.$/)
  })

  test('its weakening inputs are those that a config may allow, and `launch`', () => {
    const weakening = Object.entries(action.inputs).flatMap(([name, { description }]) =>
      /eakens the gate\.$/.test(description) ? [name] : [],
    )
    const { properties } = schemas.Config as { properties: { action: { properties: { allow: { items: { enum: string[] } } } } } }
    expect([...weakening, 'launch'].sort()).toEqual([...properties.action.properties.allow.items.enum].sort())
    expect(emptyConfig.allowedInputs).toEqual([])
  })

  test('the page of the docs has its tables; if not: `npx tsx tools/action-docs.ts`', () => {
    expect(withTables(read('docs/action.md'), read('action.yml'))).toBe(read('docs/action.md'))
  })

  test('every output that is set is described, and the other way round', () => {
    const set = readdirSync(join(root, 'action'))
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [...read(`action/${name}`).matchAll(/\.output\('([a-z-]+)'/g)].map((match) => match[1]))
    expect([...new Set(set)].sort()).toEqual(Object.keys(action.outputs).sort())
  })
})
