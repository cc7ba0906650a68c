import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import ts from 'typescript'
import { expect, onTestFinished, test } from 'vitest'
import { clientTypes } from './client-types.ts'
import { manifest, testService } from './service.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')

const use = `
import createClient from 'openapi-fetch'
import type { paths } from './paths.js'

const { ONLYIF: baseUrl = '', TOKEN: token = '', MANIFEST: text = '' } = process.env
const client = createClient<paths>({ baseUrl, headers: { authorization: \`Bearer \${token}\` } })

const decided = await client.POST('/v1/decisions', {
  body: { documents: [{ file: 'launch.yaml', text }], circumstances: { commit: 'abc' } },
  params: { header: { 'Idempotency-Key': 'run-7' } },
})
if (!decided.data || 'decisions' in decided.data) throw new Error(decided.error?.detail)
const verdict: 'go' | 'conditional-go' | 'hold' | 'no-go' = decided.data.verdict
const unmet: string[] = decided.data.requirements.filter((item) => item.outcome === 'unmet').map((item) => item.id)

const digest = decided.data.digest
const again = await client.GET('/v1/decisions/{digest}', { params: { path: { digest } } })
// It is told in other forms, too, as texts.
const same = typeof again.data === 'object' && again.data.digest === digest
const page = await client.GET('/v1/decisions', { params: { query: { verdict: 'no-go', limit: 1 } } })
const { data: standing } = await client.GET('/v1/launches/{id}', { params: { path: { id: 'checkout-2' } } })
const wrong = await client.POST('/v1/decisions', { body: { documents: [{ file: 'launch.yaml', text: 'kind: Launch' }] } })
const problem: string | undefined = wrong.error?.diagnostics?.[0]?.code
console.log(JSON.stringify([verdict, unmet, same, page.data?.decisions.length, standing?.last.sequence, wrong.response.status, problem]))

export async function mistakes(): Promise<void> {
  // @ts-expect-error -- there is no such path
  await client.GET('/v1/decision')
  // @ts-expect-error -- a digest is missing
  await client.GET('/v1/decisions/{digest}')
  // @ts-expect-error -- a verdict that there is not
  await client.GET('/v1/decisions', { params: { query: { verdict: 'approved' } } })
  // @ts-expect-error -- a file without a text
  await client.POST('/v1/decisions', { body: { documents: [{ file: 'launch.yaml' }] } })
}
`

/** Compiles as strictly as anybody would, and says what is wrong. */
function compiled(folder: string): string[] {
  const program = ts.createProgram([join(folder, 'use.ts')], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
  })
  const { diagnostics } = program.emit()
  return [...ts.getPreEmitDiagnostics(program), ...diagnostics].map((item) => ts.flattenDiagnosticMessageText(item.messageText, '\n'))
}

test('a client that is generated from the description compiles, knows mistakes, and works', async () => {
  const service = await testService()
  const folder = mkdtempSync(join(tmpdir(), 'onlyif-client-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'node_modules'))
  for (const name of ['openapi-fetch', 'openapi-typescript-helpers'])
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), 'dir')
  const document = (await (await fetch(`${service.running.url}/openapi.json`)).json()) as Parameters<typeof clientTypes>[0]
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'paths.ts'), await clientTypes(document))
  writeFileSync(join(folder, 'use.ts'), use)
  expect(compiled(folder)).toEqual([])
  const env = {
    ONLYIF: service.running.url,
    TOKEN: await service.token(['judge', 'read']),
    MANIFEST: manifest('checkout-2', { csat: 3.9 }),
  }
  const { stdout } = await run(process.execPath, ['use.js'], { cwd: folder, env: { ...process.env, ...env } })
  expect(JSON.parse(stdout)).toEqual(['no-go', ['promise/delight'], true, 1, 1, 422, 'document/missing-api-version'])
})
