import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { runTest } from '../../src/authoring/test-run.ts'
import type { Io } from '../../src/cli/io.ts'
import { run } from '../../src/cli/run.ts'
import { prepare } from '../../src/engine/judge.ts'
import { parseDocuments } from '../../src/model/documents.ts'
import type { FileSource } from '../../src/model/file-source.ts'
import { diagnosticsText } from '../../src/report/diagnostics-text.ts'
import { arrange, type Diagnostic, hasErrors } from '../../src/source/diagnostic.ts'
import { diskSource } from '../../src/world/disk.ts'
import { memorySource } from '../../src/world/memory.ts'
import { withoutSilenced } from '../../src/world/silences.ts'
import { loadWorld } from '../../src/world/world.ts'
import type { Case } from './cases.ts'
import { readBack } from './read-back.ts'

/** What is said about a case: as data, and as the command line prints it, one text for each diagnostic. */
export interface Said {
  readonly diagnostics: readonly Diagnostic[]
  readonly textOf: (file: string) => string | undefined
  readonly print: (item: Diagnostic) => string
}

const goodCommitment = `apiVersion: onlyif/v1
kind: Commitment
id: five-conditions
title: Every launch meets these conditions
owner: coo
goToMarketOnlyIf:
  - { id: tiered, title: its tier is known, owner: coo, require: { launch.tier: { atLeast: 1 } } }
`
const goodLaunch = 'apiVersion: onlyif/v1\nkind: Launch\nid: search-9\ntitle: Search\nowner: search-team\ntier: 1\n'

/** Brings the files of a case before its door. */
export async function saidOf(given: Case): Promise<Said> {
  if (given.door === 'cli') return fromCommandLine(given)
  const diagnostics = arrange(await found(given))
  const textOf = (file: string): string | undefined => given.files.get(file)
  return { diagnostics, textOf, print: (item) => diagnosticsText([item], { textOf }) }
}

async function found(given: Case): Promise<readonly Diagnostic[]> {
  switch (given.door) {
    case 'parse':
      return parsed(given).diagnostics
    case 'test':
      return testRun(given)
    case 'disk':
      return onDisk(given, (root) => checked(given, diskSource(root)))
    default:
      return checked(given, sourceOf(given))
  }
}

function parsed({ files }: Case): ReturnType<typeof parseDocuments> {
  return parseDocuments([...files].map(([file, text]) => ({ file, text })))
}

/** As `onlyif check` does: what is wrong with the world, then with what judges, then with each launch. */
async function checked({ args, now, stdin }: Case, source: FileSource): Promise<readonly Diagnostic[]> {
  const input = stdin === undefined ? {} : { stdin: async () => new TextEncoder().encode(stdin) }
  const world = await loadWorld({ trusted: source, head: source, args: { ...args, ...input } })
  const { commitments, catalogs, waivers, mappings, config, digests, launches } = world
  const everything = [...world.diagnostics, ...launches.flatMap((launch) => launch.diagnostics)]
  const files = [...world.files, ...launches.flatMap((launch) => launch.files)]
  if (hasErrors(world.diagnostics)) return withoutSilenced(everything, files)
  const prepared = prepare({ commitments, catalog: catalogs, waivers, mappings, config, digests, now })
  const judged = launches.flatMap(({ launch, facts }) => (launch ? prepared.judge(launch, facts).diagnostics : []))
  return withoutSilenced([...everything, ...prepared.diagnostics, ...judged], files)
}

async function testRun(given: Case): Promise<readonly Diagnostic[]> {
  const { tests, commitments, catalogs, launches, facts, diagnostics } = parsed(given)
  const [launch] = launches
  if (!launch || hasErrors(diagnostics)) return diagnostics
  return [
    ...diagnostics,
    ...tests.flatMap((test) => runTest({ test, commitments, catalogs, launch, facts }).flatMap((item) => item.diagnostics)),
  ]
}

/** The bytes of the files, with something right around them unless they stand alone. */
function bytesOf({ files, encoding, alone }: Case): Map<string, Uint8Array> {
  const saved = [...files].map(([path, text]) => [path, bytes(text, encoding)] as const)
  const has = (start: string): boolean => [...files.keys()].some((path) => path.startsWith(start))
  return new Map([
    ...(alone || has('rules/') ? [] : [['rules/five-conditions.yaml', bytes(goodCommitment)] as const]),
    ...(alone || has('launch') ? [] : [['launch.yaml', bytes(goodLaunch)] as const]),
    ...saved,
  ])
}

function bytes(text: string, encoding?: Case['encoding']): Uint8Array {
  if (encoding === 'utf16le') return Buffer.from(`\uFEFF${text}`, 'utf16le')
  return Buffer.from(text, encoding ?? 'utf8')
}

function sourceOf(given: Case): FileSource {
  const links = [...given.links.keys()].map((path) => [path, new Uint8Array()] as const)
  const source = memorySource(new Map([...bytesOf(given), ...links]))
  const read: FileSource['read'] = async (path, maxBytes) => {
    if (given.links.has(path)) return { ok: false, problem: 'linked' }
    return given.gone.includes(path) ? { ok: false, problem: 'not-found' } : source.read(path, maxBytes)
  }
  return { ...source, read }
}

async function onDisk<T>(given: Case, use: (root: string) => Promise<T>): Promise<T> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'onlyif-diagnostics-')))
  try {
    for (const [path, content] of bytesOf(given)) {
      await mkdir(dirname(join(root, path)), { recursive: true })
      await writeFile(join(root, path), content)
    }
    for (const [path, target] of given.links) {
      await mkdir(dirname(join(root, path)), { recursive: true })
      await symlink(target, join(root, path))
    }
    if (given.git) execFileSync('git', ['init', '-q'], { cwd: root })
    return await use(root)
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

/** What a command prints beside its report when it is run where the files of a case lie. */
export async function printedBy(given: Case, argv: readonly string[]): Promise<string> {
  let text = ''
  const write = (part: string): void => {
    text += part
  }
  await onDisk(given, (cwd) => run(argv, ioIn(cwd, given.now, write)))
  return text
}

async function fromCommandLine(given: Case): Promise<Said> {
  const pieces = readBack(await printedBy(given, given.argv))
  const printed = new Map(pieces.map(({ item, piece }) => [item, piece]))
  return {
    diagnostics: pieces.map(({ item }) => item),
    textOf: (file) => given.files.get(file),
    print: (item) => printed.get(item) ?? '',
  }
}

function ioIn(cwd: string, now: string, stderr: (text: string) => void): Io {
  return {
    stdout: () => undefined,
    stderr,
    stdin: async () => new Uint8Array(),
    cwd,
    env: {},
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    columns: undefined,
    now: () => now,
  }
}
