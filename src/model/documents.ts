import { type Diagnostic, hasErrors } from '../source/diagnostic.ts'
import { type Digest, digestOf } from '../source/digest.ts'
import { readDocuments } from '../source/document.ts'
import { defaultLimits, type Limits } from '../source/limits.ts'
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
import { type Kind, kindOf, validate } from './schema.ts'
import { parseWaivers, type Waivers } from './waivers.ts'

/** A file as it was given: its name, and its text without a byte order mark. */
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

/** Reads files into models. Never throws; what is wrong is in `diagnostics`, with its place. Silenced warnings are among them: see `applySilences`. */
export function parseDocuments(files: readonly SourceFile[], limits: Limits = defaultLimits): Documents {
  const models: Model[] = []
  const diagnostics: Diagnostic[] = []
  const digests = new Map<string, Digest>()
  for (const { file, text } of files) {
    const read = parseFile({ file, text }, limits)
    models.push(...read.models)
    diagnostics.push(...read.diagnostics)
    digests.set(file, digestOf(text))
  }
  return { ...byKind(models), diagnostics, digests }
}

/** Reads one file: the models of its documents that have no error. `only` names the kinds wanted; documents of others are not looked at. */
export function parseFile(
  { file, text }: SourceFile,
  limits: Limits = defaultLimits,
  only?: readonly Kind[],
): { models: Model[]; diagnostics: Diagnostic[] } {
  const { documents, diagnostics } = readDocuments(file, text, limits)
  const models: Model[] = []
  const found: Diagnostic[] = [...diagnostics]
  for (const document of documents) {
    const kind = kindOf(document)
    if (only && kind && !only.includes(kind)) continue
    const wrong = validate(document)
    const reading: Reading = { document, diagnostics: [...wrong] }
    const model = kind && parseModel(kind, reading)
    const told = [...wrong, ...reading.diagnostics.slice(wrong.length).filter((item) => !wrong.some((other) => overlap(item, other)))]
    found.push(...told)
    if (model && !hasErrors(told)) models.push(model)
  }
  return { models, diagnostics: found }
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
