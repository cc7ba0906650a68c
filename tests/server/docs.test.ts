import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Form, FormBook } from '../../src/model/form.ts'
import { endpoints } from '../../src/server/endpoints/endpoints.ts'
import { examples } from '../../src/server/openapi/examples.ts'
import { problems } from '../../src/server/problem.ts'
import { serviceForms } from '../../src/server/settings/generated/service.ts'
import { readService } from '../../src/server/settings/read-service.ts'
import { asDescribed } from './described.ts'
import { manifest, type TestService, testService } from './service.ts'

const page = readFileSync(new URL('../../docs/service.md', import.meta.url), 'utf8')

/** The code blocks of the page in a language. */
function blocks(language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)\\n\`\`\`$`, 'gm'))].map(([, text = '']) => text)
}

/** The rows of the table that begins with a header, cell by cell. */
function rows(header: string): string[][] {
  const table = page.slice(page.indexOf(header)).split('\n\n')[0] ?? ''
  return table
    .split('\n')
    .slice(2)
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
    .map((cells) => cells.slice(1, -1))
}

/** Runs a line as somebody types it. A curlrc has curl tell the status and type on standard error, so that the line stays as it is. */
function typed(
  command: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<{ status: number; type: string; out: string }> {
  writeFileSync(join(cwd, '.curlrc'), 'silent\nshow-error\nwrite-out = "%{stderr}%{http_code} %{content_type}"\n')
  return new Promise((resolve, reject) => {
    execFile('bash', ['-c', command], { cwd, env: { PATH: process.env['PATH'] ?? '', CURL_HOME: cwd, ...env } }, (error, printed, err) => {
      const file = / > (\S+)$/.exec(command)?.[1]
      const out = file === undefined ? printed : readFileSync(join(cwd, file), 'utf8')
      const [, status = '', type = ''] = /(\d{3}) (.*)$/.exec(err) ?? []
      if (error || status === '') reject(new Error(`${command}\n${err}\n${out}`))
      else resolve({ status: Number(status), type, out })
    })
  })
}

test('every request of the API is shown, as it is on /docs', () => {
  expect(Object.keys(examples).sort()).toEqual(endpoints.map(({ id }) => id).sort())
  const shown = blocks('sh')
  for (const example of Object.values(examples)) expect(shown).toContain(example)
})

test('every request of the page works as it stands', async () => {
  const tokens: Record<string, string> = {}
  const service = await testService({ who: { tokens } })
  const personal = async (name: string): Promise<string> => {
    const { token, secret } = await service.store.tokens.create({ name, scopes: ['read', 'waive'], bounds: {}, createdBy: 'test' })
    tokens[token.id] = name
    return secret
  }
  const [ola, maria, tom] = [await personal('ola'), await personal('maria'), await personal('tom')]
  const pipeline = await service.token(['judge', 'read'])
  writeFileSync(join(service.folder, 'launch.yaml'), manifest('checkout-2', { csat: 3.9 }))
  const env: Record<string, string> = {
    ONLYIF: service.running.url,
    RUN: 'run-7',
    TOKEN: pipeline,
    OLA: ola,
    MARIA: maria,
    TOM: tom,
    UNTIL: '2026-12-20',
  }
  const asked = async (id: string): Promise<unknown> => {
    const endpoint = endpoints.find((item) => item.id === id)
    const { status, type, out } = await typed(examples[id] ?? '', service.folder, env)
    const path = (endpoint?.path ?? '').replaceAll(/\{\w+\}/g, 'x')
    await asDescribed(endpoint?.method ?? '', path, new Response(out, { status, headers: { 'content-type': type } }))
    expect([id, status]).toEqual([id, id === 'decide' || id === 'askWaiver' ? 201 : 200])
    if (!type.includes('json')) return out
    return JSON.parse(out)
  }
  const { digest, blocked } = (await asked('decide')) as { digest: string; blocked: boolean }
  expect([blocked, (await asked('decide')) as object]).toEqual([true, expect.objectContaining({ digest })])
  env['DIGEST'] = digest
  expect(await asked('listDecisions')).toMatchObject({ decisions: [{ digest }] })
  expect(await asked('getDecision')).toContain('beta customers tell us it is good')
  expect(await asked('listLaunches')).toMatchObject({ launches: [{ id: 'checkout-2', verdict: 'no-go' }] })
  expect(await asked('getLaunch')).toMatchObject({ id: 'checkout-2' })
  expect(await asked('getLaunchHistory')).toMatchObject({ decisions: [{ digest }] })
  expect(await asked('getCommitments')).toMatchObject({ commitments: [{ id: 'promise' }] })
  const { id } = (await asked('askWaiver')) as { id: string }
  env['WAIVER'] = id
  expect(await asked('listWaivers')).toMatchObject({ waivers: [{ id, state: 'requested' }] })
  expect(await asked('getWaiver')).toMatchObject({ id })
  expect(await asked('answerWaiver')).toMatchObject({ id, state: 'refused' })
  const [anew = ''] = blocks('sh').filter((text) => text.includes('about payment are mended'))
  const again = JSON.parse((await typed(anew, service.folder, env)).out) as { id: string }
  env['WAIVER'] = again.id
  const approvals = blocks('sh').filter((text) => text.includes('"answer": "approve"'))
  const stood: unknown[] = []
  for (const approval of approvals) stood.push(JSON.parse((await typed(approval, service.folder, env)).out))
  expect(again.id).not.toBe(id)
  expect(stood).toMatchObject([
    { id: again.id, state: 'requested', version: 2 },
    { id: again.id, state: 'in-force', version: 3 },
  ])
  await expect.poll(() => asked('getLaunch'), { timeout: 10_000 }).toMatchObject({ id: 'checkout-2', verdict: 'conditional-go' })
  expect(await asked('lint')).toMatchObject({ diagnostics: [{ code: 'document/unknown-key', hint: expect.stringContaining('title') }] })
  expect(await asked('verify')).toMatchObject({ digest, state: 'valid', replayed: 'same-bytes' })
  expect(await asked('health')).toEqual({ status: 'alive' })
  expect(await asked('readiness')).toMatchObject({ status: 'ready' })
  expect(await asked('metrics')).toContain('onlyif_recorded_total')
  await gate(service)
})

/** The line that a pipeline ends with fails for a launch that is blocked, here below what is waived, and passes for one that goes. */
async function gate({ folder, running, token }: TestService): Promise<void> {
  const [line = ''] = blocks('sh').filter((text) => text.startsWith('node -e '))
  const TOKEN = await token(['judge'])
  const passes = (csat: number): Promise<boolean> => {
    writeFileSync(join(folder, 'launch.yaml'), manifest('checkout-2', { csat }))
    const env = { PATH: process.env['PATH'] ?? '', ONLYIF: running.url, TOKEN, RUN: `run-${csat}` }
    return new Promise((resolve) => {
      execFile('bash', ['-c', `${examples['decide']}\n${line}`], { cwd: folder, env }, (error) => resolve(!error))
    })
  }
  expect([await passes(3.4), await passes(4.4)]).toEqual([false, true])
}

test('the table of problems is as the service tells them', () => {
  const told = rows('| name | status |').map(([name, status, title]) => [name, status, title])
  expect(told).toEqual(Object.entries(problems).map(([name, [status, title]]) => [name, String(status), title]))
})

/** Every key of a form, as the page writes it: `oidc.issuers[].issuer`. */
function keysOf(book: FormBook, form: Form | undefined, at: string): string[] {
  if (!form) return []
  if (form.$ref) return keysOf(book, book[form.$ref.replace('#/$defs/', '')], at)
  const dot = at === '' ? '' : '.'
  const given = typeof form.additionalProperties === 'object' ? form.additionalProperties : undefined
  const rest = given?.$ref ? book[given.$ref.replace('#/$defs/', '')] : given
  const named = Object.entries(form.properties ?? {}).flatMap(([key, part]) => [
    `${at}${dot}${key}`,
    ...keysOf(book, part, `${at}${dot}${key}`),
  ])
  const others = rest ? [...(rest.properties ? [] : [`${at}${dot}*`]), ...keysOf(book, rest, `${at}${dot}*`)] : []
  return [...named, ...others, ...keysOf(book, form.items, `${at}[]`)]
}

test('the table of settings has every key that is read, and no other', () => {
  const known = keysOf(serviceForms, serviceForms['Service'], '').filter((key) => key !== 'apiVersion' && key !== 'kind')
  expect(
    rows('| key | means |')
      .map(([key = '']) => key)
      .sort(),
  ).toEqual(known.sort())
})

test('the example of settings is read', () => {
  const [text = ''] = blocks('yaml').filter((block) => block.includes('kind: Service'))
  const env = {
    GITHUB_APP_KEY: 'key',
    GITHUB_WEBHOOK_SECRET: 'secret',
    RELEASE_ROOM_URL: 'https://chat.example.test/hook',
    WAREHOUSE_URL: 'https://warehouse.example.test/hook',
    WAREHOUSE_SECRET: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
  }
  expect(readService('service.yaml', text, env)).toMatchObject({
    ok: true,
    settings: { publicUrl: 'https://launches.example.test', limits: { perCaller: 3000 }, github: { appId: 123_456 } },
  })
  const without = readService('service.yaml', text, { ...env, WAREHOUSE_SECRET: '' })
  expect(without).toMatchObject({ ok: false, diagnostics: [{ message: expect.stringContaining('WAREHOUSE_SECRET') }] })
})
