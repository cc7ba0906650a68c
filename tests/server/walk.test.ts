import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const page = readFileSync(new URL('../../docs/service.md', import.meta.url), 'utf8')
const command = fileURLToPath(new URL('../../dist/bin/onlyif.js', import.meta.url))

interface Block {
  readonly language: string
  readonly name: string
  readonly text: string
}

/** The code blocks of a part of the page, as they stand. */
function blocksOf(part: string): Block[] {
  return [...part.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)\n```$/gm)].map(([, language = '', name = '', text = '']) => ({
    language,
    name,
    text,
  }))
}

/** The part of the page below a heading, parts of a lower level left out. */
function below(heading: string): string {
  return (page.split(`\n## ${heading}\n`)[1] ?? '').split('\n## ')[0] ?? ''
}

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'onlyif-walk-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Starts the service as the page says, but for the port, and gives its address and how it is ended. */
async function serving(folder: string, args: readonly string[]): Promise<{ url: string; end(): Promise<void> }> {
  const { DATABASE_URL: _, ...env } = process.env
  const child = spawn(process.execPath, [command, 'serve', '--port', '0', '--log', 'error', ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const closed = once(child, 'close')
  const end = async (): Promise<void> => {
    child.kill('SIGTERM')
    await closed
  }
  onTestFinished(end)
  let told = ''
  for await (const text of child.stderr.setEncoding('utf8')) {
    told += text
    const [, url] = /listens on (http:\S+)/.exec(told) ?? []
    if (url !== undefined) return { url, end }
  }
  throw new Error(`the service ended: ${told}`)
}

/** Types lines into the terminal of the walk, which keeps what was exported before. What curl is refused ends it. */
function typed(lines: string, folder: string, home: string): Promise<string> {
  writeFileSync(join(home, '.curlrc'), 'silent\nshow-error\nfail-with-body\n')
  const kept = join(home, 'exported')
  const begin = `${existsSync(kept) ? `. '${kept}'` : ''}\nonlyif() { '${process.execPath}' '${command}' "$@"; }\nset -e\n`
  const env = { PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`, HOME: home, CURL_HOME: home }
  return new Promise((resolve, reject) => {
    execFile('bash', ['-c', `${begin}${lines}\nexport -p > '${kept}'`], { cwd: folder, env }, (error, out, err) => {
      if (error) reject(new Error(`${lines}\n${out}\n${err}`))
      else resolve(out)
    })
  })
}

test('who starts with an empty folder gets through the page as it stands', async () => {
  const [folder, home] = [emptyFolder(), emptyFolder()]
  const start = blocksOf((below('Start it').split('\n### ')[0] ?? '').trim())
  const files = start.filter(({ language, name }) => language === 'yaml' && name !== '')
  expect(files.map(({ name }) => name)).toEqual(['rules/promise.yaml', 'onlyif.yaml', 'launch.yaml'])
  for (const { name, text } of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), `${text}\n`)
  }
  const [serve, exports] = start.filter(({ language }) => language === 'sh')
  expect(serve?.text).toBe('onlyif serve')
  const first = await serving(folder, [])
  await typed((exports?.text ?? '').replace('http://127.0.0.1:8080', first.url), folder, home)

  const use = blocksOf(below('Use it'))
  const service = use.findIndex(({ name }) => name === 'service.yaml')
  const lines = (blocks: readonly Block[]): string[] => blocks.filter(({ language }) => language === 'sh').map(({ text }) => text)
  const [before, after] = [lines(use.slice(0, service)), lines(use.slice(service + 1))]
  const gate = 'node -e '
  expect(before.filter((text) => text.startsWith(gate))).toHaveLength(1)
  for (const text of before.filter((line) => !line.startsWith(gate))) await typed(text, folder, home)
  const blocked = before.find((text) => text.startsWith(gate)) ?? ''
  await expect(typed(blocked, folder, home)).rejects.toThrow()

  await first.end()
  const { tokens } = JSON.parse(await typed('onlyif token list --format json', folder, home)) as { tokens: { id: string; name: string }[] }
  const settings = use[service]?.text.replaceAll(/^( +)[0-9a-f-]{36}: (\w+)$/gm, (_, indent: string, name: string) => {
    return `${indent}${tokens.find((token) => token.name === name)?.id}: ${name}`
  })
  writeFileSync(join(folder, 'service.yaml'), `${settings}\n`)
  const second = await serving(folder, ['--settings', 'service.yaml'])
  await typed(`export ONLYIF=${second.url}`, folder, home)
  const answers: string[] = []
  for (const text of after) answers.push(await typed(text, folder, home))
  expect(after.length).toBeGreaterThan(8)
  expect(answers.join('\n')).toMatch(
    /"state":"requested"[\s\S]*"state":"refused"[\s\S]*"state":"requested"[\s\S]*"state":"in-force"[\s\S]*"state":"valid"[\s\S]*"status":"ready"/,
  )
  expect(readFileSync(join(folder, 'onlyif-data/.gitignore'), 'utf8')).toBe('*\n')
})
