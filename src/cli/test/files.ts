import type { TestInput } from '../../authoring/test-case.ts'
import type { CommitmentTest } from '../../model/commitment-test.ts'
import { byKind, parseFile } from '../../model/documents.ts'
import { byPath, isDocumentName } from '../../model/file-path.ts'
import type { FileSource } from '../../model/file-source.ts'
import { type Diagnostic, diagnostic, hasErrors } from '../../source/diagnostic.ts'
import { namedFiles, type SourcedFile } from '../../world/argument.ts'
import { configName, readConfig } from '../../world/config.ts'
import { diskSource } from '../../world/disk.ts'
import { type InputFile, readText } from '../../world/file-text.ts'
import { misnamed } from '../../world/misnamed.ts'
import { outsideSource } from '../../world/outside.ts'
import { inOrder } from '../../world/parallel.ts'
import { passedOver } from '../../world/passed-over.ts'
import { findRoot } from '../../world/root.ts'
import { loadTrusted } from '../../world/trusted.ts'
import { readBase } from './base.ts'
import { judgedBy } from './commitments.ts'
import type { TestPlace } from './place.ts'
import { holdsTest } from './shape.ts'

/** Which tests to load, and what they are judged by where the config does not say. */
export interface TestSelection {
  readonly files: readonly string[]
  readonly commitments?: readonly string[]
  readonly catalog?: readonly string[]
  readonly now: string
  readonly cwd: string
}

/** The tests that could be loaded, and what is wrong with the others. */
export interface LoadedTests {
  readonly root: string
  readonly tests: readonly TestInput[]
  readonly diagnostics: readonly Diagnostic[]
  /** The texts that were read, for code frames and silences. */
  readonly texts: readonly InputFile[]
}

const readers = 16

/** Loads tests: those in the files, folders or globs that are named, else every CommitmentTest below the root. Never throws for what files hold. */
export async function loadTests(selection: TestSelection): Promise<LoadedTests> {
  const root = await findRoot(selection.cwd)
  const head = diskSource(root)
  const outside = outsideSource(root)
  const place = { root, cwd: selection.cwd }
  const configured = await readConfig(head)
  const { config } = configured
  const { commitments, catalog } = selection
  const trusted = await loadTrusted({ source: head, outside, place }, config, { commitments, catalog })
  const inputs = [...(configured.input ? [configured.input] : []), ...trusted.files]
  const here: TestPlace = { head, outside, config, trusted, texts: new Map(inputs.map((input) => [input.file, input])) }
  const named = selection.files.length > 0 ? await namedFiles({ source: head, outside, place }, selection.files) : await everyFile(head)
  const read = await inOrder(named.files, readers, (file) => readTests(here, file))
  const strays = await misnamed(head, { config, args: { commitments, catalog }, read: trusted })
  const own = [
    ...configured.diagnostics,
    ...trusted.diagnostics,
    ...strays,
    ...named.diagnostics,
    ...read.flatMap((item) => item.diagnostics),
  ]
  const tests: TestInput[] = []
  for (const test of read.flatMap((item) => item.tests)) {
    const { input, diagnostics } = await inputOf(here, test, selection.now)
    own.push(...diagnostics)
    if (input) tests.push(input)
  }
  const nearer = await passedOver({ source: head, place, named: selection.files, config, read: new Set(here.texts.keys()) })
  return { root, tests, diagnostics: [...own, ...nearer], texts: [...here.texts.values()] }
}

/** Every document below the root, but not those of a folder with a config of its own: it is the root of another world. */
export async function everyFile(head: FileSource): Promise<{ files: SourcedFile[]; diagnostics: Diagnostic[] }> {
  const files = (await head.list('')).filter(isDocumentName).sort(byPath)
  const roots = files.filter((file) => file.endsWith(`/${configName}`)).map((file) => file.slice(0, -configName.length))
  const own = files.filter((file) => !roots.some((root) => file.startsWith(root)))
  return { files: own.map((file) => ({ file, source: head, isNamed: false })), diagnostics: [] }
}

/** The tests that a file holds; nothing of a file that is not named and has none. */
export async function readTests(
  here: TestPlace,
  { file, source, isNamed }: SourcedFile,
): Promise<{ tests: CommitmentTest[]; diagnostics: Diagnostic[] }> {
  const reading = await readText(source, file, here.config.limits)
  if (!reading.ok) return { tests: [], diagnostics: isNamed ? [...reading.diagnostics] : [] }
  if (!isNamed && !holdsTest(reading.input, here.config.limits)) return { tests: [], diagnostics: [] }
  here.texts.set(file, reading.input)
  const { models, diagnostics } = parseFile(reading.input, here.config.limits, ['CommitmentTest'])
  const { tests } = byKind(models)
  if (tests.length > 0 || hasErrors(diagnostics)) return { tests: [...tests], diagnostics }
  const message = `\`${file}\` holds no document of kind CommitmentTest`
  return { tests: [], diagnostics: isNamed ? [diagnostic('world/wrong-kind', { file, message, hint: 'name a file of tests' })] : [] }
}

/** Everything that a test needs to run; without it, why not. */
async function inputOf(
  here: TestPlace,
  test: CommitmentTest,
  now: string,
): Promise<{ input?: TestInput; diagnostics: readonly Diagnostic[] }> {
  const judged = await judgedBy(here, test)
  const base = await readBase(here, test)
  const diagnostics = [...judged.diagnostics, ...base.diagnostics]
  if (!judged.found || !base.launch || hasErrors(diagnostics)) return { diagnostics }
  const { config } = here
  return { input: { test, ...judged.found, config, launch: base.launch, facts: base.facts, now }, diagnostics }
}
