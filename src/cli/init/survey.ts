import { readFile, stat } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import type { FactCatalog } from '../../model/catalog.ts'
import type { Config } from '../../model/config.ts'
import { type FactType, spelledType } from '../../model/value.ts'
import { readVersion } from '../../model/version.ts'
import type { DiagnosticCode } from '../../source/codes.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { SourceNode } from '../../source/node.ts'
import { byText } from '../../source/order.ts'
import { diskSource } from '../../world/disk.ts'
import { gitRootOf } from '../../world/root.ts'
import { loadWorld, type World } from '../../world/world.ts'
import { type DefaultBranch, defaultBranch, git } from './branch.ts'
import { idOf } from './questions.ts'

/** What is in a repository before anything is written. */
export interface Survey {
  /** The root of onlyif, and that of its Git repository where there is one. */
  readonly root: string
  readonly repository: string
  /** The root within its repository, POSIX; empty where it is that root. */
  readonly within: string
  readonly branch: DefaultBranch
  /** Whether workflows of GitHub would run: not where the remote is known to be elsewhere. */
  readonly runsWorkflows: boolean
  readonly product: string
  readonly version?: string | undefined
  readonly team?: string | undefined
  readonly codeowners?: string | undefined
  readonly documents: Documents
}

/** What onlyif finds already. */
export interface Documents {
  readonly config?: Config | undefined
  readonly commitments: readonly { readonly id: string; readonly file: string }[]
  readonly catalogs: readonly FactCatalog[]
  readonly described: ReadonlySet<string>
  readonly launches: readonly { readonly id: string; readonly file: string }[]
  readonly supplied: readonly { readonly path: string; readonly type: FactType }[]
  /** The folder for new documents: empty, unless files of others stand where documents are looked for. */
  readonly home: string
  /** Mistakes in documents that are meant for onlyif. */
  readonly problems: readonly Diagnostic[]
  readonly world: World
}

/** Signs that a file in a usual place was never meant for onlyif: rules of another tool, say. */
const foreignSigns: ReadonlySet<DiagnosticCode> = new Set([
  'document/missing-api-version',
  'document/unknown-api-version',
  'document/not-a-mapping',
])

/** What is no mistake before there is anything: a config may name first what is written next. */
const absences: ReadonlySet<DiagnosticCode> = new Set(['world/no-commitment', 'world/no-launch', 'world/nothing-matched'])

/** Looks at a folder and the repository around it. Runs nothing but `git`. */
export async function survey(folder: string): Promise<Survey> {
  const root = resolve(folder)
  const repository = gitRootOf(root) ?? root
  const remote = await git(repository, ['remote', 'get-url', 'origin'])
  const isElsewhere = /gitlab|bitbucket|dev\.azure|codeberg/i.test(remote)
  const product = await packageOf(root)
  const owners = await codeownersOf(repository)
  const documents = await documentsIn(root)
  return {
    root,
    repository,
    within: relative(repository, root).split(sep).join('/'),
    branch: await defaultBranch(repository, documents.config?.trustedBranches ?? []),
    runsWorkflows: !isElsewhere || (await exists(join(repository, '.github'))),
    product: product.name ?? idOf(basename(root)) ?? 'product',
    version: product.version,
    team: owners?.team,
    codeowners: owners?.file,
    documents,
  }
}

async function documentsIn(root: string): Promise<Documents> {
  const source = diskSource(root)
  const world = await loadWorld({ trusted: source, head: source })
  const found = [...world.diagnostics, ...world.launches.flatMap((launch) => launch.diagnostics)]
  const errors = found.filter((item) => item.severity === 'error' && !absences.has(item.code))
  const config = world.config.document ? world.config : undefined
  if (!config && errors.some((item) => foreignSigns.has(item.code))) {
    const none = { commitments: [], catalogs: [], described: new Set<string>(), launches: [], supplied: [] }
    return { ...none, home: 'onlyif/', problems: [], world }
  }
  const { catalogs } = world
  return {
    config,
    commitments: world.commitments.map((item) => ({ id: item.id, file: item.document.file })),
    catalogs,
    described: new Set(catalogs.flatMap((catalog) => catalog.facts.map((fact) => fact.path))),
    launches: world.launches.map((item) => ({ id: item.name, file: item.file })),
    supplied: suppliedBy(world),
    home: '',
    problems: errors,
    world,
  }
}

/** The facts that launches supply, each with the type it seems to have. */
function suppliedBy({ launches }: World): { path: string; type: FactType }[] {
  const types = new Map<string, FactType>()
  for (const { launch, facts } of launches) {
    for (const set of launch ? [launch.facts, ...facts.map((part) => part.facts)] : []) {
      for (const fact of set.facts) if (!types.has(fact.path)) types.set(fact.path, fact.type ?? seemingType(fact.node))
    }
  }
  return [...types].map(([path, type]) => ({ path, type })).sort((a, b) => byText(a.path, b.path))
}

function seemingType(node: SourceNode): FactType {
  if (node.kind === 'scalar') return spelledType(node)
  return node.kind === 'list' ? 'list' : 'text'
}

async function packageOf(root: string): Promise<{ name?: string | undefined; version?: string | undefined }> {
  const text = await readFile(join(root, 'package.json'), 'utf8').catch(() => '')
  try {
    const { name, version } = JSON.parse(text) as { name?: unknown; version?: unknown }
    return {
      name: typeof name === 'string' ? idOf(name.slice(name.lastIndexOf('/') + 1)) : undefined,
      version: typeof version === 'string' && readVersion(version) ? version : undefined,
    }
  } catch {
    // What is no package here is not ours to judge.
    return {}
  }
}

/** The file that says who reviews what, and the team that it names for everything. People are not taken from it. */
async function codeownersOf(repository: string): Promise<{ file: string; team?: string | undefined } | undefined> {
  for (const file of ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS']) {
    const text = await readFile(join(repository, file), 'utf8').catch(() => undefined)
    if (text === undefined) continue
    return { file, team: /^\*[ \t]+@[A-Za-z0-9-]+\/([A-Za-z0-9][A-Za-z0-9._-]{0,60})/m.exec(text)?.[1] }
  }
  return undefined
}

/** Whether anything stands at a path. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
