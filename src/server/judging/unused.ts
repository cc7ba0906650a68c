import { arrange, type Diagnostic, hasErrors } from '../../source/diagnostic.ts'
import { readDocuments } from '../../source/document.ts'
import type { SourceDocument } from '../../source/node.ts'
import { misplacedDocument, type PostedText } from '../../world/posted.ts'
import type { TrustedSide } from '../../world/world.ts'

/** Of what was sent to judge by, nothing may be passed over: a misplaced file or document would be a requirement that nobody judged. */
export function unusedAreErrors(side: TrustedSide, files: readonly PostedText[]): TrustedSide {
  const used = new Set(side.files.map(({ file }) => file))
  // Of a file with an error nobody knows what else of it would be used.
  const told = new Set(side.diagnostics.filter((item) => hasErrors([item])).map(({ file }) => file))
  const untold = files.filter(({ file }) => !told.has(file))
  const found = untold.flatMap((posted) => (used.has(posted.file) ? unusedDocuments(side, posted) : [unusedFile(posted)]))
  return { ...side, diagnostics: arrange([...side.diagnostics, ...found]) }
}

function unusedFile({ file }: PostedText): Diagnostic {
  return {
    code: 'world/nothing-matched',
    severity: 'error',
    file,
    message: `\`${file}\` is in no place where files that judge are looked for, or holds none`,
    hint: 'put commitments at `rules/…`, the catalog at `catalog.yaml`, or send an `onlyif.yaml` that names the files',
  }
}

/** Where a document may end and another begin. */
const mark = /^(?:---|\.\.\.)/m

function unusedDocuments({ commitments, catalogs, waivers, mappings, config }: TrustedSide, { file, text }: PostedText): Diagnostic[] {
  if (!mark.test(text)) return []
  const documents = [...commitments, ...catalogs, ...waivers, ...mappings, config].map(({ document }) => document)
  const used = new Set(documents.flatMap((document) => (document?.file === file ? [document.index] : [])))
  return readDocuments(file, text, config.limits)
    .documents.filter(({ index }) => !used.has(index))
    .map(unusedDocument)
}

function unusedDocument(document: SourceDocument): Diagnostic {
  const hint = 'give it a file of its own: launches and facts are sent as `documents`, waivers at `waivers.yaml`'
  return misplacedDocument(document, 'is not looked for there', hint)
}
