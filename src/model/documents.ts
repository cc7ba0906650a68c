import { type Diagnostic, hasErrors } from '../source/diagnostic.ts'
import { type Digest, digestOf } from '../source/digest.ts'
import { readDocuments } from '../source/document.ts'
import { defaultLimits, type Limits } from '../source/limits.ts'
import { type ReadingError, type SourceDocument, textOf } from '../source/node.ts'
import { isBefore } from '../source/position.ts'
import { type FactCatalog, parseCatalog } from './catalog.ts'
import type { Commitment } from './commitment.ts'
import { type CommitmentTest, parseCommitmentTest } from './commitment-test.ts'
import { type Config, parseConfig } from './config.ts'
import type { Facts } from './facts.ts'
import type { Reading } from './fields.ts'
import { type Launch, parseLaunch } from './launch.ts'
import { type Mapping, parseMapping } from './mapping.ts'
import { parseCommitment } from './parse-commitment.ts'
import { parseFactsDocument } from './parse-facts.ts'
import { mayQuoteNames, reportQuotedNames } from './quoted-names.ts'
import { isCommitmentUnder, type Kind, kindOf, validate } from './schema.ts'
import { parseWaivers, type Waivers } from './waivers.ts'

/** A file as it was given: its name (POSIX separators), and its text without a byte order mark. */
export interface SourceFile {
  readonly file: string
  readonly text: string
}

/** What one document means. */
export type Model = Commitment | Launch | Facts | FactCatalog | Waivers | CommitmentTest | Mapping | Config

/** Everything that was read, by kind, in the order given. Documents with an error are left out and told in `diagnostics`. */
export interface Documents {
  readonly commitments: readonly Commitment[]
  readonly launches: readonly Launch[]
  readonly facts: readonly Facts[]
  readonly catalogs: readonly FactCatalog[]
  readonly waivers: readonly Waivers[]
  readonly tests: readonly CommitmentTest[]
  readonly mappings: readonly Mapping[]
  readonly configs: readonly Config[]
  readonly diagnostics: readonly Diagnostic[]
  /** Digest of each file's text by name, so that a decision can say what it rests on. */
  readonly digests: ReadonlyMap<string, Digest>
}

export const noDocuments: Documents = {
  commitments: [],
  launches: [],
  facts: [],
  catalogs: [],
  waivers: [],
  tests: [],
  mappings: [],
  configs: [],
  diagnostics: [],
  digests: new Map(),
}

/**
 * Reads texts into documents, sorted by kind. Throws a `TypeError` for what is no text, and nothing else: whatever the texts, what is
 * wrong is in `diagnostics`, in the order of the files, with its place. A document with an error is left out, and what was read along
 * with it remembers the error, so that nothing is decided with the rest; an error in a `Launch` or in `Facts` concerns that launch alone.
 * Silenced warnings are among the diagnostics: see `applySilences`.
 *
 * @param files - names (POSIX separators, as decisions shall print them) and texts, YAML or JSON; a text may hold several documents
 * @param limits - how large a text may be: 1 MiB, 100 aliases and 64 levels unless you say otherwise
 * @example
 * const text = `
 * apiVersion: onlyif/v1
 * kind: Launch
 * id: checkout-2
 * title: One-page checkout
 * owner: checkout-team
 * facts: { beta.csat: 4.4 }
 * `
 * const { launches, diagnostics } = parseDocuments([{ file: 'launch.yaml', text }])
 * console.log(launches[0]?.id, diagnostics.length) // checkout-2 0
 *
 * const broken = parseDocuments([{ file: 'launch.yaml', text: text.replace('owner', 'onwer') }])
 * console.log(broken.diagnostics[0]?.hint) // did you mean `owner`?
 */
export function parseDocuments(files: readonly SourceFile[], limits: Limits = defaultLimits): Documents {
  const models: Model[] = []
  const diagnostics: Diagnostic[] = []
  const errors: ReadingError[] = []
  const digests = new Map<string, Digest>()
  if (!Array.isArray(files) || !files.every((item) => typeof item?.file === 'string' && typeof item.text === 'string'))
    throw new TypeError("`parseDocuments` takes a list of `{ file, text }`, both texts: read files as 'utf8'")
  for (const { file, text } of files) {
    const read = parseFile({ file, text }, limits)
    models.push(...read.models)
    diagnostics.push(...read.diagnostics)
    errors.push(...read.errors)
    digests.set(file, digestOf(text))
  }
  return { ...byKind(models.map((model) => beside(model, errors))), diagnostics, digests }
}

