import { byKind, type Model, parseFile } from '../../model/documents.ts'
import { isDocumentName } from '../../model/file-path.ts'
import type { FileSource } from '../../model/file-source.ts'
import type { DiagnosticCode } from '../../source/codes.ts'
import { type Diagnostic, hasErrors } from '../../source/diagnostic.ts'
import { namedFiles } from '../../world/argument.ts'
import { configName, patternsOf } from '../../world/config.ts'
import { expand } from '../../world/expand.ts'
import { readText } from '../../world/file-text.ts'
import { inOrder } from '../../world/parallel.ts'
import type { World } from '../../world/world.ts'
import type { Loaded } from '../loading.ts'
import { holdsTest } from '../test/shape.ts'
import { checkNamed, checkNamedPractice, checkPractice, checkWorld } from './cross-checks.ts'

/** What was looked at, and what is wrong with it. */
export interface Linted {
  readonly files: number
  /** The kind of every document that could be read. */
  readonly kinds: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
  /** The texts that were looked at, where silences may stand. */
  readonly texts: readonly { readonly file: string; readonly text: string }[]
  /** Whether everything that practice warns of was looked for, so that a comment that silences it may be idle. */
  readonly isPracticeLinted: boolean
}

interface LintedFile {
  readonly file: string
  readonly text: string
  readonly models: readonly Model[]
  readonly diagnostics: readonly Diagnostic[]
}

const readers = 16

/** Everything that the config finds, and every test below the root. */
export async function lintAll({ world, head, problems }: Loaded, now: string): Promise<Linted> {
  if (!world) return { files: 0, kinds: [], diagnostics: problems, texts: [], isPracticeLinted: false }
  const keys = ['commitments', 'catalog', 'waivers', 'mappings', 'launches', 'facts'] as const
  const { files } = await expand(
    head,
    keys.flatMap((key) => patternsOf(world.config, key).patterns),
  )
  const known = new Set(files)
  // What a mapping reads is not written for onlyif: only what the mapping makes of it can be wrong.
  const foreign = new Set(world.launches.flatMap((launch) => launch.files.map((input) => input.file)).filter((file) => !known.has(file)))
  const others = (await head.list('')).filter((file) => isDocumentName(file) && !known.has(file) && !foreign.has(file))
  const own = await inOrder([...files, ...(world.config.document ? [configName] : [])], readers, (file) => lintFile(head, world, file))
  const tests = await inOrder(others, readers, (file) => lintFile(head, world, file, holdsTest))
  const linted = [...own, ...tests].filter((item) => item !== undefined)
  const found = together(
    [
      ...world.diagnostics.filter((item) => item.code !== 'world/no-launch'),
      ...world.launches.flatMap((launch) => launch.diagnostics),
      ...linted.flatMap((item) => item.diagnostics),
    ],
    checkWorld(world, now),
  )
  const isPracticeLinted = !hasErrors(found)
  return {
    files: linted.length + foreign.size,
    kinds: [
      ...linted.flatMap((item) => item.models.map((model) => model.kind)),
      ...world.launches.filter((launch) => foreign.has(launch.file)).map(() => 'Launch'),
    ],
    diagnostics: isPracticeLinted ? [...found, ...checkPractice(world, now)] : found,
    texts: linted,
    isPracticeLinted,
  }
}

/** The files that somebody names, also against everything else that is here. */
export async function lintNamed(
  { world, head, outside, root, problems, nearer = [] }: Loaded,
  names: readonly string[],
  { cwd, now }: { cwd: string; now: string },
): Promise<Linted> {
  if (!world) return { files: 0, kinds: [], diagnostics: problems, texts: [], isPracticeLinted: false }
  const named = await namedFiles({ source: head, outside, place: { root, cwd } }, names)
  const read = await inOrder(named.files, readers, ({ file, source }) => lintFile(source, world, file))
  const linted = read.filter((item) => item !== undefined)
  const models = linted.flatMap((item) => item.models)
  const files = new Set(linted.map((item) => item.file))
  const documents = byKind(models)
  const isNamed = (item: Diagnostic): boolean => files.has(item.file)
  const found = together(
    [...named.diagnostics, ...nearer, ...world.diagnostics.filter(isNamed), ...linted.flatMap((item) => item.diagnostics)],
    checkNamed(documents, world, now).filter(isNamed),
  )
  return {
    files: files.size,
    kinds: models.map((model) => model.kind),
    diagnostics: hasErrors(found) ? found : [...found, ...checkNamedPractice(documents, world, now).filter(isNamed)],
    texts: linted,
    // What is not named may be why nothing is told of what is.
    isPracticeLinted: false,
  }
}

/** Names that lead nowhere because what they name could not be read: one mistake is to be told once. */
const dangling: readonly DiagnosticCode[] = [
  'commitment/unknown-fact',
  'commitment/unknown-same',
  'commitment/untyped-comparison',
  'catalog/unknown-lookup',
  'launch/unknown-fact',
  'waiver/unknown-requirement',
  'waiver/fact-not-read',
]

/** What is wrong within documents, then between them; a document that is left out for an error makes no second mistake elsewhere. */
function together(within: readonly Diagnostic[], between: readonly Diagnostic[]): Diagnostic[] {
  return [...within, ...(hasErrors(within) ? between.filter((item) => !dangling.includes(item.code)) : between)]
}

/** The documents of a file and what is wrong with them; undefined where its text is not what is looked for. */
async function lintFile(source: FileSource, { config }: World, file: string, isSought?: typeof holdsTest): Promise<LintedFile | undefined> {
  const reading = await readText(source, file, config.limits)
  if (!reading.ok) return isSought ? undefined : { file, text: '', models: [], diagnostics: reading.diagnostics }
  if (isSought && !isSought(reading.input, config.limits)) return undefined
  return { file, text: reading.input.text, ...parseFile(reading.input, config.limits) }
}
