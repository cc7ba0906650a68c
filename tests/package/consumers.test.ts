import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { node24For } from '../node-24.ts'
import { install, pack, root, run, type Tarball } from './tarball.ts'

let tarball: Tarball
let folder: string
beforeAll(async () => {
  tarball = await pack()
  folder = await mkdtemp(join(tmpdir(), 'onlyif-consumer-'))
  await install(tarball, folder)
}, 300_000)
afterAll(() => Promise.all([tarball?.discard(), rm(folder, { recursive: true, force: true })]))

const text = `
apiVersion: onlyif/v1
kind: Commitment
id: promise
title: We go only if
owner: cco
goToMarketOnlyIf:
  - { id: r, title: it holds, owner: product, require: { beta.csat: { atLeast: 4.2 }, name: { matches: "^c" } } }
---
{ apiVersion: onlyif/v1, kind: Launch, id: checkout-2, title: Checkout, owner: team, facts: { beta.csat: 3.9, name: checkout } }
`
const use = `
const documents = parseDocuments([{ file: 'all.yaml', text: ${JSON.stringify(text)} }])
const launch = documents.launches[0]
const input = { documents, launch, now: '2026-10-07' }
const { decision } = judge(input)
decide(input).then(async (second) => {
  if (canonicalJson(second.decision) !== canonicalJson(decision)) throw new Error('the keys differ')
  console.log(decision.verdict, formats.every((format) => report([decision], { format }).includes('checkout-2')))
})
`
const names = 'canonicalJson, decide, formats, judge, parseDocuments, report'

async function says(node: string, file: string, code: string): Promise<string> {
  await writeFile(join(folder, file), code)
  const { stdout } = await run(node, [file], { cwd: folder, env: { PATH: process.env['PATH'] ?? '' } })
  return stdout.trim()
}

describe.each(['the Node that runs this', 'Node 24'])('%s', (which) => {
  const node = (context: { skip(note: string): never }): Promise<string> =>
    which === 'Node 24' ? node24For(context) : Promise.resolve(process.execPath)

  test('imports it', async (context) => {
    const path = await node(context)
    expect(await says(path, 'use.mjs', `import { ${names} } from 'onlyif'\n${use}`)).toBe('no-go true')
  })

  test('requires it', async (context) => {
    const path = await node(context)
    expect(await says(path, 'use.cjs', `const { ${names} } = require('onlyif')\n${use}`)).toBe('no-go true')
  })

  test('runs the command', async (context) => {
    const path = await node(context)
    await writeFile(join(folder, 'bad.yaml'), 'kind: Launch\n')
    const command = join(folder, 'node_modules/onlyif/dist/bin/onlyif.js')
    const lint = run(path, [command, 'lint', 'bad.yaml'], { cwd: folder })
    await expect(lint).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('document/missing-api-version') })
  })

  test('reads a schema from it', async (context) => {
    const code = `import schema from 'onlyif/schemas/decision.schema.json' with { type: 'json' }\nconsole.log(schema.title)`
    expect(await says(await node(context), 'schema.mjs', code)).toBe('Decision')
  })
})

