import type { CommitmentTest } from '../../model/commitment-test.ts'
import { type LinkedCommitments, link } from '../../model/link.ts'
import { type Diagnostic, diagnostic, hasErrors } from '../../source/diagnostic.ts'
import { readConfig } from '../../world/config.ts'
import { diskSource } from '../../world/disk.ts'
import { misnamed } from '../../world/misnamed.ts'
import { outsideSource } from '../../world/outside.ts'
import { inOrder } from '../../world/parallel.ts'
import { findRoot } from '../../world/root.ts'
import { loadTrusted } from '../../world/trusted.ts'
import { everyFile, readTests } from '../test/files.ts'
import type { TestPlace } from '../test/place.ts'

/** What is to be explained; with an error in `diagnostics` there is nothing. */
export interface Explainable {
  readonly root: string
  readonly linked?: LinkedCommitments
  readonly tests: readonly CommitmentTest[]
  readonly diagnostics: readonly Diagnostic[]
  readonly textOf: (file: string) => string | undefined
}

/** Where commitments and catalogs are; what is not said is where the config says. */
export interface ExplainSelection {
  readonly commitments?: readonly string[]
  readonly catalog?: readonly string[]
  readonly cwd: string
}

const readers = 16

/** Loads commitments with their catalogs and tests. No launch is looked at. A test that cannot be read is left out. */
export async function loadExplainable({ commitments, catalog, cwd }: ExplainSelection): Promise<Explainable> {
  const root = await findRoot(cwd)
  const head = diskSource(root)
  const outside = outsideSource(root)
  const configured = await readConfig(head)
  const trusted = await loadTrusted({ source: head, outside, place: { root, cwd } }, configured.config, { commitments, catalog })
  const inputs = [...(configured.input ? [configured.input] : []), ...trusted.files]
  const here: TestPlace = { head, outside, config: configured.config, trusted, texts: new Map(inputs.map((input) => [input.file, input])) }
  const textOf = (file: string): string | undefined => here.texts.get(file)?.text
  const strays = await misnamed(head, { config: configured.config, args: { commitments, catalog }, read: trusted })
  const found = [...configured.diagnostics, ...trusted.diagnostics, ...strays]
  const linked = link(trusted)
  const diagnostics = hasErrors(found) ? found : [...found, ...linked.diagnostics, ...nothingFound(trusted.commitments.length)]
  if (hasErrors(diagnostics)) return { root, tests: [], diagnostics, textOf }
  const { files } = await everyFile(head)
  const read = await inOrder(files, readers, (file) => readTests(here, file))
  return { root, linked, tests: read.flatMap((item) => item.tests), diagnostics, textOf }
}

function nothingFound(count: number): Diagnostic[] {
  if (count > 0) return []
  const hint = 'name files with `--commitments`, or begin with `onlyif init`'
  return [diagnostic('world/no-commitment', { file: '.', message: 'no commitment was found, so there is nothing to explain', hint })]
}