function beside<M extends Model>(model: M, errorsBeside: readonly ReadingError[]): M {
  return errorsBeside.length > 0 && model.document ? { ...model, document: { ...model.document, errorsBeside } } : model
}

/** Reads one file: the models of its documents that have no error. `only` names the kinds wanted; documents of others are not looked into, unless they are of a wanted one but for what they say. */
export function parseFile(
  { file, text }: SourceFile,
  limits: Limits = defaultLimits,
  only?: readonly Kind[],
): { models: Model[]; diagnostics: Diagnostic[]; errors: ReadingError[]; others: SourceDocument[] } {
  const { documents, diagnostics } = readDocuments(file, text, limits)
  const models: Model[] = []
  const others: SourceDocument[] = []
  const found: Diagnostic[] = [...diagnostics]
  const mayQuote = mayQuoteNames(text)
  const errors: ReadingError[] = diagnostics.filter(isError).map((item) => ({ diagnostic: item }))
  for (const document of documents) {
    const kind = kindOf(document)
    if (only && kind && !only.includes(kind) && !(only.includes('Commitment') && isCommitmentUnder(kind, document))) {
      others.push(document)
      continue
    }
    const wrong = validate(document)
    const reading: Reading = { document, diagnostics: [...wrong] }
    const model = kind && parseModel(kind, reading)
    if (mayQuote) reportQuotedNames(reading)
    const told = [...wrong, ...reading.diagnostics.slice(wrong.length).filter((item) => !wrong.some((other) => overlap(item, other)))]
    if (document.index > 0 && isTornOff(told)) dropLacks(found)
    found.push(...told)
    errors.push(...told.filter(isError).map((item) => ({ diagnostic: item, ...concerns(document, kind) })))
    if (model && !hasErrors(told)) models.push(model)
  }
  return { models, diagnostics: found, errors, others }
}

/** Whether a document is most likely the rest of the one above it, from which a line `---` parts it. */
function isTornOff([first]: readonly Diagnostic[]): boolean {
  return first?.code === 'document/not-a-mapping' || (first?.code === 'document/missing-api-version' && first.path?.length === 0)
}

/** What the document above lacks without its rest is no mistake of its own; that of the rest is told. */
function dropLacks(found: Diagnostic[]): void {
  const kept = found.filter(({ code }) => code !== 'document/missing-key' && code !== 'commitment/count-off')
  found.splice(0, found.length, ...kept)
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error'
}

/** The one launch that a mistake in a document can concern. */
function concerns(document: SourceDocument, kind: Kind | undefined): Pick<ReadingError, 'launch'> {
  if (kind === 'Launch') return { launch: textOf(document.root, 'id') ?? '' }
  const launch = kind === 'Facts' ? textOf(document.root, 'launch') : undefined
  return launch === undefined ? {} : { launch }
}

/** Whether two diagnostics are of one place: what has the wrong form needs no second word about what it means. */
function overlap({ range: a }: Diagnostic, { range: b }: Diagnostic): boolean {
  return a !== undefined && b !== undefined && isBefore(a.start, b.end) && isBefore(b.start, a.end)
}

function parseModel(kind: Kind, reading: Reading): Model {
  switch (kind) {
    case 'Commitment':
      return parseCommitment(reading)
    case 'Launch':
      return parseLaunch(reading)
    case 'Facts':
      return parseFactsDocument(reading)
    case 'FactCatalog':
      return parseCatalog(reading)
    case 'Waivers':
      return parseWaivers(reading)
    case 'CommitmentTest':
      return parseCommitmentTest(reading)
    case 'Mapping':
      return parseMapping(reading)
    case 'Config':
      return parseConfig(reading)
  }
}

/** Sorts models into lists by kind. */
export function byKind(models: readonly Model[]): Omit<Documents, 'diagnostics' | 'digests'> {
  const pick = <K extends Model['kind']>(kind: K): Extract<Model, { kind: K }>[] =>
    models.filter((model): model is Extract<Model, { kind: K }> => model.kind === kind)
  return {
    commitments: pick('Commitment'),
    launches: pick('Launch'),
    facts: pick('Facts'),
    catalogs: pick('FactCatalog'),
    waivers: pick('Waivers'),
    tests: pick('CommitmentTest'),
    mappings: pick('Mapping'),
    configs: pick('Config'),
  }
}
