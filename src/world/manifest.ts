import { parseFile } from '../model/documents.ts'
import type { Facts } from '../model/facts.ts'
import type { Launch } from '../model/launch.ts'
import { kindOf } from '../model/schema.ts'
import { type Diagnostic, diagnostic, hasErrors } from '../source/diagnostic.ts'
import type { Limits } from '../source/limits.ts'
import type { SourceDocument } from '../source/node.ts'
import { type Attribution, attribute, nameIn } from './attribution.ts'
import type { FileText, InputFile } from './file-text.ts'
import { notALaunch } from './not-a-launch.ts'

/** One launch as it was found, before facts from elsewhere join it; without `launch`, the diagnostics say why there is none. */
export interface FoundLaunch {
  readonly file: string
  /** Its number in its file, from 1, where the file holds several. */
  readonly item?: number | undefined
  readonly id?: string | undefined
  readonly launch?: Launch | undefined
  readonly diagnostics: readonly Diagnostic[]
  readonly files: readonly InputFile[]
}

/** Facts of a file, or what is wrong with them and whom that concerns: one launch, or every launch when it cannot be told. */
export interface FoundFacts {
  readonly facts: readonly FoundFactsDocument[]
  readonly problems: readonly FactsProblem[]
}

export interface FoundFactsDocument {
  readonly facts: Facts
  readonly input: InputFile
}

export interface FactsProblem {
  readonly launch?: string | undefined
  readonly diagnostics: readonly Diagnostic[]
}

export interface Manifest extends FoundFacts {
  readonly launches: readonly FoundLaunch[]
}

export interface ManifestFile extends Manifest {
  /** Documents of other kinds that the file holds besides. */
  readonly others: readonly SourceDocument[]
}

/** Reads the Launch documents of a file, and the Facts documents beside them. What is wrong stays with the launches of this file. */
export function readManifest(file: string, text: FileText, limits: Limits, isNamed: boolean): ManifestFile {
  if (!text.ok) return { launches: [{ file, diagnostics: text.diagnostics, files: [] }], facts: [], problems: [], others: [] }
  const { input } = text
  const { models, diagnostics, others } = parseFile(input, limits, ['Launch', 'Facts'])
  const launches = models.filter((model) => model.kind === 'Launch')
  const facts = models.flatMap((model) => (model.kind === 'Facts' ? [{ facts: model, input }] : []))
  const [only, second] = launches
  if (!hasErrors(diagnostics) && !second) {
    if (only) return { launches: [{ file, id: only.id, launch: only, diagnostics, files: [input] }], facts, problems: [], others }
    if (!isNamed) return { launches: [], facts, problems: [], others }
    const kinds = [...models.map(({ kind }) => kind), ...others.flatMap((document) => kindOf(document) ?? [])]
    return { launches: [{ file, diagnostics: [...diagnostics, notALaunch(file, kinds)], files: [input] }], facts, problems: [], others }
  }
  const parts = attribute(input, diagnostics, limits)
  return { launches: launchesIn(input, parts, launches), facts, problems: problemsIn(parts), others }
}

function launchesIn(input: InputFile, { parts, rest }: Attribution, launches: readonly Launch[]): FoundLaunch[] {
  const { file } = input
  const own = parts.filter((part) => part.kind === 'Launch')
  // A document that cannot be told for what it is may have held facts of the launches beside it.
  const shared = [...rest, ...parts.flatMap((part) => (part.kind === undefined ? part.diagnostics : []))]
  if (own.length === 0) return hasErrors(shared) ? [{ file, diagnostics: shared, files: [input] }] : []
  return own.map(({ document, diagnostics }, index) => ({
    file,
    ...(own.length > 1 && { item: index + 1 }),
    id: nameIn(document, 'id'),
    launch: launches.find((launch) => launch.document.index === document.index),
    diagnostics: [...diagnostics, ...shared],
    files: [input],
  }))
}

function problemsIn({ parts }: Attribution): FactsProblem[] {
  return parts.flatMap(({ kind, document, diagnostics }) =>
    kind === 'Facts' && diagnostics.length > 0 ? [{ launch: nameIn(document, 'launch'), diagnostics }] : [],
  )
}

/** Reads the Facts documents of a file that is for facts. Fails closed: what names no launch concerns every launch. */
export function readFactsFile(file: string, text: FileText, limits: Limits, isNamed: boolean): FoundFacts {
  if (!text.ok) return { facts: [], problems: [{ diagnostics: text.diagnostics }] }
  const { input } = text
  const { models, diagnostics } = parseFile(input, limits, ['Facts'])
  const facts = models.flatMap((model) => (model.kind === 'Facts' ? [{ facts: model, input }] : []))
  if (diagnostics.length > 0) {
    const { parts, rest } = attribute(input, diagnostics, limits)
    const loose = [...rest, ...parts.flatMap((part) => (part.kind === 'Facts' ? [] : part.diagnostics))].map((item) =>
      withPrefixHint(item, isNamed),
    )
    return { facts, problems: [...problemsIn({ parts, rest }), ...(loose.length > 0 ? [{ diagnostics: loose }] : [])] }
  }
  if (facts.length > 0 || !isNamed) return { facts, problems: [] }
  return {
    facts,
    problems: [
      {
        diagnostics: [
          diagnostic('world/wrong-kind', { file, message: `\`${file}\` holds no document of kind Facts`, hint: 'name a file of facts' }),
        ],
      },
    ],
  }
}

/** What another tool wrote has no header; naming it says where its values belong. */
function withPrefixHint(item: Diagnostic, isNamed: boolean): Diagnostic {
  if (!isNamed || item.code !== 'document/missing-api-version') return item
  return { ...item, hint: `to read a plain document, say under which name: \`--facts name=${item.file}\`` }
}
