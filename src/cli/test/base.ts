import type { CommitmentTest } from '../../model/commitment-test.ts'
import type { Facts } from '../../model/facts.ts'
import { folderOf, isDocumentName, isInside, normalPath } from '../../model/file-path.ts'
import type { Launch } from '../../model/launch.ts'
import { excerpt } from '../../model/wording.ts'
import { type Diagnostic, diagnostic, hasErrors } from '../../source/diagnostic.ts'
import { didYouMean } from '../../source/suggest.ts'
import { readFactsFiles } from '../../world/facts-input.ts'
import { selectFacts } from '../../world/launches.ts'
import { modelsOf, type TestPlace } from './place.ts'

/** The launch that the cases of a test start from, with the facts of other files about it. */
export interface TestBase {
  readonly launch?: Launch
  readonly facts: readonly Facts[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads the base of a test. Its path counts from the test's own folder and stays within the root. */
export async function readBase(here: TestPlace, test: CommitmentTest): Promise<TestBase> {
  const file = normalPath(`${folderOf(test.document.file)}/${test.launch}`)
  const broken = (message: string, hint: string | undefined): TestBase => ({
    facts: [],
    diagnostics: [
      diagnostic('test/broken-base', {
        file: test.document.file,
        range: test.launchRange,
        message: `\`${excerpt(test.launch)}\` ${message}`,
        hint,
      }),
    ],
  })
  if (!isInside(file)) return broken('leads outside the root', 'keep the launch of a test beside the test')
  const { models, diagnostics } = await modelsOf(here, file)
  if (diagnostics.some((item) => item.code === 'file/not-found')) return broken('does not exist', await nearestTo(here, file, test))
  if (hasErrors(diagnostics)) return { facts: [], diagnostics }
  const launches = models.filter((model) => model.kind === 'Launch')
  const [launch, second] = launches
  if (!launch) return broken('holds no launch', 'name a file with a document of kind Launch')
  if (second) return broken(`holds ${launches.length} launches`, 'a test starts from one launch: give it a file of its own')
  const own = models.filter((model) => model.kind === 'Facts')
  const standing = await standingFacts(here, launch.id)
  return {
    launch,
    facts: [...own, ...standing.facts].filter((part) => part.launch === launch.id),
    diagnostics: [...diagnostics, ...standing.diagnostics],
  }
}

async function nearestTo(here: TestPlace, file: string, test: CommitmentTest): Promise<string | undefined> {
  const folder = folderOf(test.document.file)
  const known = (await here.head.list(folder)).filter(isDocumentName)
  const names = known.map((name) => (folder === '' ? name : name.slice(folder.length + 1)))
  return didYouMean(folder === '' ? file : file.slice(folder.length + 1), names, 'the path counts from the folder of the test')
}

/** What the files of facts that the config names say of a launch. */
async function standingFacts(here: TestPlace, launch: string): Promise<{ facts: Facts[]; diagnostics: readonly Diagnostic[] }> {
  const { files } = await selectFacts(here.head, here.config)
  const read = await readFactsFiles(here.head, files, here.config.limits)
  return {
    facts: read.facts.map((item) => item.facts),
    diagnostics: read.problems.filter((problem) => problem.launch === launch).flatMap((problem) => problem.diagnostics),
  }
}
