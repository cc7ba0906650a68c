import { execFile, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const command = join(root, 'dist/bin/onlyif.js')
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'onlyif-readme-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The code blocks of a section of the README, by language. */
function blocks(heading: string, language: string): string[] {
  const section = readme.split(/^## /m).find((part) => part.startsWith(heading)) ?? ''
  return [...section.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map((match) => match[1] ?? '')
}

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

function run(file: string, args: readonly string[], cwd: string, input = ''): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(
      file,
      args,
      { cwd, env: { ...process.env, NO_COLOR: '1', npm_config_loglevel: 'silent' } },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err })
      },
    )
    child.stdin?.end(input)
  })
}

const onlyif = (args: readonly string[], cwd: string, input?: string): Promise<Ran> => run(process.execPath, [command, ...args], cwd, input)

/** Starts the service, looks at a page of it, and ends it as an operator would. */
async function served(args: readonly string[], cwd: string): Promise<Pick<Ran, 'code' | 'out'>> {
  const child = spawn(process.execPath, [command, ...args], { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)))
  let told = ''
  for await (const text of child.stderr.setEncoding('utf8')) {
    told += text
    const [, url] = /listens on (\S+)\n/.exec(told) ?? []
    if (url === undefined) continue
    const page = await fetch(url, { headers: { accept: 'text/html' } })
    const out = page.ok ? await page.text() : ''
    child.kill('SIGTERM')
    return { code: await ended, out }
  }
  return { code: await ended, out: told }
}

describe('see it block a release', () => {
  const [first = ''] = blocks('See it block', 'sh')

  test('the first command line ends in a gate that blocks with reasons', async () => {
    const last = first.trim().split(' && ').at(-1) ?? ''
    const [npm = '', ...args] = last.split(' ')
    expect(first.trim().startsWith('npm ci && npm run build && ')).toBe(true)
    const { code, out } = await run(npm, args, root)
    expect(code).toBe(1)
    expect(out).toContain('NO-GO')
    expect(out).toContain('What would make it a')
    expect(out).toMatch(/● GO .*one-page-checkout/)
  })

  test('the second command line is the one that CI runs', () => {
    expect(readFileSync(join(root, '.ci/run'), 'utf8')).toContain(blocks('See it block', 'sh')[1]?.trim())
  })
})

describe('your first commitment', () => {
  const [mistyped = '', launch = '', supplied = ''] = blocks('Your first commitment', 'yaml')
  const [frame = ''] = blocks('Your first commitment', 'text')
  mkdirSync(join(folder, 'rules'))
  const write = (file: string, text: string): void => writeFileSync(join(folder, file), text)

  test('a mistyped operator is shown where it stands, with what was meant, and nothing is decided', async () => {
    write('rules/promise.yaml', mistyped)
    write('launch.yaml', launch)
    const { code, out, err } = await onlyif(['check'], folder)
    expect(code).toBe(2)
    expect(out + err).toContain(frame.trim())
  })

  test('mended, the launch is blocked for a shortfall and for what nobody has said', async () => {
    write('rules/promise.yaml', mistyped.replace('atLest', 'atLeast'))
    const { code, out } = await onlyif(['check'], folder)
    expect(code).toBe(1)
    expect(out).toContain('NO-GO')
    expect(out).toContain('3.9')
    expect(out).toContain('beta.blockersOpen')
  })

  test('with what is true supplied, it is a go', async () => {
    write('launch.yaml', supplied)
    const { code, out } = await onlyif(['check'], folder)
    expect(code).toBe(0)
    expect(out).toContain('GO')
  })
})

