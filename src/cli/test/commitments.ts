import type { TestInput } from '../../authoring/test-case.ts'
import type { Commitment } from '../../model/commitment.ts'
import type { CommitmentTest } from '../../model/commitment-test.ts'
import { byKind } from '../../model/documents.ts'
import { folderOf, isDocumentName } from '../../model/file-path.ts'
import { link } from '../../model/link.ts'
import { excerpt } from '../../model/wording.ts'
import { type Diagnostic, diagnostic, hasErrors } from '../../source/diagnostic.ts'
import { didYouMean } from '../../source/suggest.ts'
import { modelsOf, type TestPlace } from './place.ts'

type Judges = Pick<TestInput, 'commitments' | 'catalogs' | 'mappings'>

/**
 * What a test is judged by: the commitment it names and those whose requirements that one lists, with their catalogs.
 * They are those that the config or the command line names; else those in the test's own folder, or the nearest above it.
 */
export async function judgedBy(here: TestPlace, test: CommitmentTest): Promise<{ found?: Judges; diagnostics: readonly Diagnostic[] }> {
  const { commitments, catalogs, mappings } = here.trusted
  const known = commitments.map((item) => item.id)
  if (known.includes(test.commitment)) return linked(test, { commitments, catalogs, mappings })
  for (let folder = folderOf(test.document.file); ; folder = folderOf(folder)) {
    const beside = await documentsIn(here, folder)
    known.push(...beside.commitments.map((item) => item.id))
    if (beside.commitments.some((item) => item.id === test.commitment)) {
      const others = commitments.filter((item) => !beside.commitments.some((own) => own.id === item.id))
      const judges = {
        commitments: [...beside.commitments, ...others],
        catalogs: beside.catalogs.length > 0 ? beside.catalogs : catalogs,
        mappings: [...beside.mappings, ...mappings],
      }
      const { found, diagnostics } = linked(test, judges)
      return { ...(found && { found }), diagnostics: [...beside.diagnostics, ...diagnostics] }
    }
    // A commitment that cannot be read may be the one that is meant: its own mistake is told, not that it is missing.
    if (hasErrors(beside.diagnostics)) return { diagnostics: beside.diagnostics }
    if (folder === '') break
  }
  return { diagnostics: hasErrors(here.trusted.diagnostics) ? [] : [unknownCommitment(test, known)] }
}

function unknownCommitment(test: CommitmentTest, known: readonly string[]): Diagnostic {
  return diagnostic('test/unknown-commitment', {
    file: test.document.file,
    range: test.commitmentRange,
    message: `the test is of the commitment \`${excerpt(test.commitment)}\`, which does not exist here`,
    hint: didYouMean(test.commitment, known, 'keep the commitment in the folder of the test, or name its file with `--commitments`'),
  })
}

async function documentsIn(
  here: TestPlace,
  folder: string,
): Promise<Judges & { readonly mappings: NonNullable<Judges['mappings']>; readonly diagnostics: readonly Diagnostic[] }> {
  const files = (await here.head.list(folder)).filter((file) => folderOf(file) === folder && isDocumentName(file))
  const read = await Promise.all(files.map((file) => modelsOf(here, file)))
  const { commitments, catalogs, mappings } = byKind(read.flatMap((item) => item.models))
  const kinds = /^kind: *["']?(?:Commitment|FactCatalog|Mapping)\b["']? *(?:#.*)?$/m
  const diagnostics = read.flatMap((item, index) => (kinds.test(here.texts.get(files[index] ?? '')?.text ?? '') ? item.diagnostics : []))
  return { commitments, catalogs, mappings, diagnostics }
}

/** The commitments that matter to a test, unless they do not agree with each other or with the catalog. */
function linked(test: CommitmentTest, judges: Judges): { found?: Judges; diagnostics: readonly Diagnostic[] } {
  const commitments = judges.commitments.filter((item) => isJudged(item, test, judges.commitments))
  const found = { ...judges, commitments }
  const { diagnostics } = link({ ...found, mappings: judges.mappings ?? [] })
  return hasErrors(diagnostics) ? { diagnostics } : { found, diagnostics }
}

function isJudged(item: Commitment, test: CommitmentTest, all: readonly Commitment[]): boolean {
  const own = all.find((other) => other.id === test.commitment)
  return item.id === test.commitment || (own?.entries ?? []).some((entry) => entry.kind === 'same' && entry.same.startsWith(`${item.id}/`))
}
