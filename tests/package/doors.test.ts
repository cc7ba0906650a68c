import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { transform } from 'esbuild'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { bad, good, launch, promise } from '../action/documents.ts'
import { deploymentProtectionRuleEvent } from '../github/events.ts'
import { fakeGitHubForEachTest } from '../github/fake/start.ts'
import { node24For } from '../node-24.ts'
import { until } from '../server/waiting.ts'
import { install, pack, root, run, type Tarball } from './tarball.ts'

/** Programs of the page, as somebody would copy them into files. */
const page = await readFile(join(root, 'docs/from-code.md'), 'utf8')
const [serving = '', mounting = '', gating = ''] = [...page.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code]) => code)
const programs = { serving, mounting, gating }

let tarball: Tarball
let folder: string
beforeAll(async () => {
  tarball = await pack()
  folder = await mkdtemp(join(tmpdir(), 'onlyif-doors-'))
  await install(tarball, folder)
  for (const [name, code] of Object.entries(programs)) {
    await writeFile(join(folder, `${name}.ts`), code)
    await writeFile(join(folder, `${name}.js`), (await transform(code, { loader: 'ts', format: 'esm', target: 'node20' })).code)
  }
  await mkdir(join(folder, 'rules'))
  await writeFile(join(folder, 'rules/promise.yaml'), promise(4.2))
  await writeFile(join(folder, 'service.yaml'), 'apiVersion: onlyif/v1\nkind: Service\nlimits: { perCaller: 3000 }\n')
}, 300_000)
afterAll(() => Promise.all([tarball?.discard(), rm(folder, { recursive: true, force: true })]))

/** A program that listens on a port of its own, ended with the test. */
interface Program {
  readonly child: ChildProcess
  readonly url: string
  readonly printed: () => string
}

