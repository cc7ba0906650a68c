import { lstat, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { pathsOf, starterDocuments, starterSurroundings } from '../../authoring/starter.ts'
import type { StarterFile, StarterInput } from '../../authoring/starter-input.ts'
import { writtenFolders } from '../../authoring/starter-surroundings.ts'
import { engineName } from '../../engine/version.ts'
import { parseDocuments } from '../../model/documents.ts'
import { forTerminal } from '../../report/escape.ts'
import { arrange } from '../../source/diagnostic.ts'
import { type PatternKey, patternsOf } from '../../world/config.ts'
import { readGlob } from '../../world/glob.ts'
import { findRoot } from '../../world/root.ts'
import { tellWithTexts } from '../diagnostics.ts'
import { isDocs } from '../docs/folder.ts'
import { type ExitCode, type Io, UsageError } from '../io.ts'
import { ownStore } from '../own-store.ts'
import { editorSchema } from '../schema/schema.ts'
import { isSite } from '../site/folder.ts'
import { type Ask, answersFor } from './questions.ts'
import { exists, type Survey, survey } from './survey.ts'
import { initText, type Laid } from './text.ts'

/** What `onlyif init` is asked to do. */
export interface InitOptions {
  readonly folder?: string | undefined
  readonly name?: string
  readonly owner?: string
  readonly product?: string
  readonly yes?: boolean
  readonly dryRun?: boolean
}

/** Writes what a repository lacks to begin with, and says what to do next. Files that are there are kept as they are. */
export async function init(options: InitOptions, io: Io, ask?: Ask): Promise<ExitCode> {
  const folder = options.folder === undefined ? findRoot(io.cwd) : resolve(io.cwd, options.folder)
  const found = await survey(folder)
  if (found.documents.problems.length > 0) return refuse(found, io)
  const needsDocuments = found.documents.commitments.length === 0
  const answers = await answersFor(options, suggestedFor(found), needsDocuments ? ask : undefined)
  const input = inputFor(found, answers, io.now())
  if (needsDocuments) checkPlaces(found, input)
  const documents = needsDocuments ? starterDocuments(input) : []
  const around = { schema: schemaFor(found, documents), hasWorkflow: found.runsWorkflows, ignored: await writtenBy(found) }
  const files = [...documents, ...starterSurroundings(input, around)]
  const laid: Laid[] = []
  for (const file of files) {
    const path = join(file.ofRepository ? found.repository : found.root, ...file.path.split('/'))
    const state = await lay(path, file, options.dryRun === true)
    const shown = relative(io.cwd, path).split(sep).join('/')
    if (state === 'kept' || state === 'written') laid.push({ file, path: shown, state })
    else {
      io.stderr(`onlyif: ${forTerminal(shown)} could not be written: ${state.code}\n`)
      return 2
    }
  }
  const settings = await readFile(join(found.repository, '.vscode/settings.json'), 'utf8').catch(() => '')
  const ignored = await readFile(join(found.root, '.gitignore'), 'utf8').catch(() => '')
  io.stdout(
    initText({
      found,
      input,
      laid,
      cwd: io.cwd,
      isDry: options.dryRun === true,
      isSettled: settings.includes('onlyif.schema.json'),
      toIgnore: around.ignored.filter((name) => !ignored.split(/\r?\n/).some((line) => line.replaceAll('/', '') === name)),
      columns: io.columns,
    }),
  )
  return 0
}

/** A gate beside files with mistakes would decide nothing, and a starter must pass as it is written. */
function refuse({ documents }: Survey, io: Io): ExitCode {
  const texts = new Map(
    [...documents.world.files, ...documents.world.launches.flatMap((launch) => launch.files)].map((item) => [item.file, item.text]),
  )
  tellWithTexts(arrange(documents.problems), (file) => texts.get(file), undefined, io)
  io.stderr('onlyif: nothing was written: mend what is here first, or begin in another folder\n')
  return 2
}

function suggestedFor(found: Survey): { name: string; owner: string; product: string } {
  return { name: 'customer-promise', owner: 'chief-customer-officer', product: found.product }
}

function inputFor(found: Survey, answers: { name: string; owner: string; product: string }, now: string): StarterInput {
  const { catalogs, described, launches, supplied, home } = found.documents
  return {
    ...answers,
    version: found.version,
    launchOwner: found.team ?? `${found.product}-team`,
    now,
    home,
    supplied,
    described,
    hasLaunches: launches.length > 0,
    hasCatalog: catalogs.length > 0,
    branch: found.branch.name,
    within: found.within,
    engine: engineName,
  }
}

/** A config that is here says where documents are looked for; what it would not find is not written. */
function checkPlaces({ documents }: Survey, input: StarterInput): void {
  const { config } = documents
  if (!config) return
  const paths = pathsOf(input)
  const wanted: readonly [string, readonly PatternKey[]][] = [
    [paths.commitment, ['commitments']],
    [paths.catalog, ['catalog', 'commitments']],
    ...(input.hasLaunches ? [] : [[paths.launch, ['launches']] as [string, readonly PatternKey[]]]),
  ]
  for (const [path, keys] of wanted) {
    const patterns = keys.flatMap((key) => patternsOf(config, key).patterns)
    if (patterns.some((pattern) => fits(pattern, path))) continue
    const [key = 'commitments'] = keys
    throw new UsageError(
      `nothing was written: \`onlyif.yaml\` looks for ${key} in ${patterns.map((pattern) => `\`${pattern}\``).join(', ')} only`,
      `add \`${path}\` to \`${key}\` there, and run this again`,
    )
  }
}

function fits(pattern: string, path: string): boolean {
  const glob = readGlob(pattern)
  return pattern === path || path.startsWith(`${pattern.replace(/\/$/, '')}/`) || (glob.ok && glob.value.matches(path))
}

/** The schema for editors knows the facts that will be described once everything is written. */
function schemaFor({ documents }: Survey, files: readonly StarterFile[]): string {
  const { catalogs } = parseDocuments(files.map((file) => ({ file: file.path, text: file.text })))
  return editorSchema([...documents.catalogs, ...catalogs])
}

/** Folders of what commands write: where something else stands under such a name, it is somebody's own. */
async function writtenBy({ root }: Survey): Promise<string[]> {
  const isOurs = async (name: string): Promise<boolean> => {
    const folder = join(root, name)
    return name === ownStore || !(await exists(folder)) || (await isSite(folder)) || (await isDocs(folder))
  }
  const found = await Promise.all(writtenFolders.map(async (name) => ((await isOurs(name)) ? [name] : [])))
  return found.flat()
}

/** Writes a file unless something is there. */
async function lay(path: string, { text }: StarterFile, isDry: boolean): Promise<'written' | 'kept' | { code: string }> {
  try {
    if (isDry) return (await lstat(path).catch(() => undefined)) ? 'kept' : 'written'
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text, { flag: 'wx' })
    return 'written'
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return code === 'EEXIST' && (await lstat(path).catch(() => undefined))?.isFile() ? 'kept' : { code }
  }
}