test('a waiver lowers one bar, for as long as it lasts and no further', async () => {
  const cwd = mkdtempSync(join(folder, 'waiver-'))
  mkdirSync(join(cwd, 'rules'))
  const [mistyped = '', , launch = ''] = blocks('Your first commitment', 'yaml')
  const [rule = '', config = '', waivers = ''] = blocks('When the bar is lowered', 'yaml')
  const commitment = mistyped.replace('atLest', 'atLeast').replace('goToMarketOnlyIf:', `${rule}goToMarketOnlyIf:`)
  writeFileSync(join(cwd, 'rules/promise.yaml'), commitment)
  writeFileSync(join(cwd, 'onlyif.yaml'), config)
  writeFileSync(join(cwd, 'waivers.yaml'), waivers)
  const at = async (score: string, now: string): Promise<Ran> => {
    writeFileSync(join(cwd, 'launch.yaml'), launch.replace('4.4', score))
    return onlyif(['check', '--now', now], cwd)
  }
  const waived = await at('3.9', '2026-10-07')
  expect(waived.code).toBe(0)
  expect(waived.out).toContain('CONDITIONAL GO')
  expect((await at('3.7', '2026-10-07')).code).toBe(1)
  expect((await at('3.9', '2026-10-21')).code).toBe(1)
})

describe('on the command line', () => {
  const [block = ''] = blocks('On the command line', 'sh')
  const lines = block
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/, ''))
    .filter((line) => line !== '')

  test.each(lines)('%s', async (line) => {
    const cwd = mkdtempSync(join(folder, 'cli-'))
    mkdirSync(join(cwd, 'rules'))
    mkdirSync(join(cwd, 'launches'))
    const [commitment = '', , launch = ''] = blocks('Your first commitment', 'yaml')
    writeFileSync(join(cwd, 'rules/promise.yaml'), commitment.replace('atLest', 'atLeast'))
    writeFileSync(join(cwd, 'launches/checkout.yaml'), launch)
    writeFileSync(
      join(cwd, 'support.json'),
      JSON.stringify({ apiVersion: 'onlyif/v1', kind: 'Facts', launch: 'checkout-2', facts: { 'support.ready': true } }),
    )
    writeFileSync(join(cwd, 'results.json'), JSON.stringify({ tests: { failed: 0 } }))
    if (line.includes('schema'))
      writeFileSync(
        join(cwd, 'catalog.yaml'),
        'apiVersion: onlyif/v1\nkind: FactCatalog\nfacts: { beta.csat: { type: number }, beta.blockersOpen: { type: count } }\n',
      )
    const saved = await onlyif(['check', '--format', 'json'], cwd)
    writeFileSync(join(cwd, 'decision.json'), saved.out)
    const git = (...args: string[]): unknown =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.test', ...args], { cwd, stdio: 'ignore' })
    git('init', '-q')
    git('add', '-A')
    git('commit', '-qm', 'first')
    git('update-ref', 'refs/remotes/origin/main', 'HEAD')
    const [name = '', ...args] = line.replace(/ > .*$/, '').split(' ')
    expect(name).toBe('onlyif')
    const { code, out } = args[0] === 'serve' ? await served([...args, '--port', '0'], cwd) : await onlyif(args, cwd)
    expect(code).toBe(0)
    expect(out.length).toBeGreaterThan(0)
    if (line.includes('json')) expect(() => JSON.parse(line.includes('--format json') ? out : '{}')).not.toThrow()
  })
})

test('the library example runs as it is written', async () => {
  const [example = ''] = blocks('As a library', 'ts')
  const cwd = mkdtempSync(join(folder, 'lib-'))
  mkdirSync(join(cwd, 'node_modules'))
  symlinkSync(root, join(cwd, 'node_modules/onlyif'), 'dir')
  mkdirSync(join(cwd, 'rules'))
  const [commitment = '', launch = ''] = blocks('Your first commitment', 'yaml')
  writeFileSync(join(cwd, 'rules/promise.yaml'), commitment.replace('atLest', 'atLeast'))
  writeFileSync(join(cwd, 'launch.yaml'), launch)
  writeFileSync(join(cwd, 'example.mjs'), example)
  const { code, out, err } = await run(process.execPath, ['example.mjs'], cwd)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toBe('no-go []\n')
})