async function started(name: keyof typeof programs, env: Readonly<Record<string, string>> = {}): Promise<Program> {
  const port = await freePort()
  const child = spawn(process.execPath, [`${name}.js`], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', PORT: String(port), ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (printed += String(text)))
  const url = `http://127.0.0.1:${port}`
  await until(() => {
    if (child.exitCode !== null) throw new Error(`it ended: ${printed}`)
    return fetch(url).then(
      () => true,
      () => false,
    )
  })
  return { child, url, printed: () => printed }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((done) => server.close(done))
  return typeof address === 'object' && address ? address.port : 0
}

async function token(): Promise<string> {
  const command = join(folder, 'node_modules/onlyif/dist/bin/onlyif.js')
  const args = [command, 'token', 'create', '--data', 'onlyif-data', '--name', `t${Math.random()}`, '--scope', 'judge']
  return (await run(process.execPath, args, { cwd: folder })).stdout.trim()
}

async function judged({ url }: Program): Promise<unknown> {
  const response = await fetch(`${url}/v1/decisions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/yaml' },
    body: launch('a', bad),
  })
  const { verdict } = (await response.json()) as { verdict?: unknown }
  return [response.status, verdict]
}

async function ended({ child }: Program): Promise<unknown> {
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  return (await exit)[0]
}

describe('onlyif/store', () => {
  /** A store of one door whose database goes away, in a service of another. */
  const failing = `
    import { openStore as openAtServer, createApp, folderOrigin } from 'onlyif/server'
    import { openStore, StoreFailure } from 'onlyif/store'
    import { createServer } from 'node:http'
    const refused = await openAtServer('nowhere', { create: false }).catch((error) => error)
    const store = await openStore('failing-data')
    const away = async () => { throw new StoreFailure('unavailable', 'the database is away') }
    const app = await createApp({ store: { ...store, list: away }, origin: folderOrigin('.') })
    const server = createServer(app.handle).listen(0, '127.0.0.1')
    await new Promise((done) => server.on('listening', done))
    const { secret } = await store.tokens.create({ name: 't', scopes: ['read'], bounds: {}, createdBy: 'test' })
    const url = 'http://127.0.0.1:' + server.address().port + '/v1/decisions'
    const { status } = await fetch(url, { headers: { authorization: 'Bearer ' + secret } })
    console.log(JSON.stringify([refused instanceof StoreFailure, refused.problem, new Error('x') instanceof StoreFailure, status]))
    server.close()
    server.closeAllConnections()
    await app.stop()
    await store.close()
  `

  test('throws failures that are known at every other door', async () => {
    await writeFile(join(folder, 'failing.js'), failing)
    const { stdout } = await run(process.execPath, ['failing.js'], { cwd: folder })
    expect(JSON.parse(stdout)).toEqual([true, 'unknown-store', false, 503])
  })
})

describe('onlyif/server', () => {
  test('starts the service from a program of three statements', async () => {
    const program = await started('serving')
    expect(program.printed()).toMatch(/judges by sha256:[0-9a-f]{64}/)
    expect(program.printed()).toContain('"msg":"commitments stand"')
    expect(await judged(program)).toEqual([201, 'no-go'])
    expect(await ended(program)).toBe(0)
  })

  test('answers behind a server of somebody else', async () => {
    const program = await started('mounting')
    expect(await (await fetch(`${program.url}/about`)).text()).toBe('the launches of acme')
    expect(await judged(program)).toEqual([201, 'no-go'])
    expect(await ended(program)).toBe(0)
  })
})

describe('onlyif/github', () => {
  const github = fakeGitHubForEachTest()

  test.each([
    ['a launch that may go', good, 'approved', 'GO: the launch at'],
    ['a launch that may not', bad, 'rejected', 'NO-GO: the launch at'],
    ['a launch that nobody knows enough of', '{ csat: 4.4 }', 'waiting', 'HOLD: the launch at'],
    ['a manifest that cannot be read', '[', 'rejected', 'Nothing could be decided, so nothing is approved'],
  ])('answers a deployment of %s', async (_, facts, state, words) => {
    const fake = github()
    const repository = fake.repository('acme/shop', { private: true })
    repository.commit({ files: { 'rules/promise.yaml': promise(4.2), 'launch.yaml': launch('a', facts) } })
    const app = fake.app('own-gate', { actions: 'read', contents: 'read', deployments: 'write' })
    const installation = fake.install(app, 'acme')
    const waiting = repository.waitingRun({ environment: 'production', app, ref: 'main' })
    const secret = 'known to both'
    const env = { APP_ID: String(app.id), APP_KEY: app.privateKey, WEBHOOK_SECRET: secret, API_URL: fake.url }
    const program = await started('gating', env)
    const { name, payload } = deploymentProtectionRuleEvent(fake, repository, waiting)
    const body = JSON.stringify({ ...payload, installation: { id: installation.id, node_id: 'MDIz' } })
    const sent = async (by: string): Promise<number> => {
      const signature = `sha256=${createHmac('sha256', by).update(body).digest('hex')}`
      const headers = { 'x-github-event': name, 'x-hub-signature-256': signature }
      return (await fetch(program.url, { method: 'POST', headers, body })).status
    }
    expect([await sent('known to nobody'), await sent(secret)]).toEqual([401, 202])
    await until(() => program.printed().includes('told'))
    const [gate] = waiting.gates
    expect(program.printed()).toBe(`${state} told\n`)
    expect(gate?.answer?.state).toBe(state === 'waiting' ? undefined : state)
    expect(gate?.answer?.comment ?? gate?.reports[0]).toContain(words)
  })
})

test.for(['server', 'github'])('onlyif/%s is imported and required by Node 20 and 24', async (door, context) => {
  const told = async (node: string, file: string, code: string): Promise<string> => {
    await writeFile(join(folder, file), code)
    return (await promisify(execFile)(node, [file], { cwd: folder })).stdout.trim()
  }
  const names = await told(
    process.execPath,
    'names.mjs',
    `import * as door from 'onlyif/${door}'\nconsole.log(Object.keys(door).sort().join())`,
  )
  expect(names).toContain(door === 'server' ? 'createApp,folderOrigin' : 'answerFor,isSigned')
  const nodes = [process.execPath, await node24For(context)]
  for (const node of nodes) {
    expect(await told(node, 'names.mjs', await readFile(join(folder, 'names.mjs'), 'utf8'))).toBe(names)
    const required = `console.log(Object.keys(require('onlyif/${door}')).filter((name) => name !== '__esModule').sort().join())`
    expect(await told(node, 'names.cjs', required)).toBe(names)
  }
})

test.each(['nodenext', 'bundler'])('their types stand alone, resolving as %s does, whatever is checked', async (moduleResolution) => {
  const compilerOptions = {
    ...{ target: 'es2023', lib: ['es2023'], types: ['node'], typeRoots: [join(root, 'node_modules/@types')] },
    ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noEmit: true, skipLibCheck: false },
    ...{ module: moduleResolution === 'bundler' ? 'esnext' : 'nodenext', moduleResolution },
  }
  const wrong = `
import { createApp, type ServiceSettings, startService } from 'onlyif/server'
import { type JudgedCommit, openGate } from 'onlyif/github'
export const verdict = ({ decisions }: JudgedCommit): string | undefined => decisions[0]?.verdict
export const settings: ServiceSettings = { access: { oidc: { audience: 'x', issuers: [] } }, limits: { perCaller: 1 } }
// @ts-expect-error -- no store
createApp({})
// @ts-expect-error -- a setting that there is not
export const other: ServiceSettings = { access: {}, limits: {}, acess: {} }
// @ts-expect-error -- no key
openGate({ appId: 1 })
// @ts-expect-error -- a port is a number
startService({ port: '1' })
`
  await writeFile(join(folder, 'wrong.ts'), wrong)
  const project = join(folder, `tsconfig.${moduleResolution}.json`)
  await writeFile(project, JSON.stringify({ compilerOptions, files: [...Object.keys(programs).map((name) => `${name}.ts`), 'wrong.ts'] }))
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const { stdout } = await run(process.execPath, [tsc, '-p', project], { cwd: folder }).catch(
    (error: unknown) => error as { stdout: string },
  )
  expect(stdout).toBe('')
})