test.each(['nodenext', 'bundler'])(
  'TypeScript uses it, resolving as %s does, without skipping the check of its types',
  async (moduleResolution) => {
    const code = `
import { decide, type Decision, type Diagnostic, judge, type JudgeInput, parseDocuments, type Prepared, prepare, report, type Verdict } from 'onlyif'

const documents = parseDocuments([{ file: 'launch.yaml', text: '' }])
const told: readonly Diagnostic[] = documents.diagnostics
const prepared: Prepared = prepare({ documents, now: '2026-10-07' })
export async function verdicts(): Promise<Verdict[]> {
  const decisions: Decision[] = []
  for (const launch of documents.launches) {
    const input: JudgeInput = { documents, launch, now: '2026-10-07', noExceptions: true }
    const { decision } = judge(input)
    if (decision) decisions.push(decision)
    decisions.push(...[(await decide(input)).decision, prepared.judge(launch).decision].flatMap((item) => item ?? []))
  }
  if (report(decisions, { format: 'text', diagnostics: told }) === '') return []
  return decisions.map((decision) => decision.verdict)
}
// @ts-expect-error -- both forms at once
judge({ documents, commitments: [], launch: documents.launches[0], now: '' })
// @ts-expect-error -- a format that there is not
report([], { format: 'pdf' })
// @ts-expect-error -- decisions are not changed
documents.launches = []
`
    await writeFile(join(folder, 'use.ts'), code)
    const compilerOptions = {
      ...{ target: 'es2022', lib: ['es2022'], types: [], strict: true, exactOptionalPropertyTypes: true, noEmit: true },
      ...{ module: moduleResolution === 'bundler' ? 'esnext' : 'nodenext', moduleResolution, skipLibCheck: false },
    }
    const project = join(folder, `tsconfig.${moduleResolution}.json`)
    await writeFile(project, JSON.stringify({ compilerOptions, files: ['use.ts'] }))
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const { stdout } = await run(process.execPath, [tsc, '-p', project], { cwd: folder }).catch(
      (error: unknown) => error as { stdout: string },
    )
    expect(stdout).toBe('')
  },
)

/** Writes the packages of which a file was loaded, after `import 'onlyif'` and after the second key was turned. */
const spying = `
import { createRequire, register } from 'node:module'
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
const { port1, port2 } = new MessageChannel()
const hooks = 'let port; export const initialize = (data) => { port = data }; export const load = (url, context, next) => { port.postMessage(url); return next(url, context) }'
register('data:text/javascript,' + encodeURIComponent(hooks), { data: port2, transferList: [port2] })
const urls = []
const packages = () => {
  for (let message; (message = receiveMessageOnPort(port1)); ) urls.push(message.message)
  const files = [...urls, ...Object.keys(createRequire(import.meta.url).cache)]
  return [...new Set(files.flatMap((file) => /.*node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(file)?.[1] ?? (file.startsWith('node:') ? file : [])))].sort()
}
const { ${names} } = await import('onlyif')
const first = packages()
${use}
await new Promise((resolve) => setTimeout(resolve, 500))
console.log(JSON.stringify([first, packages().filter((name) => !first.includes(name))]))
port1.close()
`

test('importing it loads what judging needs, and no server, database or second key', async () => {
  const told = await says(process.execPath, 'spy.mjs', spying)
  expect(JSON.parse(told.split('\n').at(-1) ?? '')).toEqual([
    ['@noble/hashes', 'canonicalize', 'fastest-levenshtein', 'onlyif', 're2js'],
    ['clone', 'eventemitter2', 'hash-it', 'json-rules-engine', 'jsonpath-plus'],
  ])
})

test('every package that it brings is under a licence that lets others use, change and pass it on', async () => {
  const permissive = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'Unlicense', 'CC0-1.0'])
  const { packages } = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { license?: string }>
  }
  const brought = Object.keys(packages).filter((path) => path !== '')
  expect(brought.length).toBeGreaterThan(10)
  const licences = await Promise.all(
    brought.map(async (path) => {
      const { license } = JSON.parse(await readFile(join(folder, path, 'package.json'), 'utf8').catch(() => '{}')) as { license?: unknown }
      return [path, license ?? packages[path]?.license] as const
    }),
  )
  const offers = (licence: unknown): boolean =>
    typeof licence === 'string' &&
    licence
      .replace(/^\(|\)$/g, '')
      .split(' OR ')
      .some((part) => part.split(' AND ').every((one) => permissive.has(one)))
  expect(licences.filter(([, licence]) => !offers(licence))).toEqual([])
})

test('the licences of what is bundled come along', async () => {
  const texts = await readFile(join(folder, 'node_modules/onlyif/dist/third-party-licences.txt'), 'utf8')
  for (const name of ['yaml', 're2js', 'commander', 'json-rules-engine']) expect(texts).toMatch(new RegExp(`^${name} \\d`, 'm'))
  // What is never run is not even there.
  expect(texts).not.toMatch(/^jsonpath-plus \d/m)
  expect(texts).toContain('Permission to use, copy, modify')
})
