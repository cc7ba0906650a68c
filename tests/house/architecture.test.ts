import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** The floors of the house: a file may import from lower floors and from its own room. */
const floors: Readonly<Record<string, number>> = {
  source: 0,
  model: 1,
  engine: 2,
  world: 3,
  authoring: 3,
  store: 3,
  github: 3,
  report: 4,
  web: 5,
  server: 6,
  cli: 7,
  action: 7,
}

/** One door a library: the only files that may import it, and why. */
const doors: readonly { readonly library: string; readonly door: RegExp; readonly because: string }[] = [
  { library: 'yaml', door: /^src\/source\/document\.ts$/, because: 'positions and limits are kept in one place' },
  { library: 'ajv', door: /^$/, because: 'forms are read by src/model/form.ts; only its test asks ajv whether it reads them well' },
  { library: 'json-rules-engine', door: /^src\/engine\/cross-check\.ts$/, because: 'it is the second key and nothing else' },
  { library: 're2js', door: /^src\/model\/pattern\.ts$/, because: 'every pattern runs in linear time' },
  { library: 'canonicalize', door: /^src\/source\/digest\.ts$/, because: 'there is one canonical form' },
  { library: '@noble/hashes', door: /^src\/source\/digest\.ts$/, because: 'there is one digest' },
  { library: 'fastest-levenshtein', door: /^src\/source\/suggest\.ts$/, because: 'there is one did-you-mean' },
  {
    library: 'octokit',
    door: /^src\/github\/client\.ts$/,
    because: 'retries, redirects and what may be told of a token are decided in one place',
  },
  { library: 'commander', door: /^src\/cli\//, because: 'only the command line parses arguments' },
  { library: 'picocolors', door: /^src\/cli\//, because: 'whether there is colour is decided by the terminal; reporters are told' },
  { library: 'kysely', door: /^src\/store\/database\.ts$/, because: 'there is one query text over two databases' },
  { library: '@photostructure/sqlite', door: /^src\/store\/sqlite\.ts$/, because: 'each connection must be set up to be durable' },
  { library: 'pg', door: /^src\/store\/postgres\.ts$/, because: 'whoever keeps decisions in a file does not load it' },
  { library: 'express', door: /^src\/server\//, because: 'only the service answers HTTP' },
  { library: 'helmet', door: /^src\/server\//, because: 'only the service answers HTTP' },
  { library: 'compression', door: /^src\/server\//, because: 'only the service answers HTTP' },
  { library: 'express-rate-limit', door: /^src\/server\//, because: 'only the service answers HTTP' },
  { library: 'pino', door: /^src\/server\/log\.ts$/, because: 'what never gets into a log is decided in one place' },
  { library: 'pino-http', door: /^src\/server\/log\.ts$/, because: 'what never gets into a log is decided in one place' },
  { library: 'prom-client', door: /^src\/server\/metrics\.ts$/, because: 'figures are declared in one place' },
  { library: 'jose', door: /^src\/server\/auth\/oidc\.ts$/, because: 'which tokens are believed is decided in one place' },
  { library: '@octokit/webhooks', door: /^src\/github\//, because: 'only that room speaks to GitHub' },
  { library: 'preact', door: /^src\/web\//, because: 'only the dashboard has pages' },
  { library: 'preact-render-to-string', door: /^src\/web\//, because: 'only the dashboard has pages' },
  { library: 'codemirror', door: /^src\/web\/playground\/browser\//, because: 'only the playground has an editor' },
  { library: '@codemirror', door: /^src\/web\/playground\/browser\//, because: 'only the playground has an editor' },
]

/** What the pure floors must not touch, so that the same engine runs anywhere and answers the same. */
const impurities: readonly RegExp[] = [
  /\bfrom 'node:/,
  /\bprocess\./,
  /\bconsole\./,
  /\bDate\.now\b/,
  /\bnew Date\(/,
  /\bDate\.parse\b/,
  /\bMath\.random\b/,
  /\bfetch\(/,
  /\bsetTimeout\b/,
  /\beval\(/,
  /\bnew Function\b/,
  /\blocale/i,
]

const banned = /(?:^|\/)(?:utils?|common|helpers?|manager|service|misc|shared)\b[^/]*$/

interface SourceFile {
  readonly path: string
  readonly room: string
  readonly text: string
  readonly imports: readonly string[]
}

const files: readonly SourceFile[] = ['src', 'action']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => posix.join(folder, name.replaceAll('\\', '/'))),
  )
  .filter((path) => /\.tsx?$/.test(path) && !path.includes('/generated/'))
  .sort()
  .map((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    return { path, room: roomOf(path), text, imports: importsOf(text) }
  })

/** The room of a file: its folder under `src`, or `action` beside it; none for the front door. */
function roomOf(path: string): string {
  const [top = '', room = '', ...rest] = path.split('/')
  if (top === 'action') return 'action'
  return rest.length === 0 ? '' : room
}

function importsOf(text: string): string[] {
  const code = text.replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, '')
  return [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '')
}

function target(file: SourceFile, specifier: string): string | undefined {
  return specifier.startsWith('.') ? posix.normalize(posix.join(posix.dirname(file.path), specifier)) : undefined
}

describe('imports look down, never up, never sideways', () => {
  test.each(files.filter((file) => file.room !== '').map((file) => [file.path, file] as const))('%s', (_, file) => {
    const floor = floors[file.room]
    expect(floor, `${file.room} is not a room of the house`).toBeDefined()
    const wrong = file.imports.flatMap((specifier) => {
      const path = target(file, specifier)
      if (path === undefined) return []
      const room = roomOf(path)
      if (room === file.room) return []
      const other = floors[room]
      return path.startsWith('src/') && other !== undefined && other < (floor ?? 0) ? [] : [specifier]
    })
    expect(wrong).toEqual([])
  })
})

test.each(doors)('$library has one door, because $because', ({ library, door }) => {
  const importers = files
    .filter((file) => file.imports.some((name) => name === library || name.startsWith(`${library}/`)))
    .map((file) => file.path)
  expect(importers.filter((path) => !door.test(path))).toEqual([])
})

test.each(files.filter((file) => (floors[file.room] ?? 9) <= 2).map((file) => [file.path, file] as const))('%s is pure', (_, file) => {
  const code = file.text.replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, '')
  expect(impurities.filter((pattern) => pattern.test(code)).map(String)).toEqual([])
})

test.each(files.map((file) => [file.path, file] as const))(
  '%s is of a size to be read, has named exports and a name that says what it holds',
  (_, file) => {
    expect(file.text.split('\n').length - 1).toBeLessThanOrEqual(250)
    expect(file.text).not.toMatch(/^export default\b/m)
    expect(file.path).not.toMatch(banned)
    expect(file.path).toMatch(/^(?:src|action)\/(?:[a-z0-9-]+\/)*[a-z0-9-]+\.tsx?$/)
  },
)

test('there are no import cycles', () => {
  const graph = new Map(files.map((file) => [file.path, file.imports.flatMap((name) => target(file, name) ?? [])]))
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) throw new Error(`cycle: ${[...trail.slice(trail.indexOf(path)), path].join(' -> ')}`)
    if (done.has(path)) return
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of graph.keys()) visit(path, [])
})

test('the engine names itself as the package does', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  expect(readFileSync(join(root, 'src/engine/version.ts'), 'utf8')).toContain(`'onlyif@${version}'`)
})
